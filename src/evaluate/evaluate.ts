import type { Item, Token } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { BuiltinValue } from "./definitions.js";
import { type FileReader, Includes, type TemplateChoice } from "./includes.js";
import { effectiveItems } from "./items.js";
import { MAX_COST } from "./limits.js";
import { type EvaluationProblem, ProblemList } from "./problems.js";
import { LineReading } from "./reading.js";
import type { ReadingContext } from "./reading-context.js";
import { type Dialect, dialectOf } from "./release.js";
import { type Copy, LineSource } from "./sources.js";

export interface EvaluateOptions {
  /** Decides `@id` lines; empty when it is not known. */
  readonly configId: string;
  /** Release such as `2.2.7`; the newest one when left out. */
  readonly target?: string;
  /** Without it no include is read. */
  readonly reader?: FileReader;
  /** The template language of an included file, where the settings say it. */
  readonly templateFor?: TemplateChoice;
  /** Values of `_PWD`, `_ENV` and `_RANDOM` where the caller knows them. */
  readonly builtinValue?: BuiltinValue;
  /** Work that one reading may cost; the default leaves room for 100,000 instances out of one line. */
  readonly maxCost?: number;
  /** Told of every logical line in the order of reading, with the file and line number of keepalived's messages. */
  readonly trace?: (reading: "first" | "later", token: Token, path: string, lineNumber: number) => void;
}

export interface Evaluated {
  /** What keepalived acts on: settings of its parent process from the first reading, all others from the later ones. */
  readonly items: readonly Item[];
  /** The logical lines of the first reading, in which `global_defs` counts. */
  readonly first: readonly Token[];
  /** Those of the later readings; the same array when they do not differ. */
  readonly later: readonly Token[];
  /** The root and the files it includes, in the order of reading, each once. */
  readonly files: readonly SyntaxFile[];
  readonly problems: readonly EvaluationProblem[];
  /** Every include could be read, and nothing was cut off. */
  readonly isComplete: boolean;
  /** The configuration is larger than is followed. */
  readonly isCut: boolean;
  /** Work that the readings took, as `maxCost` counts it. */
  readonly cost: number;
}

/** Makes of a root file what keepalived makes of it on the node with that config-id. */
export function evaluate(root: SyntaxFile, options: EvaluateOptions): Evaluated {
  const dialect = dialectOf(options.target);
  if (options.trace === undefined && isUnchanged(root, dialect)) {
    const { tokens, items } = root;
    return {
      items,
      first: tokens,
      later: tokens,
      files: [root],
      problems: [],
      isComplete: true,
      isCut: false,
      cost: 0,
    };
  }
  const problems = new ProblemList();
  const includes = new Includes(root, options.reader, problems, options.templateFor);
  const context = (keepsReferences: boolean, trace: ReadingContext["trace"]): ReadingContext => ({
    dialect,
    configId: options.configId,
    builtinValue: builtinValuesOf(options, dialect),
    problems,
    includes,
    maxCost: options.maxCost ?? MAX_COST,
    trace,
    keepsReferences,
  });
  const { trace } = options;
  const traceFirst: ReadingContext["trace"] = trace && ((token, path, line) => trace("first", token, path, line));
  const traceLater: ReadingContext["trace"] = trace && ((token, path, line) => trace("later", token, path, line));
  const strict = readTwice(root, context(false, traceFirst), context(false, traceLater));
  const { first, later, isBroken } = strict;
  const again = isBroken && !includes.isCut;
  const lenient = again ? readTwice(root, context(true, undefined), context(true, undefined)) : strict;
  const items = effectiveItems(lenient.first, lenient.later);
  const { files, isComplete, isCut } = includes;
  const cost = strict.cost + (again ? lenient.cost : 0);
  return { items, first, later, files, problems: problems.all, isComplete, isCut, cost };
}

interface Readings {
  readonly first: readonly Token[];
  readonly later: readonly Token[];
  readonly isBroken: boolean;
  readonly cost: number;
}

function readTwice(root: SyntaxFile, firstContext: ReadingContext, laterContext: ReadingContext): Readings {
  const read = (context: ReadingContext, copy: Copy | undefined) => {
    const source = new LineSource(root, copy, context.dialect, context.problems);
    const reading = new LineReading(context, source);
    reading.run();
    return { tokens: reading.tokens, isBroken: reading.isBroken, source, cost: reading.cost };
  };
  const first = read(firstContext, undefined);
  const { source, tokens, isBroken, cost } = first;
  const isRead = firstContext.dialect.hasCopy && !firstContext.includes.isCut;
  const needsLater = isRead && (source.differs || laterContext.trace !== undefined);
  if (!needsLater) return { first: tokens, later: tokens, isBroken, cost };
  const later = read(laterContext, source.copy);
  return { first: tokens, later: later.tokens, isBroken: isBroken || later.isBroken, cost: cost + later.cost };
}

/** Before 2.4.0 a comment that ends in a backslash leaves it behind, so such a file is not what its tokens say. */
function isUnchanged(root: SyntaxFile, dialect: Dialect): boolean {
  const { text } = root.source;
  if (!root.isPlain || text.includes("\0")) return false;
  return dialect.isModern || !/\\\r*(?:\n|$)/.test(text);
}

function builtinValuesOf({ configId, builtinValue }: EvaluateOptions, dialect: Dialect): BuiltinValue {
  return (name, parameters, path) => {
    if (name === "_INSTANCE") return configId === "" ? undefined : configId;
    const value = builtinValue?.(name, parameters, path);
    if (value !== undefined) return value;
    if (name === "_RANDOM") return onlyNumber(parameters, dialect);
    if (name !== "_PWD" || !path.startsWith("/")) return undefined;
    return path.slice(0, Math.max(1, path.lastIndexOf("/")));
  };
}

/** The number that `${_RANDOM min max}` gives when there is only one; reversed bounds count as min since 2.4.0. */
function onlyNumber([min, max]: readonly string[], { isModern }: Dialect): string | undefined {
  if (min === undefined || max === undefined || min.length > 15 || max.length > 15) return undefined;
  const [from, to] = [Number(min), Number(max)];
  return from === to || (from > to && isModern) ? String(from) : undefined;
}
