import { rules } from "../rules/index.js";
import { topLevelPlaces } from "../syntax/schema-index.js";
import { argumentsAt, type CompletionCandidate, keywordsIn, optionsAt } from "./candidates.js";
import type { Context } from "./context.js";
import { type NamesIn, namesIn, type Texts } from "./names.js";

/** What may come next at a place of a text. */
export function candidatesAt(
  session: Texts,
  context: Context,
  target: string | undefined,
): readonly CompletionCandidate[] {
  const { block, words, typed, comment, isQuoted } = context;
  if (comment !== undefined) return inComment(comment);
  if (typed.startsWith("$"))
    return named(session, ({ definitions }) => definitions.map((name) => `$${name}`), "variable");
  if (typed.startsWith("@")) {
    return named(session, ({ configIds }) => configIds.flatMap((id) => [`@${id}`, `@^${id}`]), "id");
  }
  if (isQuoted) return [];
  const statement = words[0]?.startsWith("@") === true ? words.slice(1) : words;
  const ask = { session, target };
  if (block?.kind === "list") return optionsAt(ask, block, statement);
  const [keyword, ...args] = statement;
  if (keyword === undefined) return keywordsIn(block, target);
  const place = (block?.children ?? topLevelPlaces()).get(keyword);
  return place === undefined ? [] : argumentsAt(ask, place, args);
}

const named = (
  session: Texts,
  pick: (names: NamesIn) => readonly string[],
  kind: CompletionCandidate["kind"],
): readonly CompletionCandidate[] =>
  [...new Set([...namesIn(session)].flatMap(pick))].map((label) => ({ label, kind }));

const SUPPRESSION = /^[#!]+\s*kalint-ignore(?:-file)?\s+(?:[\w-]+[\s,]+)*[\w-]*$/;

/** In a comment the names of rules that it may suppress; at its start the suppression itself. */
function inComment(comment: string): readonly CompletionCandidate[] {
  if (SUPPRESSION.test(comment)) {
    return rules.map(({ name }) => ({
      label: name,
      kind: "rule",
      snippet: `${name}: \${1:reason}`,
      plain: `${name}: `,
    }));
  }
  if (!/^[#!]+\s*[\w-]*$/.test(comment)) return [];
  return ["kalint-ignore", "kalint-ignore-file"].map((label) => ({ label, kind: "suppression", plain: `${label} ` }));
}
