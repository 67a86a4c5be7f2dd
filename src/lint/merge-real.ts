import type { Item, Statement, Token } from "../../grammar/index.js";
import { compareDiagnostics, type Diagnostic, type Severity } from "../diagnostics/diagnostic.js";
import type { NoticeName } from "../diagnostics/notice-names.js";
import type { Node } from "../semantic/node.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { Location } from "../text/span.js";
import { type RealMessage, readRealMessages } from "./real-messages.js";
import type { RunResult } from "./run.js";

/** What the real program said about one node. */
export interface RealRun {
  readonly node: Node;
  readonly lines: readonly string[];
  /** Undefined where it was ended from outside. */
  readonly exit: number | undefined;
  /** Why it did not come to its end, in words. */
  readonly failure?: { readonly message: string; readonly severity: Severity } | undefined;
}

/** Name under which messages of the real program are reported. */
export const REAL_RULE = "keepalived" satisfies NoticeName;

/** Diagnostics with what keepalived itself says, unless a finding says the same; in the order of all output. */
export function mergeReal(result: RunResult, runs: readonly RealRun[]): readonly Diagnostic[] {
  const own = new OwnFindings(result);
  const said = new Map<string, Diagnostic>();
  for (const { node, lines, exit, failure } of runs) {
    const found = readRealMessages(lines, exit).flatMap((message) => placed(message, node, own));
    if (failure !== undefined) found.push({ ...failure, location: { file: node.path, start: 0, end: 0 } });
    for (const { message, severity, location } of found) {
      const key = JSON.stringify([message, severity, location]);
      const nodes = [...(said.get(key)?.nodes ?? []), node.name];
      said.set(key, { rule: REAL_RULE, severity, message, location, related: [], nodes });
    }
  }
  return [...result.diagnostics, ...said.values()].sort(compareDiagnostics);
}

type Placed = Pick<Diagnostic, "message" | "severity" | "location">;

function placed(message: RealMessage, node: Node, own: OwnFindings): Placed[] {
  const { text, severity } = message;
  const file = fileOf(message, node);
  const statement = file === undefined || message.line === undefined ? undefined : lineOf(file, message.line);
  // What keepalived finds at the end of a block has the line of its brace.
  const isEnd = statement !== undefined && file?.source.text.slice(statement.start, statement.end).trim() === "}";
  const block = statement === undefined || isEnd ? blockOf(text, node) : undefined;
  if (block !== undefined && own.coverBlock(block, message)) return [];
  if (statement !== undefined && own.coverLine(statement, severity)) return [];
  const location = statement ?? block?.head ?? { file: file?.source.path ?? node.path, start: 0, end: 0 };
  if (STRUCTURE.test(text) && own.explainStructure(statement ?? { ...location, start: Infinity }, file)) return [];
  return [{ message: text, severity, location }];
}

/** Messages that one wrong brace or unknown block brings for line after line. */
const STRUCTURE = /^(?:Unknown keyword |Unexpected '\{'|Extra '\}'|Missing '\{'|There are \d+ missing )/;

/** Rules about braces. What stands behind such a finding is read otherwise than written. */
const BRACE_RULES = new Set(["unbalanced-brace", "unexpected-block", "missing-block"]);

/** The file that a message means. keepalived names it as the include does, and not at all before it has read others. */
function fileOf({ file, line }: RealMessage, { path, evaluated }: Node): SyntaxFile | undefined {
  const root = evaluated.files.find(({ source }) => source.path === path);
  if (file === undefined) return line === undefined ? undefined : root;
  const exact = evaluated.files.find(({ source }) => source.path === file);
  const wanted = withoutDots(file);
  const isMeant = (known: string) => known === wanted || known.endsWith(`/${wanted}`) || wanted.endsWith(`/${known}`);
  return exact ?? evaluated.files.find(({ source }) => isMeant(withoutDots(source.path))) ?? root;
}

/** A path without the dots and slashes in front of it. */
const withoutDots = (path: string): string => path.replace(/^(?:\.{0,2}\/)+/, "");

/** The statement on a line, or the line's text where no statement is. */
function lineOf({ source, tokens }: SyntaxFile, line: number): Location {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  const end = start + source.lineText(line).length;
  const token = tokens.find((one) => one.start < end && one.end > start);
  return { file: source.path, start: token?.start ?? start, end: token?.end ?? end };
}

interface Block {
  /** The words that announce it. */
  readonly head: Location;
  readonly whole: Location;
}

