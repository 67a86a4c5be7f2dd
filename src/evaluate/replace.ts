import { byteLength, type Place, type Via } from "../../grammar/index.js";
import { type DefinedValue, findReference, linesAt, type ResolvedReference } from "./definitions.js";
import { nestedCost } from "./limits.js";
import { ExpandedLine, joinVia, type Run, type Within } from "./line.js";
import type { ProblemList } from "./problems.js";
import type { Dialect } from "./release.js";

/** Room for a line, its NUL included (parser.h:MAXBUF). */
export const LINE_ROOM = 1024;

/** Replacements on one line before it is given up: values that vanish can nest without end. */
const MAX_REPLACEMENTS = 2000;

/** What replacing needs to know. */
export interface ReplaceContext {
  readonly definitions: ReadonlyMap<string, DefinedValue>;
  readonly dialect: Dialect;
  readonly problems: ProblemList;
  builtinValue(definition: DefinedValue, parameters: readonly string[]): string | undefined;
  /** A value over several lines is used: its further lines come next. */
  startLines(lines: readonly ExpandedLine[]): void;
  spend(cost: number): void;
  linesFor(definition: DefinedValue, line: ExpandedLine, start: number, end: number): readonly ExpandedLine[];
}

export interface Replaced {
  readonly line: ExpandedLine;
  /** Something was replaced, and nothing stopped it. */
  readonly isChanged: boolean;
  /** Holds `${NAME}` that nothing defines; keepalived takes it apart at its braces. */
  readonly isBroken: boolean;
}

/** The values that the place under the eye lies in; `tail` characters follow each. */
class ActiveValues {
  readonly #stack: { readonly definition: DefinedValue; readonly tail: number }[] = [];
  readonly #definitions = new Set<DefinedValue>();

  push(definition: DefinedValue, tail: number): void {
    this.#stack.push({ definition, tail });
    this.#definitions.add(definition);
  }

  leave(at: number, length: number): void {
    for (let last = this.#stack.at(-1); last !== undefined && at >= length - last.tail; last = this.#stack.at(-1)) {
      this.#definitions.delete(last.definition);
      this.#stack.pop();
    }
  }

  has(definition: DefinedValue): boolean {
    return this.#definitions.has(definition);
  }
}

/** Replaces `$NAME` and `${NAME}` in a line (parser.c:replace_param). */
export function replaceReferences(context: ReplaceContext, line: ExpandedLine, room: number): Replaced {
  let current = line;
  let isBroken = false;
  let count = 0;
  const active = new ActiveValues();
  for (let at = line.text.indexOf("$"); at >= 0 && at + 1 < current.text.length; ) {
    const { text } = current;
    active.leave(at, text.length);
    const reference = findReference(context.definitions, text, at, context.dialect);
    const next = reference?.kind === "found" ? replaceOne(context, current, at, reference, active, room) : undefined;
    if (next === "too-long") return { line: current, isChanged: false, isBroken: text.includes("${") };
    if (next === undefined) {
      if (isFallingApart(context, current, at, reference)) isBroken = true;
      at = text.indexOf("$", at + 1);
      continue;
    }
    active.push(next.definition, text.length - next.end);
    context.spend(1 + current.runs.length / 8);
    current = next.line;
    count++;
    // Nothing behind a value that starts like a sequence is replaced.
    const isStopped = /^[ \t]*~/.test(next.value);
    if (count > MAX_REPLACEMENTS) {
      context.problems.add({ kind: "limit", name: undefined, place: current.locate(0, current.text.length) });
    }
    if (isStopped || count > MAX_REPLACEMENTS) {
      return { line: current, isChanged: true, isBroken: isBroken || current.text.includes("${", at) };
    }
    at = current.text.indexOf("$", at);
  }
  return { line: current, isChanged: count > 0, isBroken };
}

/** Reports a reference that stays as it is; whether keepalived takes it apart at its braces. */
function isFallingApart(
  context: ReplaceContext,
  line: ExpandedLine,
  at: number,
  reference: ResolvedReference | undefined,
): boolean {
  if (reference === undefined || reference.kind === "found") return false;
  report(context, line, at, reference);
  return line.text[at + 1] === "{";
}

type FoundReference = Extract<ResolvedReference, { kind: "found" }>;
type One = { line: ExpandedLine; definition: DefinedValue; end: number; value: string };

