import type { Argument } from "../../grammar/index.js";
import { readWord } from "../syntax/arguments.js";
import type { Setting } from "../syntax/ast.js";
import type { Problem } from "../syntax/problems.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { isTooEarly } from "../text/release.js";
import { elementsAt, type Walkable } from "./walk.js";

/**
 * The violations of the schema in one release: words that it does not read yet are no values, and values whose bounds
 * were others are read once more with those. The schema is that of the newest release.
 */
export function problemsIn(
  config: Walkable,
  problems: readonly Problem[],
  target: string | undefined,
): readonly Problem[] {
  if (target === undefined) return problems;
  const isOther = (argument: Argument | undefined): boolean => isTooEarly(target, argument?.before?.release);
  const kept = problems.filter(
    ({ kind, argument }) => !isTooEarly(target, argument?.since) && !(kind === "bad-value" && isOther(argument)),
  );
  const hasOther = ({ keyword }: KeywordPlace): boolean => isOther(keyword.args?.[0]);
  return [...kept, ...elementsAt(config, hasOther).flatMap(({ element }) => faultOf(element as Setting))];
}

/** What the earlier bounds make of a setting's first value. */
function faultOf({ place, statement }: Setting): readonly Problem[] {
  const [argument] = place.keyword.args ?? [];
  const [word] = statement.args;
  if (argument === undefined || word === undefined) return [];
  const earlier = { ...argument, ...argument.before };
  const { fault } = readWord(earlier, word);
  return fault === undefined ? [] : [{ kind: "bad-value", statement, word, place, argument: earlier, fault }];
}