/** Heads of the blocks that hold an offset, from the outside in. */
function headsAround(items: readonly Item[], offset: number): readonly Token[] {
  const heads: Token[] = [];
  let level = items;
  for (;;) {
    const around = level.find((item) => item.kind === "statement" && holds(item, offset));
    if (around?.kind !== "statement" || around.block === undefined) return heads;
    heads.push(around.token);
    level = around.block.items;
  }
}

const holds = ({ block }: Statement, offset: number): boolean =>
  block !== undefined && offset > block.open.start && offset <= (block.close?.start ?? Infinity);

/** The forms in which messages without a line name a block of the top level. */
const NAMED = [
  /^\(([^()]+)\)/,
  /^(?:Configuration error: )?(?:vrrp_script|BFD instance|vrrp_sync_group|vrrp_instance|track_file|track_process|bfd_instance|vrrp instance|vrrp sync group|sync group|virtual server group) (\S+)/i,
  /^virtual server \[?([^\]\s]+)/i,
];

function blockOf(text: string, { evaluated }: Node): Block | undefined {
  const name = NAMED.map((form) => form.exec(text)?.[1]).find((found) => found !== undefined);
  if (name === undefined) return undefined;
  const item = evaluated.items.find((one) => headOf(one) === name);
  if (item === undefined || item.kind !== "statement" || item.block === undefined) return undefined;
  const { source, start, end } = item.token;
  const place = source.locate(start, end);
  const close = item.block.close;
  const last = close === undefined ? place : close.source.locate(close.start, close.end);
  const head = { file: place.path, start: place.start, end: place.end };
  return { head, whole: { ...head, end: last.path === place.path ? Math.max(last.end, place.end) : place.end } };
}

const headOf = (item: Item): string | undefined => (item.kind === "statement" ? item.words[1]?.value : undefined);

const WEIGHTS: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** The parts of a keyword that are long enough to tell it: messages write "advertisement interval" for `advert_int`. */
const stemsOf = (keyword: string): readonly string[] => keyword.split("_").filter((part) => part.length >= 4);

interface OwnFinding {
  readonly diagnostic: Diagnostic;
  /** What is marked, and the keyword of the line. */
  readonly words: readonly string[];
}

/** Our own findings, looked up by place. */
class OwnFindings {
  readonly #byFile = new Map<string, OwnFinding[]>();
  readonly #lineOf: (location: Location) => number;

  constructor({ diagnostics, sources }: RunResult) {
    const files = new Map(sources.map((source) => [source.path, source]));
    this.#lineOf = ({ file, start }) => files.get(file)?.positionAt(start).line ?? 0;
    for (const diagnostic of diagnostics) {
      const { file, start, end } = diagnostic.location;
      const marked = files.get(file)?.text.slice(start, end) ?? "";
      const keyword = /\S+/.exec(files.get(file)?.lineText(this.#lineOf(diagnostic.location)) ?? "")?.[0] ?? "";
      const entry = { diagnostic, words: [marked.toLowerCase(), keyword.toLowerCase()] };
      const known = this.#byFile.get(file);
      if (known === undefined) this.#byFile.set(file, [entry]);
      else known.push(entry);
    }
  }

  /** A finding that weighs no less starts on the line, or lies in the statement, of a message. */
  coverLine(place: Location, severity: Severity): boolean {
    const line = this.#lineOf(place);
    return (this.#byFile.get(place.file) ?? []).some(({ diagnostic: { location, severity: weight } }) => {
      const isHere = this.#lineOf(location) === line || (location.start < place.end && location.end > place.start);
      return isHere && WEIGHTS[weight] >= WEIGHTS[severity];
    });
  }

  /** A finding about a brace in front of a place, or an error on a block around it, of which it is a consequence. */
  explainStructure({ file, start }: Location, tree: SyntaxFile | undefined): boolean {
    const findings = this.#byFile.get(file) ?? [];
    if (findings.some(({ diagnostic: { rule, location } }) => BRACE_RULES.has(rule) && location.start <= start))
      return true;
    return (
      tree !== undefined && headsAround(tree.items, start).some((head) => this.coverLine({ ...head, file }, "error"))
    );
  }

  /** A finding on the block's first line, or in it on a word or keyword that the message names. */
  coverBlock({ head, whole }: Block, { text, severity }: RealMessage): boolean {
    const said = new Set(text.toLowerCase().match(/[\w.:/-]+/g));
    const isSaid = (word: string) =>
      said.has(word) || stemsOf(word).some((stem) => [...said].some((one) => one.startsWith(stem)));
    const isMeant = ({ diagnostic: { location }, words }: OwnFinding) =>
      location.start >= whole.start && location.end <= whole.end && words.some(isSaid);
    return this.coverLine(head, severity) || (this.#byFile.get(whole.file) ?? []).some(isMeant);
  }
}
