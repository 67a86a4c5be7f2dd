import { Statement, Word } from "../../grammar/index.js";
import type { BlockNode } from "./ast.js";

/** Bookkeeping of blocks and entries that their JSON leaves out; no keyword has one of these names. */
const HIDDEN = new Set(["statement", "place", "parent", "bodies", "contents", "args", "isKnown"]);

/**
 * The typed AST as plain data: keywords in camel case, each setting as `{ value, span, args }`, spans as offsets of
 * UTF-16 units. A value that is not known or not valid is `null`, with `state` saying which.
 */
export function dumpAst(block: BlockNode): Record<string, unknown> {
  const shape: Record<string, unknown> = {};
  const { statement, args } = block as Partial<BlockNode>;
  if (statement !== undefined) shape.span = { start: statement.token.start, end: blockEnd(statement) };
  if (args !== undefined && Object.keys(args).length > 0) shape.args = dumpRecord(args);
  return { ...shape, ...dumpRecord(block as unknown as Record<string, unknown>) };
}

const blockEnd = ({ token, block }: Statement): number => block?.close?.end ?? block?.open.end ?? token.end;

function dumpRecord(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shape: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    if (!HIDDEN.has(name) && value !== undefined) shape[name] = dump(value);
  }
  return shape;
}

function dump(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dump);
  if (!isRecord(value)) return value;
  if (Array.isArray(value.contents)) return dumpAst(value as unknown as BlockNode);
  if (value.word instanceof Word) return dumpValue(value as { readonly word: Word }, value);
  if (value.statement instanceof Statement) {
    const { token } = value.statement;
    return { span: { start: token.start, end: token.end }, ...dumpRecord(value) };
  }
  return value;
}

/** A setting, or one word of it. */
function dumpValue(
  { word }: { readonly word: Word },
  element: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const state = element.state;
  const args = element.args;
  const hasArgs = isRecord(args) && Object.keys(args).length > 1;
  return {
    value: element.value ?? null,
    ...(state === "known" ? {} : { state }),
    span: { start: word.start, end: word.end },
    ...(hasArgs ? { args: dumpRecord(args) } : {}),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
