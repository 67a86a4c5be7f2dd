import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines } from "../semantic/entry-lines.js";
import { compareReleases } from "../text/release.js";

/** The protocol that keepalived marks its routes and rules with. */
const KEEPALIVED = "18";

/** Since this release a route without interface is tracked too. */
const TRACKS_ALL = "2.3.2";

export default defineNodeRule({
  name: "tracking-impossible",
  group: "tracking",
  severity: "warning",
  judges: "pair",
  summary: "An address, a route or a rule that cannot be tracked as requested.",
  why: `Tracked entries put an instance into FAULT when somebody deletes them. keepalived gives up tracking, or
changes the entry, if it could not recognise its own entry: the instance then stays MASTER without the route.`,
  how: "Name the interface, leave the protocol to keepalived, or set no_track.",
  keepalived: "Reports it with a line number and exits with status 5; only logs track_group together with no_track.",
  source: "vrrp_iproute.c:alloc_route, vrrp_iprule.c:alloc_rule, vrrp_static_track.c:static_track_group_init",
  keywords: [
    "vrrp_instance/virtual_routes",
    "vrrp_instance/virtual_rules",
    "static_ipaddress",
    "static_routes",
    "static_rules",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_routes {
        198.51.100.0/24 via 192.0.2.1 dev eth0 protocol 17
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
        198.51.100.0/24 via 192.0.2.1 dev eth0 protocol 17 no_track
    }
}
`,
  },

  *check(node) {
    const isOld = node.target !== undefined && compareReleases(node.target, TRACKS_ALL) < 0;
    if (node.options.length === 0 && !ROUTES.some((path) => node.all(path).length > 0)) return;
    for (const line of entryLines(node)) {
      // Of an address only the options are looked at.
      if (line.kind !== "address" || line.options.length > 0) yield* lineFaults(line, isOld);
    }
  },
});

/** Lists whose lines are relevant even without an option. */
const ROUTES = ["vrrp_instance/virtual_routes", "static_routes", "vrrp_instance/virtual_rules", "static_rules"];

function* lineFaults(line: EntryLine, isOld: boolean): Generator<Finding> {
  const { kind, options, entry } = line;
  const group = options.find(({ name }) => name === "track_group");
  const isNamed = line.value("dev") !== undefined;
  if (group !== undefined && line.value("noTrack") !== undefined) {
    yield {
      at: group.word,
      message: "track_group has no effect together with no_track",
      help: "Remove one of the two.",
    };
  } else if (group !== undefined && !isNamed && kind !== "address") {
    // A static address is on the default interface.
    yield { at: group.word, message: "track_group has no effect without an interface", help: "Add dev." };
  }
  if (kind === "address" || line.value("noTrack") !== undefined) return;
  const protocol = line.value("protocol")?.word;
  if (protocol !== undefined && protocol.value !== KEEPALIVED && protocol.value !== "keepalived") {
    const message = `protocol ${protocol.value} on a tracked ${kind} is replaced by ${KEEPALIVED}`;
    yield { at: protocol, message, help: "Add no_track, or remove protocol." };
  }
  if (kind !== "route" || !isOld || isNamed || group !== undefined) return;
  const { keyword, token } = entry.statement;
  yield {
    at: keyword ?? token,
    message: "a route without dev is not tracked by this release",
    help: "Add dev or no_track.",
  };
}
