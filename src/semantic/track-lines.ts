import type { NameClass, Word } from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { Typed, VrrpInstance, VrrpSyncGroup } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";

export type TrackerKind = "interface" | "script" | "file" | "process" | "bfd";

/** A line of `track_interface`, `track_script` and so on, as it is written. */
export interface TrackLine {
  readonly kind: TrackerKind;
  /** `track_script` and so on. */
  readonly keyword: string;
  /** What is tracked; undefined where it is not known. */
  readonly target: string | undefined;
  readonly word: Word;
  readonly entry: Typed;
  /** The weight on the line. `none`: there is none, or it does not count; undefined: not known. */
  readonly weight: number | "none" | undefined;
  readonly weightWord: Word | undefined;
  /** `reverse` or `noreverse` on the line; undefined: neither. */
  readonly reverse: boolean | undefined;
  /** keepalived leaves the line out because of what follows the name; the words are reported as such. */
  readonly isMalformed: boolean;
}

/** Class of the names that lines of a kind use; interfaces are not defined in the configuration. */
export const CLASS_OF: Readonly<Record<Exclude<TrackerKind, "interface">, NameClass>> = {
  script: "vrrp_script",
  file: "track_file",
  process: "vrrp_track_process",
  bfd: "bfd_instance",
};

/** Kinds whose lines are left out when a word behind the weight is not known (track_file.c, vrrp_track.c:alloc_track_bfd). */
const STRICT_KINDS: ReadonlySet<TrackerKind> = new Set(["file", "bfd"]);

/** Paths of the `track_…` lists. */
export const TRACK_LISTS: readonly string[] = ["interface", "script", "file", "process", "bfd"].flatMap((kind) => [
  `vrrp_instance/track_${kind}`,
  `vrrp_sync_group/track_${kind}`,
]);

/** The lines of all `track_…` lists of an instance or a sync group, by kind, each kind in order. */
export function readTrackLines(block: VrrpInstance | VrrpSyncGroup): readonly TrackLine[] {
  const lines: TrackLine[] = [];
  for (const entry of block.trackInterface) lines.push(readLine("interface", entry));
  for (const entry of block.trackScript) lines.push(readLine("script", entry));
  for (const entry of block.trackFile) lines.push(readLine("file", entry));
  for (const entry of block.trackProcess) lines.push(readLine("process", entry));
  for (const entry of block.trackBfd) lines.push(readLine("bfd", entry));
  return lines;
}

type TrackEntry = Typed & { readonly weight?: Value<number> };

function readLine(kind: TrackerKind, entry: TrackEntry): TrackLine {
  const [word, option, weightWord, direction] = entry.statement.words;
  if (word === undefined) throw new Error("an entry without words");
  const isStrict =
    STRICT_KINDS.has(kind) && direction !== undefined && !isDirection(direction) && !isUnknown(direction);
  const isOption = option === undefined || option.value === "weight" || isUnknown(option);
  return {
    kind,
    keyword: entry.place.name,
    target: isUnknown(word) ? undefined : word.value,
    word,
    entry,
    weight: lineWeight(kind, option, entry.weight),
    weightWord: entry.weight?.word,
    reverse: direction === undefined || !isDirection(direction) ? undefined : direction.value === "reverse",
    isMalformed: !isOption || (option?.value === "weight" && weightWord === undefined) || isStrict,
  };
}

const isDirection = ({ value }: Word): boolean => value === "reverse" || value === "noreverse";

/** Weights that are reported, and one nearer to zero is used. */
const EDGES: ReadonlyMap<string, number> = new Map([
  ["254", 253],
  ["+254", 253],
  ["-254", -253],
]);

const isNarrow = (kind: TrackerKind): boolean => kind === "interface" || kind === "script";

/** A bad weight does not count; ±254 in a list of interfaces or scripts means ±253 (vrrp_track.c:alloc_track_if). */
function lineWeight(kind: TrackerKind, option: Word | undefined, read: Value<number> | undefined): TrackLine["weight"] {
  if (option !== undefined && isUnknown(option)) return undefined;
  if (read === undefined) return "none";
  if (read.state === "invalid") return isNarrow(kind) ? (EDGES.get(read.word.value) ?? "none") : "none";
  return read.value;
}
