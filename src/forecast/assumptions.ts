import type { Facts } from "../simulate/cast.js";
import type { SimInstance, SimNode } from "../simulate/model.js";
import { heldPriority, readingOf } from "../simulate/trackers.js";

/** What the files do not tell, and how it was taken; each one sentence. */
export function assumptionsOf(nodes: readonly SimNode[], facts: Facts | undefined): readonly string[] {
  const all = nodes.flatMap(({ instances }) => instances);
  const found: string[] = [];
  const multicast = all.filter(({ isUnicast }) => !isUnicast);
  if (facts?.segments === undefined && multicast.length > 0) {
    const names = [...new Set(multicast.flatMap((one) => one.interface ?? []))];
    found.push(
      `${names.length === 0 ? "The interfaces" : `The interfaces ${names.join(", ")}`} of all nodes are on one network segment.`,
    );
  }
  if (all.some(({ source }) => source === undefined) && facts?.addresses === undefined && canTie(nodes)) {
    found.push(
      "Where priorities are equal, nodes have ascending addresses in the order in which their files were given.",
    );
  }
  if (all.some(({ trackers }) => trackers.some(({ kind }) => kind === "script"))) {
    found.push("Every script can fail, and answers at once.");
  }
  if (all.some(({ trackers }) => trackers.some(({ kind }) => kind === "bfd"))) {
    found.push("All BFD sessions are up.");
  }
  if (all.some(({ trackers }) => trackers.some(({ kind }) => kind === "process"))) {
    found.push("All tracked processes run.");
  }
  return found;
}

/** Whether two nodes of a virtual router may ever have the same priority: their addresses decide then. */
function canTie(nodes: readonly SimNode[]): boolean {
  const known = new Map<string, Set<number>>();
  for (const { instances } of nodes) {
    const own = new Map<string, Set<number>>();
    for (const instance of instances) own.set(`${instance.vrid} ${instance.family}`, prioritiesOf(instance));
    for (const [key, some] of own) {
      const before = known.get(key) ?? new Set();
      if ([...some].some((one) => before.has(one))) return true;
      known.set(key, new Set([...before, ...some]));
    }
  }
  return false;
}

/** What the priority may be: with each of its checks failing or not; a file holds any number. */
function prioritiesOf({ priority, isOwner, trackers }: SimInstance): Set<number> {
  const weighted = isOwner ? [] : trackers.filter(({ kind, weight }) => weight !== 0 || kind === "file");
  if (weighted.some(({ kind }) => kind === "file")) return new Set(Array.from({ length: 254 }, (_, at) => at + 1));
  let sums = new Set([priority]);
  for (const tracker of weighted) {
    const [well, ill] = [readingOf(tracker, false).adds, readingOf(tracker, true).adds];
    sums = new Set([...sums].flatMap((sum) => [sum + well, sum + ill]));
  }
  return isOwner ? sums : new Set([...sums].map(heldPriority));
}
