import type { Word } from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { Setting } from "../syntax/ast.js";
import { type Definition, isDefinedLater, type Names } from "./definitions.js";
import { type Instance, OWNER_PRIORITY } from "./instances.js";
import type { SyncGroup } from "./sync-groups.js";
import { CLASS_OF, readTrackLines, type TrackerKind, type TrackLine } from "./track-lines.js";

/** Why keepalived leaves a line of a `track_…` list out, or its weight. */
export type Ignored =
  /** Nothing of the name is defined, or nothing before the line. */
  | "undefined"
  | "defined-later"
  /** The same is tracked further up in the same list. */
  | "duplicate"
  /** The interface of the instance itself. */
  | "own-interface"
  /** A weighted tracker of a member of a sync group without `sync_group_tracking_weight`. */
  | "sync-group"
  /** A weighted tracker of an instance with priority 255. */
  | "owner"
  /** The instance and its group track the same, and the other line counts. */
  | "on-both"
  /** The words behind the name are wrong. */
  | "malformed";

/** Something that an instance tracks, or would if keepalived did not leave it out. */
export interface Tracker {
  readonly kind: TrackerKind;
  /** Undefined where it is not known. */
  readonly target: string | undefined;
  /** The name on the line; for the own interface the word behind `interface`. */
  readonly word: Word;
  /** Undefined for what is tracked without a line: the own interface. */
  readonly line: TrackLine | undefined;
  /**
   * The weight that counts: from the line, else from the definition, else the default (files 1, others 0). 0: failing
   * means FAULT. Undefined: not known.
   */
  readonly weight: number | undefined;
  readonly reverse: boolean;
  /** The group whose list holds the line; undefined: the instance's own. */
  readonly group: SyncGroup | undefined;
  readonly definition: Definition | undefined;
  /** Undefined: it counts. */
  readonly ignored: Ignored | undefined;
  /** Why the weight that is written does not count; the tracker itself may (then `weight` is 0). */
  readonly lostWeight: "sync-group" | "owner" | undefined;
}

/**
 * All that each instance tracks: its own interface, the lines of its lists and those of its group's, with what
 * keepalived leaves out marked so (vrrp.c:vrrp_complete_instance, vrrp.c:sync_group_tracking_init).
 */
export function readTrackers(
  instances: readonly Instance[],
  groups: readonly SyncGroup[],
  names: Names,
): ReadonlyMap<Instance, readonly Tracker[]> {
  const reading = { names, orders: blockOrders(names) };
  const shared = new Map<Instance, { readonly group: SyncGroup; readonly trackers: readonly Tracker[] }>();
  for (const group of groups) {
    const trackers = ofGroup(group, reading);
    for (const instance of group.instances) shared.set(instance, { group, trackers });
  }
  return new Map(
    instances.map((instance) => {
      const { group, trackers = [] } = shared.get(instance) ?? {};
      return [instance, [...implied(instance), ...joinGroup(ofInstance(instance, group, reading), trackers, instance)]];
    }),
  );
}

/** What an instance tracks by its lists, if all of it has a weight; undefined: nothing, or a failure may mean FAULT. */
export function weightedOnly(trackers: readonly Tracker[]): readonly Tracker[] | undefined {
  const listed = trackers.filter(({ ignored, line }) => ignored === undefined && line !== undefined);
  // Weight 0 means FAULT; what is not known is not judged.
  const mayFault = listed.some(({ weight }) => weight === undefined || weight === 0);
  return listed.length === 0 || mayFault ? undefined : listed;
}

interface TrackedReading {
  readonly names: Names;
  /** Places of instances and groups in the order of reading. */
  readonly orders: ReadonlyMap<unknown, number>;
}

function blockOrders(names: Names): ReadonlyMap<unknown, number> {
  const holders = [...names.definitions("vrrp_instance"), ...names.definitions("vrrp_sync_group")];
  return new Map(holders.map(({ block, order }) => [block, order]));
}

const NO_TRACKERS: readonly Tracker[] = [];

function ofInstance(instance: Instance, group: SyncGroup | undefined, reading: TrackedReading): readonly Tracker[] {
  const { block } = instance;
  const lines = readTrackLines(block);
  if (lines.length === 0) return NO_TRACKERS;
  const listed = markRepeats(lines.map((line) => readTracker(line, block, undefined, reading)));
  return listed.map((tracker) => withoutWeight(withoutOwnInterface(tracker, instance), instance, group));
}

/** With an owner among the members no weight of the group counts. */
function ofGroup(group: SyncGroup, reading: TrackedReading): readonly Tracker[] {
  const listed = markRepeats(group.lines.map((line) => readTracker(line, group.block, group, reading)));
  if (!group.instances.some(({ priority }) => priority.value === OWNER_PRIORITY)) return listed;
  return listed.map((tracker) => (tracker.weight === 0 ? tracker : { ...tracker, weight: 0, lostWeight: "owner" }));
}

/** What a tracker that counts adds to the priority while it is up, or down; undefined: not known. */
export function contribution({ weight, reverse }: Tracker, isUp: boolean): number | undefined {
  if (weight === undefined) return undefined;
  const counts = isUp ? weight > 0 : weight < 0;
  return counts ? (reverse ? -weight : weight) : 0;
}

/** The instance's interface, unless `dont_track_primary` (vrrp.c:vrrp_complete_instance). */
const implied = (instance: Instance): Tracker[] =>
  instance.block.dontTrackPrimary !== undefined || instance.interface.isDefault ? [] : [interfaceTracker(instance)];

