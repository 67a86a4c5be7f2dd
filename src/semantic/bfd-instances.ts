import type { Word } from "../../grammar/index.js";
import type { IpAddress } from "../syntax/addresses.js";
import type { Ast, Setting } from "../syntax/ast.js";
import { effectiveSetting, settingsNamed } from "./effective.js";

/** What applies to a `bfd_instance` (bfd_parser.c). */
export interface BfdInstance {
  /** The name, else the keyword. */
  readonly head: Word;
  readonly name: string | undefined;
  readonly neighbor: Setting<IpAddress> | undefined;
  readonly source: Setting<IpAddress> | undefined;
  /** No line names a neighbour, although every line is known. */
  readonly isWithoutNeighbor: boolean;
  readonly multihop: boolean | undefined;
  readonly ttl: Setting<number> | undefined;
  readonly maxHops: Setting<number> | undefined;
  /** `min_rx`, `min_tx`, `idle_tx`, in milliseconds. */
  readonly intervals: readonly Setting<number>[];
}

type BfdBlock = Ast["bfdInstance"][number];

/** Effective values of the BFD instances, in order. `isWhole` says whether what is missing in a block is really missing. */
export function readBfdInstances(ast: Ast, isWhole: (block: BfdBlock) => boolean): readonly BfdInstance[] {
  return ast.bfdInstance.flatMap((block) => {
    const head = block.args.name?.word ?? block.statement.keyword;
    if (head === undefined) return [];
    const neighbors = settingsNamed(block, "neighbor_ip", "neighbour_ip");
    const multihop = effectiveSetting(block, "multihop");
    // One malformed neighbour drops the instance, which is reported there.
    const isDropped = neighbors.some(({ state }) => state === "invalid");
    const setting = <T>(...names: string[]) =>
      isDropped ? undefined : (effectiveSetting(block, ...names) as Setting<T> | undefined);
    return [
      {
        head,
        name: block.args.name?.value,
        neighbor: setting<IpAddress>("neighbor_ip", "neighbour_ip"),
        source: setting<IpAddress>("source_ip"),
        isWithoutNeighbor: neighbors.length === 0 && isWhole(block),
        multihop: multihop === undefined ? false : (multihop.value as boolean | undefined),
        ttl: setting<number>("ttl", "hoplimit"),
        maxHops: setting<number>("max_hops"),
        intervals: ["min_rx", "min_tx", "idle_tx"].flatMap((name) => setting<number>(name) ?? []),
      },
    ];
  });
}

/**
 * Keys by which two instances meet: same neighbour and multihop setting, and the same source, or none in one of them
 * (bfd_data.c:find_bfd_by_addr).
 */
export function neighborKeys({ neighbor, source, multihop }: BfdInstance): {
  own: readonly string[];
  meets: readonly string[];
} {
  const isKnown = multihop !== undefined && (source === undefined || source.value !== undefined);
  if (neighbor?.value === undefined || !isKnown) return { own: [], meets: [] };
  const key = `${neighbor.value.address} ${multihop}`;
  if (source?.value === undefined) return { own: [key, `${key} none`], meets: [key] };
  const full = `${key} ${source.value.address}`;
  return { own: [key, full], meets: [full, `${key} none`] };
}
