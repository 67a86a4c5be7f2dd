/** A rule of a TextMate grammar. */
export interface Pattern {
  readonly name?: string;
  readonly comment?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly contentName?: string;
  readonly applyEndPatternLast?: boolean;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly Pattern[];
}

type Captures = Readonly<Record<string, { readonly name: string }>>;

/** What ends a word: nothing but these separates one from the next (parser.c:alloc_strvec_r, parser.c:decomment). */
export const WORD_END = '(?=[\\s{}"#!]|$)';

/** Start of a word in the middle of a line. */
const WORD_START = '(?<![^\\s{}"=])';

/** A statement ends with its line or at a brace; `{{` and `{%` begin text of a template. */
export const STATEMENT_END = "(?=\\}|\\{(?![{%])|$)";

const include = (name: string): Pattern => ({ include: `#${name}` });

const capture = (...names: readonly string[]): Captures =>
  Object.fromEntries(names.map((name, at) => [at + 1, { name: `${name}.keepalived` }]));

/** Rules that are the same in all blocks. */
export const BASE: Readonly<Record<string, Pattern>> = {
  before: {
    comment: "What may come before a statement, or in its place",
    patterns: ["template", "comment", "condition", "sequence", "definition", "include", "continuation"].map(include),
  },
  template: {
    patterns: [
      { match: "\\{\\{.*?\\}\\}", name: "meta.template.expression.keepalived" },
      { match: "\\{%.*?%\\}", name: "meta.template.tag.keepalived" },
      { match: "<%.*?%>", name: "meta.template.tag.keepalived" },
    ],
  },
  comment: {
    comment: "# and ! start one anywhere outside quotes",
    begin: "[#!]",
    beginCaptures: { 0: { name: "punctuation.definition.comment.keepalived" } },
    end: "$",
    name: "comment.line.keepalived",
    patterns: [
      {
        match: "\\G\\s*(kalint-(?:ignore(?:-file)?|format))\\b(?:\\s+([\\w-]+(?:\\s*,\\s*[\\w-]+)*))?",
        captures: capture("keyword.other.directive", "entity.name.tag.rule"),
      },
    ],
  },
  condition: {
    comment: "@id and @^id (parser.c:read_line)",
    match: `(@\\^?)([^\\s{}"#!]+)(?=\\s|$)`,
    captures: capture("keyword.control.condition", "entity.name.tag.config-id"),
  },
  sequence: {
    comment: "~SEQ and ~LST (parser.c:add_seq, parser.c:add_lst)",
    begin: "(~(?:SEQx?|LST))\\s*\\(",
    beginCaptures: capture("keyword.control.sequence"),
    end: "\\)|$",
    patterns: [include("variable"), include("number"), { match: "[A-Za-z_]\\w*", name: "variable.other.keepalived" }],
  },
  definition: {
    comment: "$NAME= (parser.c:check_definition)",
    match: "(\\$)([A-Za-z_]\\w*)(=)",
    captures: capture("punctuation.definition.variable", "variable.other.definition", "keyword.operator.assignment"),
  },
  variable: {
    match: "(\\$)(?:(\\{)([A-Za-z_]\\w*)(\\})|([A-Za-z_]\\w*))",
    captures: capture(
      "punctuation.definition.variable",
      "punctuation.definition.variable",
      "variable.other",
      "punctuation.definition.variable",
      "variable.other",
    ),
  },
  include: {
    comment: "include and its forms with a letter (parser.c:is_include)",
    begin: "(include[rmwba]?)(?=\\s)",
    beginCaptures: capture("keyword.control.include"),
    end: "(?=[#!]|$)",
    patterns: [
      include("string"),
      include("variable"),
      { match: '[^\\s"#!$]+', name: "string.unquoted.path.keepalived" },
    ],
  },
  continuation: { match: "\\\\$", name: "constant.character.escape.continuation.keepalived" },
  "unknown-statement": {
    comment: "A keyword that the schema does not know, and what follows it",
    patterns: [
      {
        begin: "(?=[^\\s{}#!])",
        end: STATEMENT_END,
        patterns: [include("argument")],
      },
      {
        begin: "\\{",
        beginCaptures: { 0: { name: "punctuation.section.block.begin.keepalived" } },
        end: "\\}",
        endCaptures: { 0: { name: "punctuation.section.block.end.keepalived" } },
        patterns: [include("before"), include("anywhere")],
      },
    ],
  },
  argument: {
    patterns: ["template", "comment", "string", "variable", "continuation", "address", "number", "boolean", "word"].map(
      include,
    ),
  },
  string: {
    comment: "A quote that is not closed ends with its line (parser.c:alloc_strvec_r)",
    begin: '"',
    beginCaptures: { 0: { name: "punctuation.definition.string.begin.keepalived" } },
    end: '(")|$',
    endCaptures: capture("punctuation.definition.string.end"),
    name: "string.quoted.double.keepalived",
    patterns: [include("variable")],
  },
  name: { match: '[^\\s{}"#!$]+', name: "entity.name.type.keepalived" },
  reference: { match: '[^\\s{}"#!$]+', name: "entity.name.type.reference.keepalived" },
  address: {
    patterns: [
      {
        match: `${WORD_START}(?:\\d{1,3}\\.){3}\\d{1,3}(?:/\\d{1,2}|-\\d{1,3})?${WORD_END}`,
        name: "constant.numeric.address.ipv4.keepalived",
      },
      {
        match: `${WORD_START}(?=[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:)[0-9A-Fa-f:.]+(?:/\\d{1,3}|-[0-9A-Fa-f]{1,4})?${WORD_END}`,
        name: "constant.numeric.address.ipv6.keepalived",
      },
    ],
  },
  number: {
    match: `${WORD_START}[-+]?(?:0x[0-9A-Fa-f]+|\\d+(?:\\.\\d+)?)(?![^\\s{}"#!,)])`,
    name: "constant.numeric.keepalived",
  },
  boolean: {
    comment: "parser.c:check_true_false",
    match: `${WORD_START}(?:on|true|yes|off|false|no)${WORD_END}`,
    name: "constant.language.boolean.keepalived",
  },
  word: {
    comment: "\\# and \\! are no comments",
    match: '(?:\\\\[#!]|[^\\s{}"#!$\\\\])+',
    name: "string.unquoted.keepalived",
  },
};
