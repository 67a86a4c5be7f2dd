import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines, familyOf, nameOfFamily } from "../semantic/entry-lines.js";

/** Words of a route that hold an address. */
const ADDRESSES = ["destination", "to", "via", "src", "from", "or"];

/** keepalived skips the word behind these. */
const FAMILY_WORDS = ["inet", "inet6"];

export default defineNodeRule({
  name: "route-unusable",
  group: "addressing",
  severity: "error",
  needs: ["vrrp_instance/virtual_routes", "static_routes"],
  summary: "A route that keepalived drops: no destination, two families, or an option of the other family.",
  why: `The route is left out, on every node alike, and nothing else in the configuration misses it: traffic takes another way,
or none.`,
  how: "Give the route one destination, and addresses and options of its family.",
  keepalived: "Reports it with a line and exits 5.",
  source: "vrrp_iproute.c:alloc_route",
  keywords: ["vrrp_instance/virtual_routes", "static_routes"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_routes {
        198.51.100.0/24 via 2001:db8::1 dev eth0
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_routes {
        198.51.100.0/24 via 192.0.2.1 dev eth0
    }
}
`,
  },

  *check(node) {
    for (const line of entryLines(node)) {
      if (line.kind !== "route" || line.options.some(({ name }) => FAMILY_WORDS.includes(name))) continue;
      yield* routeFaults(line);
    }
  },
});

function* routeFaults(line: EntryLine): Generator<Finding> {
  const first = line.entry.statement.keyword;
  if (first === undefined) return;
  if (line.value("destination") === undefined && line.value("to") === undefined) {
    yield { at: first, message: "a route without a destination; expected a network, or default" };
    return;
  }
  // `via inet6` may lead an IPv4 route through an IPv6 router.
  const names = line.value("family") === undefined ? ADDRESSES : ADDRESSES.filter((name) => name !== "via");
  const values = [...names.flatMap((name) => line.value(name) ?? []), ...line.routers];
  const [known] = values.filter((value) => familyOf(value) !== undefined);
  const family = familyOf(known);
  if (known === undefined || family === undefined) return;
  const other = values.find((value) => (familyOf(value) ?? family) !== family);
  if (other !== undefined) {
    const message = `${other.word.value} is not ${nameOfFamily(family)} as ${known.word.value} is; expected one family`;
    yield { at: other.word, message, related: [{ at: known.word, message: `${nameOfFamily(family)} here` }] };
    return;
  }
  yield* optionFaults(line, family);
}

function* optionFaults({ options }: EntryLine, family: 4 | 6): Generator<Finding> {
  const seen = new Set<string>();
  for (const { name, option, word } of options) {
    if (option.family !== undefined && option.family !== `ipv${family}`) {
      const wanted = family === 4 ? 6 : 4;
      yield {
        at: word,
        message: `${word.value} in an ${nameOfFamily(family)} route; expected an ${nameOfFamily(wanted)} one`,
      };
    } else if (option.unsupported === true) {
      yield {
        at: word,
        message: `${word.value} in a route is not supported; keepalived reads over it`,
        severity: "warning",
      };
    } else if (name === "or" && seen.has(name)) {
      yield { at: word, message: "or is given twice; expected nexthop for each way", severity: "warning" };
    }
    seen.add(name);
  }
}
