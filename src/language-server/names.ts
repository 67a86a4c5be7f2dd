import { headsIn, type NameClass } from "../../grammar/index.js";
import { buildAst } from "../syntax/build-ast.js";
import type { SourceFile } from "../text/source-file.js";
import { type Chunk, type ChunkStore, madeOf } from "./chunks.js";

/** Texts whose names completion offers. */
export interface Texts {
  readonly chunks: ChunkStore;
  sources(): readonly SourceFile[];
}

/** Names that a text defines or uses, as completion offers them. */
export interface NamesIn {
  readonly defined: readonly { readonly nameClass: NameClass; readonly name: string }[];
  readonly definitions: readonly string[];
  readonly interfaces: readonly string[];
  readonly configIds: readonly string[];
}

/** What the open documents, and the files that the last judgement read, define and use. */
export function* namesIn(session: Texts): Generator<NamesIn> {
  for (const source of session.sources()) {
    for (const { chunk } of session.chunks.of(source)) yield namesOf(chunk);
  }
}

const namesOf = (chunk: Chunk): NamesIn => madeOf(chunk, "names", () => readNames(chunk));

function readNames({ text, tree }: Chunk): NamesIn {
  return {
    defined: [...buildAst(tree.items).byPath.values()].flat().flatMap(({ statement, place }) => {
      const type = place.keyword.args?.[0]?.type ?? "";
      const name = type.startsWith("def:") ? statement.words[1]?.value : undefined;
      return name === undefined ? [] : [{ nameClass: type.slice("def:".length) as NameClass, name }];
    }),
    definitions: headsIn(text).map(({ name }) => name),
    interfaces: matches(text, /(?:^|\s)(?:interface|dev)[ \t]+([\w.:@-]+)/gm),
    configIds: matches(text, /^[ \t]*@\^?([\w.-]+)/gm),
  };
}

const matches = (text: string, pattern: RegExp): readonly string[] =>
  text.length === 0 ? [] : [...new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))];
