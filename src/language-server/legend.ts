/** Kinds of semantic tokens, all of the protocol's own. */
export const LEGEND = {
  tokenTypes: [
    "comment",
    "keyword",
    "property",
    "class",
    "type",
    "variable",
    "enumMember",
    "string",
    "number",
    "decorator",
    "macro",
  ],
  tokenModifiers: [],
} as const;
