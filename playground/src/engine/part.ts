import { ChunkStore, type PlacedChunk } from "../../../src/language-server/chunks.js";
import { SourceFile } from "../../../src/text/source-file.js";
import type { Span } from "../protocol.js";

/** Names are of this form; what is shorter than two letters is in every block. */
const WORD = /[A-Za-z_][\w.-]+/g;

const chunks = new ChunkStore();

/**
 * A text in which every block at top level that shares no name with the part is left out: spaces take its place, so that
 * offsets stay. Kept are the blocks that the part lies in, those that define what it names and those that name what it
 * defines, and all that is not a block. A rule that looks at the part then sees what it would see in the whole text, but
 * for what counts over all blocks.
 */
export function outlineFor(
  text: string,
  part: Span,
): Span & { readonly text: string } {
  const all = chunks.of(new SourceFile("", text));
  const own = all.filter(({ start, end }) => start <= part.to && end >= part.from);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return { text, from: 0, to: text.length };
  const used = new Set(own.flatMap(({ chunk }) => chunk.text.match(WORD) ?? []));
  const defined = own.map(nameOf).filter((name) => name !== "");
  const isKept = (one: PlacedChunk): boolean =>
    one.start === 0 ||
    own.includes(one) ||
    /^(?:global_defs|static_)/.test(one.chunk.text) ||
    /^[ \t]*(?:\$\w+=|include|@)/m.test(one.chunk.text) ||
    used.has(nameOf(one)) ||
    defined.some((name) => one.chunk.text.includes(name));
  const kept = all.map((one) => (isKept(one) ? one.chunk.text : one.chunk.text.replace(/[^\n]/g, " ")));
  return { text: kept.join(""), from: first.start, to: last.end };
}

/** `VI_1` of `vrrp_instance VI_1 {`. */
const nameOf = ({ chunk }: PlacedChunk): string => /^\S+[ \t]+([^\s{]+)/.exec(chunk.text)?.[1] ?? "";
