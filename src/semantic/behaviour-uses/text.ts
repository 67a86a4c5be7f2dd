import { type BehaviourId, headsIn, type Item, mentionsIn, type Statement } from "../../../grammar/index.js";
import { type KeywordPlace, placesNamed, topLevelPlaces } from "../../syntax/schema-index.js";
import type { Span } from "../../text/span.js";
import type { Node } from "../node.js";
import { headOf, type Use, type UsesOf } from "./use.js";

/** Stretches of the texts of a node's files, outside of comments. */
const stretches = (find: (text: string) => Iterable<Span>): UsesOf =>
  function* ({ evaluated }) {
    for (const { source, comments } of evaluated.files) {
      for (const { start, end } of find(source.text)) {
        if (!comments.some((one) => one.start <= start && start < one.end)) yield { source, start, end };
      }
    }
  };

/** Places of a pattern: of its first group. */
const written = (pattern: RegExp): UsesOf =>
  stretches((text) =>
    Array.from(text.matchAll(pattern), ({ index, 0: whole, 1: group = whole }) => {
      const start = index + whole.indexOf(group);
      return { start, end: start + group.length };
    }),
  );

const named = (...names: readonly string[]): UsesOf =>
  stretches((text) =>
    mentionsIn(text).flatMap(({ name, nameStart }) =>
      names.includes(name) ? [{ start: nameStart, end: nameStart + name.length }] : [],
    ),
  );

const CONDITION = /^[ \t]*(@[^\s^]\S*)/gm;
const NEGATED = /^[ \t]*(?:@\S+[ \t]+)*(@\^\S+)/gm;
/** What a line, or the value of a definition, begins with (parser.c:read_line). */
const atStart = (name: string): RegExp =>
  new RegExp(`^[ \\t]*(?:@\\S+[ \\t]+)*(?:\\$\\w+=)?(~${name})[ \\t]*\\(`, "gm");

type Items = Node["evaluated"]["items"];

/** Where the items of a file are: a block or list by its place; `unknown`: in whatever includes the file. */
type Owner = KeywordPlace | "top" | "unknown";

/**
 * What a statement with a block is in the block that has it. Undefined: a word that is both, in a file that another
 * block may include, or one that keepalived does not know.
 */
function placeOf({ keyword }: Statement, owner: Owner | undefined): KeywordPlace | undefined {
  const name = keyword?.value ?? "";
  if (owner === undefined) return undefined;
  if (owner === "top") return topLevelPlaces().get(name);
  if (owner !== "unknown") return owner.children.get(name);
  const [first, ...others] = placesNamed(name);
  return others.every(({ kind }) => kind === first?.kind) ? first : undefined;
}

const ownersOf = ({ evaluated }: Node): readonly (readonly [Owner, Items])[] =>
  evaluated.files.map(({ items }, at) => [at === 0 ? "top" : "unknown", items] as const);

/** Includes inside a block of keywords, or in a list. */
function* includesIn(items: Items, owner: Owner | undefined, kind: "block" | "list"): Generator<Use> {
  for (const item of items) {
    if (item.kind === "include" && typeof owner === "object" && owner.kind === kind)
      yield item.token.words[0] ?? item.token;
    if (item.kind === "statement" && item.block !== undefined)
      yield* includesIn(item.block.items, placeOf(item, owner), kind);
  }
}

const included = (kind: "block" | "list"): UsesOf =>
  function* (node) {
    for (const [owner, items] of ownersOf(node)) yield* includesIn(items, owner, kind);
  };

/** Includes for which there is no file. */
function* unmatched({ evaluated }: Node): Generator<Use> {
  for (const problem of evaluated.problems) {
    if (problem.kind !== "include" || (problem.reason !== "no-match" && problem.reason !== "missing")) continue;
    const { path, start, end } = problem.place;
    const file = evaluated.files.find(({ source }) => source.path === path);
    if (file !== undefined) yield { source: file.source, start, end };
  }
}

/** Blocks with something else on the line of a brace. */
function* blocksOnOneLine(items: Items, owner: Owner | undefined, kind: "block" | "list"): Generator<Use> {
  for (const [at, item] of items.entries()) {
    if (item.kind !== "statement" || item.block === undefined) continue;
    const place = placeOf(item, owner);
    if (place?.kind === kind && isCrowded(item, items[at + 1])) yield headOf(item);
    yield* blocksOnOneLine(item.block.items, place, kind);
  }
}

/** An entry shares its line with a brace, or what follows does with the last one. */
function isCrowded({ token, block }: Statement, next: Item | undefined): boolean {
  if (block?.close === undefined) return false;
  const { open, items, close } = block;
  const isOneLine = (start: number, end: number) => !token.source.text.slice(start, end).includes("\n");
  const [first, last] = [items[0], items.at(-1)];
  return (
    isOneLine(open.end, first?.token.start ?? close.start) ||
    (last !== undefined && isOneLine(endOf(last), close.start)) ||
    (next !== undefined && next.token.source === token.source && isOneLine(close.end, next.token.start))
  );
}

const endOf = (item: Item): number =>
  item.kind === "statement" && item.block?.close !== undefined ? item.block.close.end : item.token.end;

const crowded = (kind: "block" | "list"): UsesOf =>
  function* (node) {
    for (const [owner, items] of ownersOf(node)) yield* blocksOnOneLine(items, owner, kind);
  };

/** Numbers with something after them. */
const junk: UsesOf = ({ problems }) =>
  problems.flatMap(({ kind, argument, word, option, place }) =>
    kind === "bad-value" &&
    option === undefined &&
    /^(?:u?int|decimal)$/.test(argument?.type ?? "") &&
    // These two were read strictly before.
    !/\/(?:priority|virtual_router_id)$/.test(place?.path ?? "") &&
    word !== undefined &&
    /^\d+[^\d.]/.test(word.value)
      ? [word]
      : [],
  );

export const textUses = {
  "include-in-block": included("block"),
  "include-in-list": included("list"),
  "include-without-match": unmatched,
  "include-tab": written(/^[ \t]*(?:@\S+[ \t]+)*(include)\t/gm),
  "list-on-one-line": crowded("list"),
  "block-on-one-line": crowded("block"),
  "number-with-junk": junk,
  definitions: stretches((text) => headsIn(text).map(({ start, name }) => ({ start, end: start + 1 + name.length }))),
  conditions: written(CONDITION),
  "negated-conditions": written(NEGATED),
  sequences: written(atStart("SEQx?")),
  lists: written(atStart("LST")),
  "random-numbers": named("_RANDOM"),
  "hash-and-bang": named("_HASH", "_BANG"),
  "instance-name": named("_INSTANCE"),
  "folder-name": named("_PWD"),
  "config-id-of-host": written(/^[ \t]*(@\S+)/gm),
} satisfies Partial<Record<BehaviourId, UsesOf>>;
