import type { Word } from "../../grammar/index.js";
import type { VrrpSyncGroup } from "../syntax/ast.js";
import { groupBy } from "../text/group-by.js";
import type { Names, Reference } from "./definitions.js";
import type { Instance } from "./instances.js";
import { readTrackLines, type TrackLine } from "./track-lines.js";

/** A name in the `group` list of a sync group. */
export interface SyncGroupMember {
  /** Undefined where it holds a definition that was not replaced. */
  readonly name: string | undefined;
  readonly word: Word;
  /** The instance that joins the group; undefined when there is none, or when the name does not count. */
  readonly instance: Instance | undefined;
  /** Why the name does not count. `unknown`: it, or the name of an instance, could not be known. */
  readonly ignored: "undefined" | "in-other-group" | "repeated" | "unknown" | undefined;
}

/** A `vrrp_sync_group`: instances that change their state together. */
export interface SyncGroup {
  readonly block: VrrpSyncGroup;
  readonly head: Word;
  readonly name: string | undefined;
  readonly members: readonly SyncGroupMember[];
  /** The instances of the members that count. */
  readonly instances: readonly Instance[];
  /** `sync_group_tracking_weight`, or the older `global_tracking` that includes it: members may track with weights. */
  readonly allowsWeights: boolean;
  /** What the group itself tracks, for each of its members. */
  readonly lines: readonly TrackLine[];
  /** keepalived leaves a second group of a name out. */
  readonly isRepeated: boolean;
}

/** Reads the sync groups of a node, in order; an instance joins the first that names it (vrrp_sync.c:vrrp_sync_set_group). */
export function readSyncGroups(
  blocks: readonly VrrpSyncGroup[],
  instances: readonly Instance[],
  names: () => Names,
): readonly SyncGroup[] {
  if (blocks.length === 0) return [];
  const joining = new Joining(instances);
  const membersOf = groupBy(names().references("vrrp_instance"), ({ parent }) => parent);
  const known = new Set<string>();
  return blocks.map((block, index) => {
    const head = block.args.name?.word ?? block.statement.keyword;
    if (head === undefined) throw new Error("a vrrp_sync_group block without its keyword");
    const name = block.args.name?.value;
    const isRepeated = name !== undefined && known.has(name);
    if (name !== undefined) known.add(name);
    const references = membersOf.get(block as unknown as Reference["parent"]) ?? [];
    const members = isRepeated ? [] : references.map((reference) => joining.join(index, reference));
    return {
      block,
      head,
      name,
      members,
      instances: members.flatMap(({ instance }) => instance ?? []),
      allowsWeights: block.syncGroupTrackingWeight !== undefined || block.globalTracking !== undefined,
      lines: readTrackLines(block),
      isRepeated,
    };
  });
}

/** Which instances have joined a group so far. */
class Joining {
  readonly #byName = new Map<string, Instance>();
  readonly #hasUnknown: boolean;
  readonly #joined = new Map<Instance, number>();

  constructor(instances: readonly Instance[]) {
    for (const instance of instances) {
      if (instance.name !== undefined && !this.#byName.has(instance.name)) this.#byName.set(instance.name, instance);
    }
    this.#hasUnknown = instances.some(({ name }) => name === undefined);
  }

  join(group: number, { word, name }: Reference): SyncGroupMember {
    if (name === undefined) return { name, word, instance: undefined, ignored: "unknown" };
    const instance = this.#byName.get(name);
    if (instance === undefined) {
      return { name, word, instance: undefined, ignored: this.#hasUnknown ? "unknown" : "undefined" };
    }
    const joined = this.#joined.get(instance);
    if (joined !== undefined) {
      return { name, word, instance: undefined, ignored: joined === group ? "repeated" : "in-other-group" };
    }
    this.#joined.set(instance, group);
    return { name, word, instance, ignored: undefined };
  }
}