function replaceOne(
  context: ReplaceContext,
  line: ExpandedLine,
  at: number,
  reference: FoundReference,
  active: ActiveValues,
  room: number,
): One | "too-long" | undefined {
  const { definition, end, parameters } = reference;
  const { name } = definition;
  if (active.has(definition) || isWithin(line.within, definition)) {
    context.problems.add({ kind: "recursive-definition", name, place: line.locate(at, end) });
    return undefined;
  }
  const value = definition.builtin === undefined ? definition.text : context.builtinValue(definition, parameters);
  if (value === undefined) return undefined;
  if (definition.isMultiline) {
    const lines = context.linesFor(definition, line, at, end);
    context.spend(line.within === undefined ? lines.length : nestedCost(lines.length));
    context.startLines(lines);
    const [first] = lines;
    if (first === undefined) return undefined;
    if (isTooLong(line.text, at, end, value, room)) return tooLong(context, line, at, reference);
    return {
      line: join(line, at, end, first.text, first.runsOf(0, first.text.length, at), first.within),
      definition,
      end,
      value,
    };
  }
  if (isTooLong(line.text, at, end, value, room)) return tooLong(context, line, at, reference);
  const run = replacement(line, at, end, definition.via);
  return { line: join(line, at, end, value, value === "" ? [] : [run], line.within), definition, end, value };
}

function tooLong(context: ReplaceContext, line: ExpandedLine, at: number, reference: FoundReference): "too-long" {
  const { name } = reference.definition;
  context.problems.add({ kind: "replacement-too-long", name, place: line.locate(at, reference.end) });
  return "too-long";
}

/** The run of a value: the span of the use; inside another value that of the outermost use. */
function replacement(line: ExpandedLine, at: number, end: number, via: readonly Via[]): Run {
  const outer = line.runAt(at);
  const { origin } = outer;
  if (outer.end >= 0) return { at, origin, start: outer.start, end: outer.end, via: joinVia(outer.via, via) };
  const last = line.runAt(end - 1);
  const start = outer.start + at - outer.at;
  const stop = last.origin === origin && last.end < 0 ? last.start + end - last.at : start + end - at;
  return { at, origin, start, end: stop, via };
}

/** `line` with `text[at, end)` exchanged. */
function join(
  line: ExpandedLine,
  at: number,
  end: number,
  value: string,
  runs: readonly Run[],
  within: Within | undefined,
) {
  const { text } = line;
  const all: Run[] = [];
  if (at > 0) line.addRuns(all, 0, at, 0);
  for (const run of runs) all.push(run);
  if (end < text.length) line.addRuns(all, end, text.length, at + value.length);
  if (all.length === 0) all.push({ ...line.runAt(at), at: 0 });
  return new ExpandedLine([text.slice(0, at), value, text.slice(end)].join(""), all, within);
}

function isWithin(within: Within | undefined, definition: DefinedValue): boolean {
  for (let step = within; step !== undefined; step = step.outer) if (step.definition === definition) return true;
  return false;
}

function isTooLong(text: string, at: number, end: number, value: string, room: number): boolean {
  if ((text.length + value.length) * 3 < room) return false;
  return byteLength(text, 0, at) + byteLength(value) + byteLength(text, end) >= room;
}

function report(
  context: ReplaceContext,
  line: ExpandedLine,
  at: number,
  reference: Exclude<ResolvedReference, FoundReference>,
): void {
  const { name } = reference;
  const place: Place = line.locate(at, reference.end);
  const { problems } = context;
  switch (reference.kind) {
    case "undefined":
      return problems.add({ kind: "undefined-name", name, isBraced: reference.isBraced, place });
    case "not-replaced":
      return problems.add({ kind: "reference-not-replaced", name, place });
    case "multiline-not-last":
      return problems.add({ kind: "multiline-not-last", name, place });
    case "bad-parameters":
      return problems.add({ kind: "bad-parameters", name, detail: reference.detail, place });
  }
}

/** Values that are kept for their next use. */
const MAX_CACHED = 2000;

/** The lines of a value at a use, made once for each place of use. */
export class LineCache {
  #size = 0;
  readonly #byDefinition = new Map<DefinedValue, Map<object, Map<number, readonly ExpandedLine[]>>>();

  linesFor(definition: DefinedValue, line: ExpandedLine, start: number, end: number): readonly ExpandedLine[] {
    const run = line.runAt(start);
    const make = (): readonly ExpandedLine[] => {
      this.#size++;
      return linesAt(definition, line.locate(start, end), line.within);
    };
    if (run.end >= 0 || this.#size > MAX_CACHED) return make();
    const byOrigin = getOrAdd(
      this.#byDefinition,
      definition,
      () => new Map<object, Map<number, readonly ExpandedLine[]>>(),
    );
    const byOffset = getOrAdd(byOrigin, run.origin, () => new Map<number, readonly ExpandedLine[]>());
    return getOrAdd(byOffset, run.start + start - run.at, make);
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