/** That the instance depends on its own interface, which no line says. */
export function interfaceTracker({ interface: { value, at } }: Instance): Tracker {
  const facts = { weight: 0, reverse: false, group: undefined, definition: undefined };
  return {
    kind: "interface",
    target: value,
    word: at,
    line: undefined,
    ...facts,
    ignored: undefined,
    lostWeight: undefined,
  };
}

function readTracker(
  line: TrackLine,
  holder: unknown,
  group: SyncGroup | undefined,
  { names, orders }: TrackedReading,
): Tracker {
  const { kind, target, word } = line;
  const definition = kind === "interface" || target === undefined ? undefined : names.find(CLASS_OF[kind], target);
  const usual = definedWeight(kind, target, definition, names);
  return {
    kind,
    target,
    word,
    line,
    weight: line.weight === "none" ? usual.weight : line.weight,
    reverse: line.reverse ?? usual.reverse,
    group,
    definition,
    ignored: line.isMalformed ? "malformed" : missing(line, definition, names, orders.get(holder) ?? 0),
    lostWeight: undefined,
  };
}

function missing(
  line: TrackLine,
  definition: Definition | undefined,
  names: Names,
  order: number,
): Ignored | undefined {
  if (line.kind === "interface" || line.target === undefined) return undefined;
  if (definition === undefined) return names.hasUnknown(CLASS_OF[line.kind]) ? undefined : "undefined";
  return isDefinedLater(definition, { order }) ? "defined-later" : undefined;
}

type WeightSetting = Setting<number, { readonly reverse?: Value }>;

function definedWeight(
  kind: TrackerKind,
  target: string | undefined,
  definition: Definition | undefined,
  names: Names,
) {
  const usual = kind === "file" ? 1 : 0;
  if (kind === "interface") return { weight: usual, reverse: false };
  const isOpen = target === undefined || names.hasUnknown(CLASS_OF[kind]);
  if (definition === undefined) return { weight: isOpen ? undefined : usual, reverse: false };
  const setting = (definition.block as unknown as { readonly weight?: WeightSetting }).weight;
  if (setting === undefined) return { weight: usual, reverse: false };
  return { weight: setting.value, reverse: setting.args.reverse?.value === "reverse" };
}

/** Of two lines for one thing in one list the first takes effect. */
function markRepeats(trackers: readonly Tracker[]): readonly Tracker[] {
  const seen = new Set<string>();
  return trackers.map((tracker) => {
    if (tracker.target === undefined || tracker.ignored !== undefined) return tracker;
    const key = keyOf(tracker);
    if (seen.has(key)) return { ...tracker, ignored: "duplicate" };
    seen.add(key);
    return tracker;
  });
}

const keyOf = ({ kind, target }: Tracker): string => `${kind} ${target}`;

/** The interface the instance names; default_interface is for addresses only. */
export const ownInterface = ({ interface: { value, isDefault } }: Instance): string | undefined =>
  isDefault ? undefined : value;

function withoutOwnInterface(tracker: Tracker, instance: Instance): Tracker {
  const isOwn =
    tracker.kind === "interface" && tracker.target !== undefined && tracker.target === ownInterface(instance);
  return isOwn && tracker.ignored === undefined ? { ...tracker, ignored: "own-interface" } : tracker;
}

/**
 * Members of a group and address owners track without weights; processes are not looked at. An interface of a member
 * keeps its weight, although keepalived reports it as ignored: what adds it up was made before (vrrp.c:vrrp_complete_instance).
 */
function withoutWeight(tracker: Tracker, instance: Instance, group: SyncGroup | undefined): Tracker {
  const isHeld = group !== undefined && !group.allowsWeights;
  const isOwner = instance.priority.value === OWNER_PRIORITY;
  const { weight, kind } = tracker;
  const isFree = kind === "process" || weight === 0 || weight === undefined || tracker.ignored !== undefined;
  if (isFree || (!isHeld && !isOwner) || (kind === "interface" && !isOwner)) return tracker;
  const lostWeight = isHeld ? "sync-group" : "owner";
  // The tracker stays and loses its weight only: an interface of an owner in a group, and a file with the default weight.
  if ((kind === "interface" && isHeld) || (kind === "file" && weight === 1))
    return { ...tracker, weight: 0, lostWeight };
  return { ...tracker, ignored: lostWeight, lostWeight };
}

/** What instance and group both track counts once: with the group's weight unless the instance's is 0 (vrrp.c:add_vrrp_to_track_script). */
function joinGroup(own: readonly Tracker[], shared: readonly Tracker[], instance: Instance): readonly Tracker[] {
  if (shared.length === 0) return own;
  const byKey = new Map(
    shared.filter(({ ignored }) => ignored === undefined).map((tracker) => [keyOf(tracker), tracker]),
  );
  const interfaceName = ownInterface(instance);
  const taken = new Set<string>(interfaceName === undefined ? [] : [`interface ${interfaceName}`]);
  const joined = own.map((tracker): Tracker => {
    const key = keyOf(tracker);
    const other = tracker.ignored === undefined ? byKey.get(key) : undefined;
    if (other === undefined) return tracker;
    if (tracker.weight !== 0 && tracker.weight !== undefined) return { ...tracker, ignored: "on-both" };
    taken.add(key);
    return tracker;
  });
  return [
    ...joined,
    ...shared.map((tracker): Tracker => {
      const isTaken = tracker.ignored === undefined && tracker.target !== undefined && taken.has(keyOf(tracker));
      return isTaken ? { ...tracker, ignored: "on-both" } : tracker;
    }),
  ];
}
