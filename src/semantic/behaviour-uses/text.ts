import type { BehaviourId, Statement } from "../../../grammar/index.js";
import type { Node } from "../node.js";
import { headOf, type Use, type UsesOf } from "./use.js";

/** Places of a pattern in the files of a node, outside of comments. The pattern's first group is the place. */
const written = (pattern: RegExp): UsesOf =>
  function* ({ evaluated }) {
    for (const { source, comments } of evaluated.files) {
      for (const found of source.text.matchAll(pattern)) {
        const start = found.index + found[0].indexOf(found[1] ?? found[0]);
        if (comments.some((one) => one.start <= start && start < one.end)) continue;
        yield { source, start, end: start + (found[1] ?? found[0]).length };
      }
    }
  };

const DEFINITION = /^[ \t]*(?:@\S+[ \t]+)*(\$\w+)=/gm;
const CONDITION = /^[ \t]*(@[^\s^]\S*)/gm;
const NEGATED = /^[ \t]*(?:@\S+[ \t]+)*(@\^\S+)/gm;
const named = (name: string): RegExp => new RegExp(`\\$(?:\\{(_${name})\\b|(_${name})\\b)`, "g");

type Items = Node["evaluated"]["items"];

/** Includes inside a block of keywords, or in a list. */
function* includesIn(items: Items, owner: string | undefined, kind: "block" | "list"): Generator<Use> {
  for (const item of items) {
    if (item.kind === "include" && owner !== undefined && LISTS.test(owner) === (kind === "list"))
      yield item.token.words[0] ?? item.token;
    if (item.kind === "statement" && item.block !== undefined)
      yield* includesIn(item.block.items, item.keyword?.value ?? "", kind);
  }
}

const included = (kind: "block" | "list"): UsesOf =>
  function* ({ evaluated }) {
    for (const { items } of evaluated.files) yield* includesIn(items, undefined, kind);
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

const LISTS =
  /^(?:virtual_|static_)(?:ipaddress|ipaddress_excluded|routes|rules)$|^(?:track_\w+|unicast_peer|notification_email|group|virtual_server_group)$/;

/** Blocks whose brace does not end its line. */
function* blocksOnOneLine(items: Items, kind: "block" | "list"): Generator<Use> {
  for (const item of items) {
    if (item.kind !== "statement" || item.block === undefined) continue;
    const isList = LISTS.test(item.keyword?.value ?? "");
    if (isList === (kind === "list") && isCrowded(item)) yield headOf(item);
    yield* blocksOnOneLine(item.block.items, kind);
  }
}

function isCrowded({ token, block }: Statement): boolean {
  const first = block?.items[0];
  if (block === undefined || first === undefined) return false;
  return !token.source.text.slice(block.open.end, first.token.start).includes("\n");
}

const crowded = (kind: "block" | "list"): UsesOf =>
  function* ({ evaluated }) {
    for (const { items } of evaluated.files) yield* blocksOnOneLine(items, kind);
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
  "include-tab": written(/^[ \t]*(include)\t/gm),
  "list-on-one-line": crowded("list"),
  "block-on-one-line": crowded("block"),
  "number-with-junk": junk,
  definitions: written(DEFINITION),
  conditions: written(CONDITION),
  "negated-conditions": written(NEGATED),
  sequences: written(/(~SEQx?)\s*\(/g),
  lists: written(/(~LST)\s*\(/g),
  "random-numbers": written(named("RANDOM")),
  "hash-and-bang": written(named("(?:HASH|BANG)")),
  "instance-name": written(named("INSTANCE")),
  "folder-name": written(named("PWD")),
  "config-id-of-host": written(/^[ \t]*(@\S+)/gm),
} satisfies Partial<Record<BehaviourId, UsesOf>>;
