import type { Facts } from "../simulate/cast.js";
import type { SimNode } from "../simulate/model.js";

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
  if (all.some(({ source }) => source === undefined) && facts?.addresses === undefined) {
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
