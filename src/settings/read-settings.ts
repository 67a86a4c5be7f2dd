import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type * as z from "zod/mini";
import { SourceFile } from "../text/source-file.js";
import type { Position } from "../text/span.js";
import type { SettingsProblem } from "./problem.js";
import type { SettingsValues, settingsShape } from "./shape.js";

/** Steps from the top of a settings file to a value. */
export type KeyPath = readonly (string | number)[];

/** One settings file that was read and checked. */
export interface ReadSettings {
  readonly values: SettingsValues;
  /** Where a value stands. */
  positionOf(path: KeyPath): Position;
}

export type SettingsReading =
  | { readonly kind: "read"; readonly settings: ReadSettings }
  | { readonly kind: "problems"; readonly problems: readonly SettingsProblem[] };

/**
 * Reads the text of a settings file: JSON with comments and trailing commas. `below` is the path of keys to the
 * settings in it, which is `["kalint"]` for a package.json.
 */
export function readSettings(
  text: string,
  { file, below, shape }: { file: string; below: KeyPath; shape: ReturnType<typeof settingsShape> },
): SettingsReading {
  // A byte order mark is one character, so that columns stay right.
  const source = new SourceFile(file, text.replace(/^\ufeff/, " "));
  const at = (offset: number, message: string): SettingsProblem => ({ file, ...source.positionAt(offset), message });
  const deep = tooDeep(source.text);
  if (deep !== undefined) return failed([at(deep, `this is nested deeper than ${MAX_DEPTH} levels`)]);
  const errors: ParseError[] = [];
  const root = parseTree(source.text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) return failed([at(error.offset, describe(error))]);
  const tree = root === undefined ? undefined : nodeAt(root, below);
  if (tree === undefined) return failed([at(0, "expected an object")]);
  const repeated = repeatedKeys(tree);
  if (repeated.length > 0) return failed(repeated.map(({ offset, value }) => at(offset, `"${value}" is given twice`)));
  const result = shape.safeParse(getNodeValue(tree));
  if (result.success) {
    const positionOf = (path: KeyPath) => source.positionAt(startOf(tree, path));
    return { kind: "read", settings: { values: result.data, positionOf } };
  }
  return failed(
    result.error.issues.flatMap((issue) => toPlaces(issue, tree).map(([offset, message]) => at(offset, message))),
  );
}

/** Levels that settings have at most; what reads them calls itself at each. */
const MAX_DEPTH = 50;

/** Where brackets are nested too deep. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    // Texts and comments begin with other characters.
    const first = text[scanner.getTokenOffset()] ?? "";
    if ("{[".includes(first)) depth++;
    if ("}]".includes(first)) depth--;
    if (depth > MAX_DEPTH) return scanner.getTokenOffset();
  }
  return undefined;
}

const failed = (problems: readonly SettingsProblem[]): SettingsReading => ({ kind: "problems", problems });

const nodeAt = (root: Node, path: KeyPath): Node | undefined => findNodeAtLocation(root, [...path]);

/** Of the deepest part of the path that there is. */
function startOf(root: Node, path: KeyPath): number {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node !== undefined) return node.offset;
  }
  return root.offset;
}

function keyOffset(root: Node, path: KeyPath, key: string): number {
  const properties = nodeAt(root, path)?.children ?? [];
  const property = properties.find(({ children }) => children?.[0]?.value === key);
  return property?.offset ?? startOf(root, path);
}

function describe({ error }: ParseError): string {
  const words = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return `invalid JSON: ${WORDS[words] ?? words}`;
}

const WORDS: Readonly<Record<string, string>> = {
  "close brace expected": 'expected "}"',
  "close bracket expected": 'expected "]"',
  "colon expected": 'expected ":"',
  "comma expected": 'expected ","',
  "value expected": "expected a value",
  "property name expected": "expected a property name",
  "end of file expected": "unexpected text after the end",
};

function repeatedKeys(node: Node): Node[] {
  const found: Node[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const seen = new Set<string>();
    for (const child of next.children ?? []) {
      const key = child.type === "property" ? child.children?.[0] : undefined;
      if (key !== undefined && seen.has(key.value)) found.push(key);
      if (key !== undefined) seen.add(key.value);
      open.push(child);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

/** Offsets and messages of one issue; of a choice between forms those of the form that was meant. */
function toPlaces(issue: z.core.$ZodIssue, tree: Node, above: KeyPath = []): [number, string][] {
  const path = [...above, ...issue.path.filter((step) => typeof step !== "symbol")];
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => [keyOffset(tree, path, key), messages[index] ?? ""]);
  }
  if (issue.code === "invalid_union") {
    const only = formMeant(issue.errors);
    if (only !== undefined && !issue.message.startsWith("expected"))
      return only.flatMap((one) => toPlaces(one, tree, path));
  }
  const key = path.at(-1);
  if (issue.code === "invalid_key" && typeof key === "string") {
    return [[keyOffset(tree, path.slice(0, -1), key), issue.issues[0]?.message ?? issue.message]];
  }
  if (key !== undefined && nodeAt(tree, path) === undefined) return [[startOf(tree, path), `"${key}" is missing`]];
  return [[startOf(tree, path), sentence(issue)]];
}

/** The form that the value has already, else the first one. */
function formMeant(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const isDeep = ({ path }: z.core.$ZodIssue) => path.length > 0;
  const isOtherType = ({ path, code }: z.core.$ZodIssue) => path.length === 0 && code === "invalid_type";
  return forms.find((issues) => issues.every(isDeep)) ?? forms.find((issues) => !issues.some(isOtherType)) ?? forms[0];
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `expected ${TYPES[issue.expected] ?? issue.expected}`;
  return issue.message;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a string",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  boolean: "true or false",
  int: "a whole number",
};
