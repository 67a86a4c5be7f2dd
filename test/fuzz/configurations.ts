import fc from "fast-check";
import { type EntryGrammar, type EntryOption, type Keyword, root } from "../../grammar/index.js";
import { wordsFor } from "./values.js";

type Text = fc.Arbitrary<string>;
type Keywords = Readonly<Record<string, Keyword>>;

/** What stands beside statements in a file. */
const BETWEEN = [
  ...["# a comment", "! another", "#", "\t", "# kalint-format off", "# kalint-format on", "#~", "x \\"],
  ...["# kalint-ignore unknown-keyword: it is known here", "# kalint-ignore-file formatting"],
  ...[
    "$A=1",
    "$A=VI_1",
    "$B= \\\n  priority 100 \\\n  state BACKUP\n",
    "$C={",
    "$I=include",
    "$A",
    "$B",
    "${C}",
    "${I}",
  ],
  ...["include other.conf", "include *.conf", "includea x", "include", "include{}", "includer{", "include{ x }"],
  ...[
    "@a priority 50",
    "@^a state MASTER",
    "@a",
    "@a }",
    "@a {",
    "~SEQ(A, 1, 3) priority $A",
    "~LST(A, 1, 2) state $A",
  ],
  ...[
    "router_id=lb1",
    "priority = 50",
    "unknown",
    "unknown {\n}",
    "unknown 5 {",
    "{",
    "}",
    "{}",
    "}}",
    "interface eth0;",
  ],
];

const BEFORE = ["@a ", "@^a ", "~SEQ(A, 1, 2) ", "~LST({A, B}, {1, 2}) ", "\ufeff", "\u00a0", "# ", "${A} ", "$A "];

/** Pieces for a place that has been struck at random. */
const STRAY = [
  ..."{}\"'\\#!$@~=;,:()<%^ \n\t\r\f\v\0",
  ...["\r\n", "\\\n", " \\\n", "{{", "}}", "${", "$A", "@^", "~SEQ(", "include ", "\ufeff", "\u00a0", "“", "漢", "😀"],
  ...["\udc80", "\ud83d", "vrrp_instance V {\n", "priority 100\n", "x".repeat(1020)],
];

/** Configurations out of the keywords of the schema, with values that mostly fit, and with mistakes. */
export const configurations = (): Text => fc.tuple(fileText(), mistakes()).map(([text, make]) => make(text));

function fileText(): Text {
  const statements = Object.entries<Keyword>(root).map(([name, keyword]) => ({
    weight: keyword.kind === undefined || keyword.kind === "option" ? 1 : (WEIGHTS[name] ?? 3),
    arbitrary: statement(name, keyword),
  }));
  const line = fc.oneof(...statements, { weight: 12, arbitrary: fc.constantFrom(...BETWEEN) });
  const lineEnd = fc.constantFrom("\n", "\n", "\n", "\n", "\n\n", "\r\n");
  return fc
    .tuple(fc.array(line, { maxLength: 6 }), lineEnd)
    .map(([lines, end]) => lines.join("\n").replaceAll("\n", end));
}

/** Blocks that have most to say are written more often. */
const WEIGHTS: Readonly<Record<string, number>> = { vrrp_instance: 40, virtual_server: 20, vrrp_sync_group: 10 };

function statement(name: string, keyword: Keyword): Text {
  const head = wordsFor(keyword.args).map((words) => `${name} ${words}`.trimEnd());
  if (keyword.kind === "list") return block(head, entryLine(keyword));
  if (keyword.kind === "block" || keyword.children !== undefined) return block(head, lineIn(keyword.children ?? {}));
  return head;
}

function lineIn(keywords: Keywords): Text {
  const own = Object.entries(keywords).map(([name, keyword]) => ({ weight: 1, arbitrary: statement(name, keyword) }));
  if (own.length === 0) return fc.constantFrom(...BETWEEN);
  const between = { weight: Math.ceil(own.length / 15), arbitrary: fc.constantFrom(...BETWEEN) };
  const before = fc.tuple(fc.constantFrom(...BEFORE), fc.oneof(...own)).map((parts) => parts.join(""));
  return fc.oneof(...own, between, { weight: Math.ceil(own.length / 30), arbitrary: before });
}

function block(head: Text, line: Text): Text {
  const open = fc.constantFrom(" {\n", " {\n", " {\n", " {\n", "{", "\n{\n", " { ", " # why\n{", " ");
  const close = fc.constantFrom("\n}", "\n}", "\n}", "\n}", "}", " }", "\n", " } # end");
  const lines = fc.array(fc.tuple(fc.constantFrom("    ", "  ", "\t", ""), line), { maxLength: 8 });
  return fc
    .tuple(head, open, lines, close)
    .map(([words, start, body, end]) => words + start + body.map((parts) => parts.join("")).join("\n") + end);
}

/** A line of a list: its first words, and some of its options. */
function entryLine({ entry, block: facts }: Keyword): Text {
  const grammar: EntryGrammar = entry ?? {
    summary: "",
    positional: facts?.entryArg === undefined ? [] : [facts.entryArg],
  };
  const first = wordsFor(grammar.positional ?? grammar.bareWord?.args ?? grammar.forms?.[0]?.args);
  const options = [grammar.options ?? {}, ...Object.values(grammar.types ?? {}).map((type) => type.options ?? {})];
  const each = options
    .flatMap((some) => Object.entries<EntryOption>(some))
    .map(([name, option]) => optionText(name, option));
  if (each.length === 0) return first;
  return fc
    .tuple(first, fc.array(fc.oneof(...each), { maxLength: 3 }))
    .map(([words, more]) => [words, ...more].join(" "));
}

const optionText = (name: string, { args, aliases = [] }: EntryOption): Text =>
  fc.tuple(fc.constantFrom(name, name, ...aliases), wordsFor(args)).map((words) => words.join(" ").trimEnd());

/** Makes none, one or a few random changes of a text. */
function mistakes(): fc.Arbitrary<(text: string) => string> {
  const change = fc.record({
    at: fc.nat(1 << 20),
    length: fc.constantFrom(0, 0, 1, 1, 2, 12),
    piece: fc.constantFrom("", "", ...STRAY),
  });
  const changes = fc.oneof(fc.constant([]), fc.array(change, { maxLength: 3 }));
  return changes.map((all) => (text) => all.reduce(changed, text));
}

function changed(text: string, { at, length, piece }: { at: number; length: number; piece: string }): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + piece + text.slice(from + length);
}
