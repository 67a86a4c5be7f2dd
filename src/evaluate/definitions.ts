import { type Mention, mentionAt, type Place, type Via } from "../../grammar/index.js";
import { ExpandedLine, joinVia, NO_VIA, type Origin, type Run } from "./line.js";
import type { Dialect } from "./release.js";

/** A value as it was assigned; a new assignment is a new definition. */
export interface DefinedValue {
  readonly name: string;
  /** One line, or those of a value over several lines. */
  readonly lines: readonly ExpandedLine[];
  readonly text: string;
  readonly isMultiline: boolean;
  /** Where it is written. */
  readonly via: readonly Via[];
  readonly builtin: Builtin | undefined;
}

/** What keepalived itself defines (parser.c:set_std_definitions). */
interface Builtin {
  readonly minParameters: number;
  readonly maxParameters: number;
  readonly isNumeric: boolean;
}

/** Gives the value of a built-in definition in a file, or undefined when only the running daemon knows it. */
export type BuiltinValue = (name: string, parameters: readonly string[], path: string) => string | undefined;

const builtin = (minParameters: number, maxParameters: number, isNumeric: boolean): Builtin => ({
  minParameters,
  maxParameters,
  isNumeric,
});

const make = (name: string, text: string, facts: Builtin | undefined): DefinedValue => ({
  name,
  lines: [],
  text,
  isMultiline: false,
  via: NO_VIA,
  builtin: facts,
});

/** The definitions that hold at the start of a reading. */
export function standardDefinitions(dialect: Dialect): Map<string, DefinedValue> {
  const all = [
    make("_PWD", "", builtin(0, 0, false)),
    make("_INSTANCE", "", builtin(0, 0, false)),
    make("_RANDOM", "", builtin(0, dialect.isModern ? 2 : Number.POSITIVE_INFINITY, true)),
    make("_HASH", "#", undefined),
    make("_BANG", "!", undefined),
  ];
  if (dialect.isModern) all.push(make("_ENV", "", builtin(1, 1, false)));
  return new Map(all.map((definition) => [definition.name, definition]));
}

/** A definition whose value is one text, as a sequence assigns it. */
export function simpleDefinition(name: string, text: string, via: readonly Via[]): DefinedValue {
  return { name, lines: [], text, isMultiline: false, via, builtin: undefined };
}

/** A `$NAME=value` that is being read: a value over several lines grows. */
export class OpenDefinition {
  readonly name: string;
  readonly #lines: ExpandedLine[] = [];
  readonly #place: Place;
  #isMultiline: boolean;
  /** Another line follows. */
  isOpen: boolean;

