import type { Facts } from "../simulate/cast.js";
import { readPrefix } from "../syntax/addresses.js";
import { didYouMean } from "../text/suggest.js";
import type { Complain } from "./make-steps.js";
import type { Path } from "./read-document.js";
import type { ClusterValues } from "./shape.js";

type Segments = Readonly<Record<string, readonly string[]>>;

/** Addresses as the nodes have them; where no node names any, 10.99.0.1 and so on in their order. */
export function factsOf(cluster: ClusterValues, segments: Segments | undefined): Facts {
  const addresses = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const [name, node] of Object.entries(cluster)) {
    if (typeof node === "string" || node.addresses === undefined) continue;
    const own = Object.entries(node.addresses).map(([device, some]) => {
      const list = typeof some === "string" ? [some] : some;
      return [device, list.map((one) => one.split("/", 1)[0] ?? one)] as const;
    });
    addresses.set(name, new Map(own));
  }
  return {
    addresses: addresses.size === 0 ? undefined : addresses,
    segments: segments === undefined ? undefined : new Map(Object.entries(segments)),
  };
}

/** Complains about addresses that are none. */
export function checkAddresses(cluster: ClusterValues, path: Path, complain: Complain): void {
  for (const [name, node] of Object.entries(cluster)) {
    for (const [device, some] of Object.entries((typeof node === "object" && node.addresses) || {})) {
      const list = typeof some === "string" ? [some] : some;
      const wrong = list.find((one) => readPrefix(one)?.badPrefix !== false);
      if (wrong !== undefined) complain([...path, name, "addresses", device], `"${wrong}" is not a valid address`);
    }
  }
}

/** Complains about nodes of segments that no cluster of the file has; `path`: to the segments. */
export function checkSegments(
  segments: Segments | undefined,
  nodes: readonly string[],
  path: Path,
  complain: Complain,
): void {
  for (const [device, some] of Object.entries(segments ?? {})) {
    for (const [at, name] of some.entries()) {
      if (!nodes.includes(name)) complain([...path, device, at], `unknown node "${name}"${didYouMean(name, nodes)}`);
    }
  }
}
