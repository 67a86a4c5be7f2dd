import { type Token, tokens as types } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";

/** Conditions at the start of a line of a value, or behind a brace in it. */
const CONDITION = /(?:^|[{}])[ \t]*@(\^?)([^ \t{}]+)(?=[ \t])/g;

/** The config-ids that conditions of these files name, in order, each once. */
export function mentionedIds(files: readonly SyntaxFile[]): { ids: readonly string[]; hasNegation: boolean } {
  const conditions = files.filter((file) => !file.isPlain).flatMap((file) => file.tokens.flatMap(conditionsOf));
  const ids = new Set(conditions.map(({ id }) => id).filter((id) => id !== ""));
  return { ids: [...ids], hasNegation: conditions.some(({ negated }) => negated) };
}

interface Condition {
  readonly id: string;
  readonly negated: boolean;
}

/** The conditions before a token and inside the value of a definition; a line of prefixes alone is dropped anyhow. */
function conditionsOf(token: Token): readonly Condition[] {
  if (token.tokenType === types.Bare) return [];
  const before = token.prefixes.filter((prefix) => prefix.kind === "condition");
  if (token.tokenType !== types.Definition) return before;
  const inside = token.words.slice(1).flatMap((word) => [...word.text.matchAll(CONDITION)]);
  return [...before, ...inside.map((match) => ({ id: match[2] ?? "", negated: match[1] === "^" }))];
}
