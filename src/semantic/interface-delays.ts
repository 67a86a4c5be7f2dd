import { groupBy } from "../text/group-by.js";
import type { Instance } from "./instances.js";
import type { Node } from "./node.js";
import { isWhole } from "./whole.js";

type DelayEntry = Node["ast"]["interfaceUpDownDelays"][number];

/** A line of `interface_up_down_delays` that an instance on the interface does not let stand. */
export interface LostDelay {
  readonly entry: DelayEntry;
  readonly instance: Instance;
  /** Adverts after which the instance takes over. */
  readonly adverts: number;
  /** The longest delay that is left, in seconds; 0: both delays are dropped. */
  readonly longest: number;
}

/** Adverts that may be missed where nothing is set, and always in strict mode. */
const DEFAULT_ADVERTS = 3;

/**
 * Delays that an instance drops or cuts: a change has to be noticed before the other nodes take over
 * (vrrp.c:vrrp_complete_instance, vrrp.c:check_debounce_timers). Of an interface the last line counts.
 */
export function lostDelays(node: Node): readonly LostDelay[] {
  const entries = new Map<string, DelayEntry>();
  for (const entry of node.ast.interfaceUpDownDelays) {
    const name = entry.interface?.value;
    if (name !== undefined && entry.downDelay?.value !== undefined) entries.set(name, entry);
  }
  if (entries.size === 0) return [];
  const instances = groupBy(node.instances, ({ interface: { value } }) => value);
  return [...entries].flatMap(([name, entry]) => {
    const limits = (instances.get(name) ?? []).flatMap((instance) => limitOf(instance, node, entry) ?? []);
    return limits.sort((a, b) => a.longest - b.longest).slice(0, 1);
  });
}

function limitOf(instance: Instance, node: Node, entry: DelayEntry): LostDelay | undefined {
  const adverts = advertsOf(instance, node);
  if (adverts === undefined) return undefined;
  const down = entry.downDelay?.value ?? 0;
  const up = entry.upDelay?.value ?? 0;
  if (adverts === 1) return down > 0 || up > 0 ? { entry, instance, adverts, longest: 0 } : undefined;
  const interval = instance.advertInt.value;
  if (interval === undefined) return undefined;
  const longest = (adverts - 1) * interval - interval / 256;
  return down > longest ? { entry, instance, adverts, longest } : undefined;
}

/** Undefined where it cannot be known. */
function advertsOf({ block, isStrict }: Instance, node: Node): number | undefined {
  if (isStrict.value === undefined) return undefined;
  if (isStrict.value) return DEFAULT_ADVERTS;
  if (block.downTimerAdverts !== undefined) return block.downTimerAdverts.value;
  if (!isWhole(block, node)) return undefined;
  const general = node.ast.globalDefs?.vrrpDownTimerAdverts;
  return general === undefined ? DEFAULT_ADVERTS : general.value;
}