  constructor(name: string, value: ExpandedLine, place: Place) {
    this.name = name;
    this.#place = place;
    this.#isMultiline = value.text.endsWith("\\");
    this.isOpen = this.#isMultiline;
    const first = this.#isMultiline ? withoutBackslash(value) : value;
    if (!this.#isMultiline || first.text !== "") this.#lines.push(first);
  }

  /** Takes the next line of the value (parser.c:read_line). */
  append(line: ExpandedLine): void {
    this.isOpen = line.text.endsWith("\\");
    // A last line that is the only one makes an ordinary value.
    if (!this.isOpen && this.#lines.length === 0) this.#isMultiline = false;
    const content = this.isOpen ? withoutBackslash(line) : line;
    if (content.text !== "") this.#lines.push(content);
  }

  /** What is defined. `endedEarly`: an empty line came where a further one was announced. */
  finish(endedEarly: boolean): DefinedValue {
    const { path, start, end, via } = this.#place;
    const step: Via = { path, start, end, message: "defined here" };
    const lines = this.#lines;
    const isMultiline = this.#isMultiline && lines.length > 0;
    const last = lines.at(-1);
    // The value then ends with a line end, so that an empty line follows at each use.
    if (isMultiline && endedEarly && last !== undefined) lines.push(last.slice(0, 0));
    const text = lines[0]?.text ?? "";
    return { name: this.name, lines, text, isMultiline, via: [step, ...via], builtin: undefined };
  }
}

function withoutBackslash(line: ExpandedLine): ExpandedLine {
  const text = line.text.slice(0, -1).replace(/[ \t]+$/, "");
  return line.slice(0, text.length);
}

/** The lines of a value as one use shows them: places in the value, by way of the use. */
export function linesAt(definition: DefinedValue, use: Place, outer: ExpandedLine["within"]): readonly ExpandedLine[] {
  const { path, start, end } = use;
  const via = joinVia([{ path, start, end, message: "used here" }], use.via);
  const origins = new Map<Origin, Origin>();
  const within = { definition, outer };
  const move = (run: Run): Run => {
    let origin = origins.get(run.origin);
    if (origin === undefined) {
      origin = { source: run.origin.source, via: joinVia(via, run.origin.via) };
      origins.set(run.origin, origin);
    }
    return { ...run, origin };
  };
  return definition.lines.map((line) => new ExpandedLine(line.text, line.runs.map(move), within));
}

/** What `$` or `${` at an offset refers to (parser.c:find_definition). */
export type ResolvedReference =
  | {
      readonly kind: "found";
      readonly definition: DefinedValue;
      readonly end: number;
      readonly parameters: readonly string[];
    }
  | { readonly kind: "undefined"; readonly name: string; readonly isBraced: boolean; readonly end: number }
  | { readonly kind: "not-replaced" | "multiline-not-last"; readonly name: string; readonly end: number }
  | { readonly kind: "bad-parameters"; readonly name: string; readonly detail: string; readonly end: number };

/** Looks up the reference whose `$` is at `at`; undefined when there is none. */
export function findReference(
  definitions: ReadonlyMap<string, DefinedValue>,
  text: string,
  at: number,
  dialect: Dialect,
): ResolvedReference | undefined {
  const mention = mentionAt(text, at);
  if (mention === undefined) return undefined;
  return mention.isBraced ? findBraced(definitions, text, mention, dialect) : findBare(definitions, text, mention);
}

function findBare(
  definitions: ReadonlyMap<string, DefinedValue>,
  text: string,
  { name, end }: Mention,
): ResolvedReference | undefined {
  const definition = definitions.get(name);
  const isEnded = end === text.length || " \t,)".includes(text[end] ?? "");
  if (definition === undefined) return isEnded ? { kind: "undefined", name, isBraced: false, end } : undefined;
  if (!isEnded) return { kind: "not-replaced", name, end };
  if (definition.isMultiline && end !== text.length) return { kind: "multiline-not-last", name, end };
  return { kind: "found", definition, end, parameters: [] };
}

function findBraced(
  definitions: ReadonlyMap<string, DefinedValue>,
  text: string,
  { name, end, rest }: Mention,
  dialect: Dialect,
): ResolvedReference {
  const definition = definitions.get(name);
  if (definition === undefined) return { kind: "undefined", name, isBraced: true, end };
  const parameters = rest.split(/[ \t]+/).filter((word) => word !== "");
  const detail = parameters.length === 0 ? undefined : parametersProblem(definition, rest, parameters, dialect);
  if (detail !== undefined) return { kind: "bad-parameters", name, detail, end };
  if (definition.isMultiline && (end !== text.length || rest !== "")) return { kind: "multiline-not-last", name, end };
  // Blanks behind the name count as nothing, so that as many characters stay at the end.
  const taken = parameters.length === 0 ? end - rest.length : end;
  return { kind: "found", definition, end: taken, parameters };
}

function parametersProblem(
  definition: DefinedValue,
  rest: string,
  parameters: readonly string[],
  dialect: Dialect,
): string | undefined {
  const facts = definition.builtin;
  if (facts === undefined || facts.maxParameters === 0) return "takes no parameters";
  if (/[ \t]$/.test(rest)) return "ends with a space";
  if (facts.isNumeric && parameters.some((word) => !/^\d+$/.test(word))) return "takes numbers only";
  if (!dialect.isModern && rest.includes("\t")) return "takes blanks only";
  const { minParameters, maxParameters } = facts;
  if (parameters.length > maxParameters || parameters.length < minParameters) {
    return `takes at most ${maxParameters} parameters`;
  }
  return undefined;
}
