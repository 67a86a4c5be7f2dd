import type { NodeOutline } from "./outline.js";

/**
 * The nodes of one file that are machines of their own. Config-ids also stand for variants of one machine, such as
 * namespaces or switched features: those that differ neither in state, priority, interface nor address of any
 * instance are not compared with each other, and the first of them stands for all.
 */
export function withoutVariants<N extends NodeOutline>(nodes: readonly N[]): readonly N[] {
  const seen = new Set<string>();
  return nodes.filter((node) => {
    const identity = identityOf(node);
    const isNew = !seen.has(identity);
    seen.add(identity);
    return isNew;
  });
}

function identityOf({ instances }: NodeOutline): string {
  const facts = instances.map(({ state, priority, interface: device, source }) =>
    [state.value, priority.value, device.value, source.value].map((value) => value ?? "").join(" "),
  );
  return facts.join("\n");
}
