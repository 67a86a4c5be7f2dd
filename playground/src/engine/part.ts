import { ChunkStore, type PlacedChunk } from "../../../src/language-server/chunks.js";
import { SourceFile } from "../../../src/text/source-file.js";
import type { Span } from "../protocol.js";

/** Names are of this form; what is shorter than two letters is in every block. */
const WORD = /[A-Za-z_][\w.-]+/g;

const chunks = new ChunkStore();

/** Some blocks of a text, put together. */
export interface Outline {
  readonly text: string;
  /** The blocks that the part lies in, as a stretch of `text`. */
  readonly own: Span;
  /** Where an offset of `text` is in the whole. */
  readonly toWhole: (offset: number) => number;
}

/**
 * The blocks at top level that a part of a text lies in, with those that define what it names, those that name what it
 * defines, and all that is not a block. A rule that looks at the part then sees what it would see in the whole text, but
 * for what is counted over all blocks.
 */
export function outlineFor(whole: string, part: Span): Outline {
  const all = chunks.of(new SourceFile("", whole));
  const own = all.filter(({ start, end }) => start <= part.to && end >= part.from);
  const used = new Set(own.flatMap(({ chunk }) => chunk.text.match(WORD) ?? []));
  const defined = own.map(nameOf).filter((name) => name !== "");
  const isKept = (one: PlacedChunk): boolean =>
    one.start === 0 ||
    own.includes(one) ||
    /^(?:global_defs|static_)/.test(one.chunk.text) ||
    /^[ \t]*(?:\$\w+=|include|@)/m.test(one.chunk.text) ||
    used.has(nameOf(one)) ||
    defined.some((name) => one.chunk.text.includes(name));
  const kept: { readonly at: number; readonly chunk: PlacedChunk }[] = [];
  let at = 0;
  for (const chunk of all.filter(isKept)) {
    kept.push({ at, chunk });
    at += chunk.end - chunk.start;
  }
  const [first, last] = [
    kept.find(({ chunk }) => own.includes(chunk)),
    kept.findLast(({ chunk }) => own.includes(chunk)),
  ];
  return {
    text: kept.map(({ chunk }) => chunk.chunk.text).join(""),
    own: { from: first?.at ?? 0, to: last === undefined ? at : last.at + last.chunk.end - last.chunk.start },
    toWhole(offset) {
      const piece = kept.findLast((one) => one.at <= offset);
      return piece === undefined ? offset : piece.chunk.start + offset - piece.at;
    },
  };
}

/** `VI_1` of `vrrp_instance VI_1 {`. */
const nameOf = ({ chunk }: PlacedChunk): string => /^\S+[ \t]+([^\s{]+)/.exec(chunk.text)?.[1] ?? "";
