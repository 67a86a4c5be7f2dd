import { type FormerName, formerNames } from "../../grammar/index.js";
import type { Problem } from "../syntax/problems.js";
import { type KeywordPlace, placeAt, placesNamed, topLevelPlaces } from "../syntax/schema-index.js";

/** What an unknown word is called today. */
export interface Renamed {
  /** Keyword of the same block; a path where it belongs elsewhere. */
  readonly use: string;
  /** `use` may be written in the same block. */
  readonly isHere: boolean;
  /** Only the name has to change. */
  readonly isSame: boolean;
  /** Release that brought `use` in place of the word. */
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
  return fromRow(word.value, place?.name ?? "", siblings) ?? fromSchema(word.value, siblings);
}

function fromRow(word: string, name: string, siblings: ReadonlyMap<string, KeywordPlace>): Renamed | undefined {
  const rows = rowsOf(word);
  const row = rows.find((one) => one.place === name) ?? rows.find((one) => one.place === "*" && siblings.has(one.use));
  if (row === undefined) return undefined;
  const { use, note, source, isSame = false } = row;
  const sinceSchema = (siblings.get(use) ?? placeAt(use))?.keyword.since;
  const since = source === undefined ? undefined : (row.since ?? sinceSchema);
  return { use, since, note, isSame, isHere: siblings.has(use) };
}

/** What replaced the word in another block, or what has the word's name with or without the prefix. */
function fromSchema(word: string, siblings: ReadonlyMap<string, KeywordPlace>): Renamed | undefined {
  const homes = placesNamed(word);
  const heir = homes[0]?.keyword.deprecated?.replacedBy?.split(".").at(-1);
  const found = siblings.get(heir ?? otherPrefix(word));
  if (found === undefined || found.kind !== "option") return undefined;
  const { deprecated, removed } = found.keyword;
  if (deprecated !== undefined || removed !== undefined) return undefined;
  const isSame = homes.length === 0 || homes.some((home) => takeTheSame(home, found));
  // `vrrp_priority` of global_defs is the priority of a process: only the names are similar.
  if (heir === undefined && !isSame) return undefined;
  return { use: found.name, isHere: true, isSame, since: undefined, note: undefined };
}

const otherPrefix = (word: string): string => (word.startsWith(PREFIX) ? word.slice(PREFIX.length) : PREFIX + word);

const takeTheSame = (one: KeywordPlace, other: KeywordPlace): boolean =>
  one.kind === other.kind && types(one) === types(other);

const types = ({ keyword }: KeywordPlace): string => (keyword.args ?? []).map(({ type }) => type).join(" ");
