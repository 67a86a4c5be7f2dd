import { type FormerName, formerNames } from "../../grammar/index.js";
import type { Problem } from "../syntax/problems.js";
import { type Place, topLevelPlaces } from "../syntax/schema-index.js";

/** What an unknown word is called today. */
export interface Renamed {
  /** Keyword of the same block; a path where it belongs elsewhere; undefined where nothing takes its place. */
  readonly use: string | undefined;
  /** `use` may be written in the same block. */
  readonly isHere: boolean;
  /** Only the name has to change. */
  readonly isSame: boolean;
  readonly since: string | undefined;
  readonly note: string | undefined;
}

let byWord: ReadonlyMap<string, readonly FormerName[]> | undefined;

const rowsOf = (word: string): readonly FormerName[] => {
  byWord ??= grouped();
  return byWord.get(word) ?? [];
};

function grouped(): ReadonlyMap<string, readonly FormerName[]> {
  const map = new Map<string, FormerName[]>();
  for (const row of formerNames as readonly FormerName[]) map.set(row.word, [...(map.get(row.word) ?? []), row]);
  return map;
}

/** Global settings and those of an instance differ by this prefix: `vrrp_garp_master_delay` and `garp_master_delay`. */
const PREFIX = "vrrp_";

/** The keyword of today for a word that is unknown where it is written; undefined where none is known. */
export function renamedTo({ word, place, kind }: Problem): Renamed | undefined {
  if (word === undefined || kind !== "unknown-keyword") return undefined;
  const siblings = place?.children ?? topLevelPlaces();
  const name = place?.name ?? "";
  const rows = rowsOf(word.value);
  const row =
    rows.find((one) => one.place === name) ??
    rows.find((one) => one.place === "*" && one.use !== undefined && siblings.has(one.use));
  if (row !== undefined) {
    const { use, since, note, isSame = false } = row;
    return { use, since, note, isSame, isHere: use !== undefined && siblings.has(use) };
  }
  return withOtherPrefix(word.value, siblings);
}

function withOtherPrefix(word: string, siblings: ReadonlyMap<string, Place>): Renamed | undefined {
  const use = word.startsWith(PREFIX) ? word.slice(PREFIX.length) : PREFIX + word;
  const found = siblings.get(use);
  // What an option takes, a block of a similar name does not.
  if (found === undefined || found.kind !== "option") return undefined;
  return { use, isHere: true, isSame: true, since: undefined, note: undefined };
}
