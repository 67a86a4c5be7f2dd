import type { Token } from "../../grammar/index.js";
import type { BuiltinValue } from "./definitions.js";
import type { Includes } from "./includes.js";
import type { ProblemList } from "./problems.js";
import type { Dialect } from "./release.js";

/** What all readings of one evaluation share. */
export interface ReadingContext {
  readonly dialect: Dialect;
  /** Empty: not known, so that only `@^id` lines count. */
  readonly configId: string;
  readonly builtinValue: BuiltinValue;
  readonly problems: ProblemList;
  readonly includes: Includes;
  readonly maxCost: number;
  /** Told of each token with the file and line number that keepalived would name. */
  readonly trace: ((token: Token, path: string, lineNumber: number) => void) | undefined;
  /** `${NAME}` that nothing defines stays one word instead of falling apart at its braces. */
  readonly keepsReferences: boolean;
}
