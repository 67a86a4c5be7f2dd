import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type BfdInstance, neighborKeys } from "../semantic/bfd-instances.js";

/** What keepalived calls sensible, in milliseconds. */
const SLOW_MS = 10000;

export default defineNodeRule({
  name: "bfd-instance-invalid",
  group: "bfd",
  severity: "error",
  judges: "absence",
  summary: "A bfd_instance has no neighbour, contradicts itself, or repeats the neighbour of another one.",
  why: `keepalived disables the instance, and whatever tracks it never gets an event: the tracking looks configured
but never reacts.`,
  how: "Give each instance its own name and `neighbor_ip`, a `source_ip` of the same address family, and a `max_hops` that does not exceed the TTL.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "bfd_parser.c:bfd_end_handler, bfd_data.c:find_bfd_by_addr",
  keywords: [
    "bfd_instance",
    "bfd_instance/neighbor_ip",
    "bfd_instance/source_ip",
    "bfd_instance/ttl",
    "bfd_instance/hoplimit",
    "bfd_instance/max_hops",
  ],
  examples: {
    bad: `bfd_instance gw {
    min_rx 100
    min_tx 100
}
virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        BFD_CHECK {
            name gw
        }
    }
}
`,
    good: `bfd_instance gw {
    neighbor_ip 198.51.100.1
    min_rx 100
    min_tx 100
}
virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        BFD_CHECK {
            name gw
        }
    }
}
`,
  },

  *check(node) {
    const names = new Set<string>();
    const neighbors = new Map<string, BfdInstance>();
    for (const instance of node.bfdInstances) {
      // A second one of the name is skipped, which duplicate-instance reports.
      if (instance.name !== undefined && names.has(instance.name)) continue;
      if (instance.name !== undefined) names.add(instance.name);
      const refused = disabled(instance) ?? secondOfNeighbor(instance, neighbors);
      if (refused !== undefined) yield refused;
      else yield* unwise(instance);
    }
  },
});

function disabled({ head, neighbor, source, isWithoutNeighbor }: BfdInstance): Finding | undefined {
  if (isWithoutNeighbor) return { at: head, message: `bfd_instance ${head.value} has no neighbor_ip; it is disabled` };
  if (neighbor?.value === undefined || source?.value === undefined || neighbor.value.family === source.value.family)
    return undefined;
  const message = `source_ip ${source.word.value} is IPv${source.value.family}, but neighbor_ip ${neighbor.word.value} is IPv${neighbor.value.family}; the instance is disabled`;
  return { at: source.word, message, related: [{ at: neighbor.word, message: "neighbor_ip here" }] };
}

/** Remembers the instance; one without a source meets every other of the same neighbour. */
function secondOfNeighbor(instance: BfdInstance, neighbors: Map<string, BfdInstance>): Finding | undefined {
  const { own, meets } = neighborKeys(instance);
  const first = meets.map((key) => neighbors.get(key)).find((known) => known !== undefined);
  if (first === undefined) {
    for (const key of own) if (!neighbors.has(key)) neighbors.set(key, instance);
    return undefined;
  }
  const at = instance.neighbor?.word ?? instance.head;
  const message = `neighbor_ip ${at.value} is already used by bfd_instance ${first.head.value}; this instance is disabled`;
  return { at, message, related: [{ at: first.neighbor?.word ?? first.head, message: "first used here" }] };
}

function* unwise({ maxHops, ttl, intervals, neighbor }: BfdInstance): Generator<Finding> {
  const limit = ttl === undefined ? (neighbor?.value?.family === 6 ? 64 : 255) : ttl.value;
  if (neighbor?.value !== undefined && maxHops?.value !== undefined && limit !== undefined && maxHops.value > limit) {
    yield {
      at: maxHops.word,
      message: `max_hops ${maxHops.value} exceeds the TTL (${limit}); keepalived lowers it to the TTL`,
    };
  }
  for (const { word, value, place } of intervals) {
    if (value === undefined || value <= SLOW_MS) continue;
    yield {
      at: word,
      message: `${place.name} ${value} exceeds ${SLOW_MS} milliseconds, which is too slow to be useful`,
      severity: "info",
    };
  }
}
