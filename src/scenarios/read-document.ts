import { type Document, isMap, isNode, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod/mini";
import { suggest } from "../text/suggest.js";
import { type ScenariosValues, scenariosShape } from "./shape.js";

/** Keys and positions from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** A mistake in a scenario file, with its place; lines and columns from 1. */
export interface ScenarioProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A scenario file whose shape is right; what its words mean is still to be read. */
export interface ReadDocument {
  readonly file: string;
  readonly values: ScenariosValues;
  /** A mistake at a value, or at the nearest one above it that is there. */
  readonly problemAt: (path: Path, message: string) => ScenarioProblem;
}

export type DocumentResult =
  | { readonly kind: "read"; readonly document: ReadDocument }
  | { readonly kind: "problems"; readonly problems: readonly ScenarioProblem[] };

/** More aliases than this are an attack, not a file. */
const MAX_ALIASES = 1_000;

/** Reads the text of a scenario file: YAML 1.2, of which JSON is a part. Every mistake is given with line and column. */
export function readDocument(text: string, file: string): DocumentResult {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const at = (offset: number, message: string): ScenarioProblem => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const problemAt = (path: Path, message: string): ScenarioProblem => at(offsetOf(document, path), message);
  if (document.errors.length > 0) {
    // Where the parser ran out of stack, how many of its calls say so depends on what was left of it.
    const tooDeep = document.errors.find(({ message }) => message === OVERFLOW);
    // What else is wrong at the same place follows from the first.
    const errors = tooDeep === undefined ? document.errors : [tooDeep];
    const byPlace = new Map(errors.toReversed().map((error) => [error.pos[0], error.message]));
    return failed(
      [...byPlace].toReversed().map(([offset, message]) => at(offset, `invalid YAML: ${yamlMessage(message)}`)),
    );
  }
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const alias = unresolvedAlias(document);
    if (alias !== undefined) return failed([at(alias.offset, `invalid YAML: no anchor "&${alias.name}" before this`)]);
    return failed([at(0, `invalid YAML: ${error instanceof Error ? firstLine(error.message) : String(error)}`)]);
  }
  if (values === null || values === undefined)
    return failed([at(0, "the file is empty; a scenario file needs scenarios")]);
  const other = describeOther(values);
  if (other !== undefined) return failed([at(offsetOf(document, []), `this is not a scenario file: ${other}`)]);
  const result = scenariosShape().safeParse(values);
  if (!result.success)
    return failed(result.error.issues.flatMap((issue) => toProblems(issue, problemAt, document, at)));
  return { kind: "read", document: { file, values: result.data, problemAt } };
}

/** What something is that is no scenario file at all. */
function describeOther(values: unknown): string | undefined {
  if (typeof values !== "object" || values === null || Array.isArray(values))
    return 'expected a mapping with "scenarios"';
  const keys = Object.keys(values);
  const known = Object.keys(scenariosShape().shape);
  const isNear = keys.some((key) => known.includes(key) || suggest(key, known) !== undefined);
  return isNear || keys.length === 0 ? undefined : '"scenarios" is missing';
}

/** The first alias without an anchor before it. */
function unresolvedAlias(document: Document): { readonly offset: number; readonly name: string } | undefined {
  let found: { readonly offset: number; readonly name: string } | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { offset: alias.range?.[0] ?? 0, name: alias.source };
      return visit.BREAK;
    },
  });
  return found;
}

const failed = (problems: readonly ScenarioProblem[]): DocumentResult => ({ kind: "problems", problems });

/** The parser of YAML is recursive. */
const OVERFLOW = "Maximum call stack size exceeded";

const yamlMessage = (message: string): string => (message === OVERFLOW ? "nested too deeply" : firstLine(message));

const firstLine = (message: string): string => message.split("\n", 1)[0]?.replace(/:?\s*$/, "") ?? "";

/** Where a value begins; for one that is missing the deepest part of its path that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0;
}

function keyOffset(document: Document, path: Path, key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return offsetOf(document, path);
  const pair = map.items.find((item) => isNode(item.key) && String(item.key) === key);
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

function toProblems(
  issue: z.core.$ZodIssue,
  problemAt: ReadDocument["problemAt"],
  document: Document,
  at: (offset: number, message: string) => ScenarioProblem,
  above: Path = [],
): ScenarioProblem[] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== "symbol")];
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => at(keyOffset(document, path, key), messages[index] ?? issue.message));
  }
  if (issue.code === "invalid_union") {
    // The form that the value has already, when there is one.
    const meant = issue.errors.find((issues) =>
      issues.some((one) => one.path.length > 0 || one.code === "unrecognized_keys"),
    );
    if (meant !== undefined) return meant.flatMap((one) => toProblems(one, problemAt, document, at, path));
  }
  const key = path.at(-1);
  const isMissing = key !== undefined && document.getIn(path, true) === undefined;
  if (isMissing) return [problemAt(path, `"${key}" is missing`)];
  return [
    problemAt(
      path,
      issue.code === "invalid_type" ? `expected ${TYPES[issue.expected] ?? issue.expected}` : issue.message,
    ),
  ];
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
  number: "a number",
};
