import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines, nameOfFamily } from "../semantic/entry-lines.js";
import { type FamilyFault, FamilyTrack, skippedWord } from "../semantic/family-track.js";
import type { UsedOption } from "../syntax/typed-file.js";

export default defineNodeRule({
  name: "route-unusable",
  group: "addressing",
  severity: "error",
  judges: "line",
  needs: ["vrrp_instance/virtual_routes", "static_routes"],
  summary: "A route that keepalived drops: no destination, two families, or an option of the other family.",
  why: `The route is missing on every node, and nothing else in the configuration depends on it: traffic takes another
way, or none.`,
  how: "Give the route one destination, and addresses and options of its family.",
  keepalived: "Reports it with a line number and exits with status 5.",
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
      if (line.kind === "route") yield* routeFaults(line);
    }
  },
});

function* routeFaults(line: EntryLine): Generator<Finding> {
  const families = new FamilyTrack("route");
  const seen = new Set<string>();
  for (const used of line.options) {
    const fault = families.take(used);
    if (fault !== undefined) {
      yield ofTwoFamilies(fault);
      return;
    }
    yield* optionFaults(used, seen);
    seen.add(used.name);
  }
  if (line.value("destination") === undefined && line.value("to") === undefined) yield withoutDestination(line);
}

const ofTwoFamilies = ({ at, message, help, by, family }: FamilyFault): Finding =>
  by === undefined || family === undefined
    ? { at, message, help }
    : { at, message, help, related: [{ at: by, message: `${nameOfFamily(family)} here` }] };

function withoutDestination({ options, entry: { statement } }: EntryLine): Finding {
  const skipped = skippedWord(options);
  if (skipped === undefined) {
    const message = "a route has no destination; keepalived drops it";
    return { at: statement.keyword ?? statement.token, message, help: 'Add a network, or "default".' };
  }
  const { by, word } = skipped;
  const message = `keepalived skips "${word.value}" after ${by.value}; the route has no destination`;
  return { at: word, message, help: "Write the destination elsewhere in the line." };
}

function* optionFaults({ name, option, word }: UsedOption, seen: ReadonlySet<string>): Generator<Finding> {
  if (option.unsupported === true) {
    const message = `"${word.value}" is not supported in a route; keepalived skips it`;
    yield { at: word, message, severity: "warning" };
  } else if (name === "or" && seen.has(name)) {
    yield { at: word, message: '"or" is given twice', help: "Use nexthop for each gateway.", severity: "warning" };
  } else if (name === "nexthop" && seen.has("or")) {
    yield { at: word, message: 'nexthop is dropped together with "or"', help: "Use nexthop for each gateway." };
  } else if (option.once === true && seen.has(name)) {
    yield { at: word, message: `"${word.value}" is given twice for one route`, help: "Keep one of the two." };
  }
}
