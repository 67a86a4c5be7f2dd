import { headsIn, mentionsIn, type NameClass, type Word } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import type { SourceFile } from "../text/source-file.js";
import type { Location } from "../text/span.js";
import type { Judgement } from "./judgement.js";
import type { Session } from "./session.js";

/** A name, wherever it is written. */
export interface Symbol {
  /** Class of a block's name, or a definition `$NAME`. */
  readonly kind: NameClass | "definition";
  readonly name: string;
  /** The place that was asked about. */
  readonly at: Location;
}

export interface Occurrence extends Location {
  readonly symbol: { readonly kind: Symbol["kind"]; readonly name: string };
  readonly isDefinition: boolean;
}

const CLASSES: readonly NameClass[] = [
  "vrrp_instance",
  "vrrp_script",
  "vrrp_sync_group",
  "vrrp_track_process",
  "track_file",
  "track_group",
  "bfd_instance",
  "virtual_server_group",
];

/** The name at an offset of a file, or undefined. */
export async function symbolAt(session: Session, source: SourceFile, offset: number): Promise<Occurrence | undefined> {
  const judged = await session.judgement();
  return allIn(judged).find(({ file, start, end }) => file === source.path && start <= offset && offset <= end);
}

/** Where the name is written: in the files of the nodes that read this one, and of their clusters. */
export async function occurrencesOf(session: Session, found: Occurrence): Promise<readonly Occurrence[]> {
  const judged = await session.judgement();
  const { kind, name } = found.symbol;
  const nodes = nodesAround(judged, found.file);
  const files = new Set(nodes.flatMap(({ evaluated }) => evaluated.files.map(({ source }) => source.path)));
  return allIn(judged).filter(({ symbol, file }) => symbol.kind === kind && symbol.name === name && files.has(file));
}

/** The nodes that read a file, and the others of their clusters. */
function nodesAround({ result: { nodes, clusters } }: Judgement, path: string): readonly Node[] {
  const own = nodes.filter(({ evaluated }) => evaluated.files.some(({ source }) => source.path === path));
  const joined = clusters.filter(({ nodes: members }) => members.some((node) => own.includes(node)));
  return [...new Set([...own, ...joined.flatMap(({ nodes: members }) => members)])];
}

const known = new WeakMap<Judgement, readonly Occurrence[]>();

/** All names of a judgement, each place once, in order. */
function allIn(judged: Judgement): readonly Occurrence[] {
  const before = known.get(judged);
  if (before !== undefined) return before;
  const byPlace = new Map<string, Occurrence>();
  const add = (one: Occurrence) => {
    const key = `${one.file}\n${one.start}`;
    if (!byPlace.has(key)) byPlace.set(key, one);
  };
  for (const node of judged.result.nodes) {
    for (const occurrence of namesOf(node, judged)) add(occurrence);
    for (const { source } of node.evaluated.files) for (const occurrence of definitionsIn(source)) add(occurrence);
  }
  const all = [...byPlace.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start));
  known.set(judged, all);
  return all;
}

function* namesOf(node: Node, judged: Judgement): Generator<Occurrence> {
  for (const kind of CLASSES) {
    for (const { name, word, isDefinition } of wordsOf(node, kind)) {
      const place = name === undefined ? undefined : placeOf(word, name, judged);
      if (name !== undefined && place !== undefined) yield { ...place, symbol: { kind, name }, isDefinition };
    }
  }
}

interface Named {
  readonly name: string | undefined;
  readonly word: Word;
  readonly isDefinition: boolean;
}

const wordsOf = ({ names }: Node, kind: NameClass): readonly Named[] => [
  ...[...names.definitions(kind)].map(({ name, word }) => ({ name, word, isDefinition: true })),
  ...[...names.references(kind)].map(({ name, word }) => ({ name, word, isDefinition: false })),
];

/** Undefined where the name is not what is written there, but made by a definition or a sequence. */
function placeOf(word: Word, name: string, judged: Judgement): Location | undefined {
  const { path: file, start, end } = word.source.locate(word.start, word.end);
  const text = judged.sourceOf(file)?.text.slice(start, end);
  if (text === name) return { file, start, end };
  return text === `"${name}"` ? { file, start: start + 1, end: end - 1 } : undefined;
}

/** Whether a name is made somewhere by a definition or a sequence, so that it cannot be edited there. */
export async function isMade(session: Session, { file, symbol: { kind, name } }: Occurrence): Promise<boolean> {
  if (kind === "definition") return false;
  const judged = await session.judgement();
  return nodesAround(judged, file).some((node) =>
    wordsOf(node, kind).some((one) => one.name === name && placeOf(one.word, name, judged) === undefined),
  );
}

const inText = new WeakMap<SourceFile, readonly Occurrence[]>();

/** Definitions `$NAME=` of a text and their uses outside of comments. */
function definitionsIn(source: SourceFile): readonly Occurrence[] {
  const before = inText.get(source);
  if (before !== undefined) return before;
  const { text, path } = source;
  const heads = new Set(headsIn(text).map(({ start }) => start));
  const found = mentionsIn(text).flatMap(({ start: at, name, nameStart: start }) => {
    if (isComment(text, at)) return [];
    const symbol = { kind: "definition" as const, name };
    return [{ file: path, start, end: start + name.length, symbol, isDefinition: heads.has(at) }];
  });
  inText.set(source, found);
  return found;
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
  return /^[^"]*?(?:"[^"]*"[^"]*?)*[#!]/.test(line);
}
