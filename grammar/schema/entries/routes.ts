import type { EntryGrammar } from "../types.js";
import { bareIp, networkInterface, oneOf, reference, text, UINT32_MAX, UINT64_MAX, uint, word } from "../values.js";

const lock = oneOf("lock", ["lock"], { optional: true });

/** The parser goes two words on (vrrp_iproute.c:alloc_route). */
const skipped = text("skipped", { optional: true, note: "whatever it is, it does not count" });

const lookedUp = "the word is looked up in iproute2's tables; a number is taken as it is (decimal, 0octal, 0xhex)";

const rttUnits = ["s", "sec", "secs", "ms", "msec", "msecs"] as const;

const rttNote =
  "a number in the kernel's own unit, or a decimal directly followed by a unit (not case-sensitive); 0.2 to 120 seconds, outside that reported and set to the bound; no exponents";

const destinations = ["default", "any", "all", "default6"] as const;

/** What follows encap in a route or a nexthop (vrrp_iproute.c:parse_encap). */
export const encapEntry = {
  summary: "What follows the word encap in a route or a nexthop: a type, then its options.",
  condition: ["HAVE_DECL_RTA_ENCAP"],
  types: {
    ip: {
      options: {
        id: { args: [uint("id", 0, UINT64_MAX)], since: "1.2.24" },
        dst: { args: [word("address", "ipv4")], since: "1.2.24" },
        src: { args: [word("address", "ipv4")] },
        tos: { args: [word("tos", "rt-dsfield", { max: 255 })], since: "1.2.24" },
        ttl: { args: [uint("ttl", 0, 255)], since: "1.2.24" },
        flags: { args: [uint("flags", 0, 65535)], since: "1.2.24" },
      },
      requires: "id or dst",
      since: "1.2.24",
    },
    ip6: {
      options: {
        id: { args: [uint("id", 0, UINT64_MAX)], since: "1.2.24" },
        dst: { args: [word("address", "ipv6")], since: "1.2.24" },
        src: { args: [word("address", "ipv6")] },
        tc: { args: [word("tc", "rt-dsfield", { max: 255 })], since: "1.2.24" },
        hoplimit: { args: [uint("hops", 0, 255)], since: "1.2.24" },
        flags: { args: [uint("flags", 0, 65535)], since: "1.2.24" },
      },
      requires: "id or dst",
      since: "1.2.24",
    },
    mpls: {
      args: [word("labels", "mpls-labels", { note: "one or two labels 0..1048575 separated by /" })],
      condition: ["HAVE_DECL_LWTUNNEL_ENCAP_MPLS"],
      since: "1.2.24",
    },
    ila: {
      args: [word("locator", "ila-locator", { note: "four groups of hexadecimal digits separated by :" })],
      condition: ["HAVE_DECL_LWTUNNEL_ENCAP_ILA"],
      since: "1.2.24",
    },
  },
  onError: "reported; the route stays, without the encapsulation's bad part",
} as const satisfies EntryGrammar;

/** What follows nexthop at the end of a route (vrrp_iproute.c:parse_nexthops). */
export const nexthopEntry = {
  summary: "Repeated at the end of a route: the word nexthop, then options.",
  options: {
    via: {
      summary: "Router of this way.",
      args: [oneOf("family", ["inet", "inet6"], { optional: true }), bareIp("address")],
    },
    dev: { summary: "Interface of this way.", args: [networkInterface()] },
    weight: { summary: "Share of the traffic that goes this way.", args: [uint("weight", 1, 256)], since: "1.2.24" },
    onlink: {
      summary: "Takes the router as reachable without a route to it.",
      args: [],
      since: "1.2.24",
    },
    encap: {
      summary: "Encapsulation on this way.",
      args: [word("encap", "grammar:encap")],
      condition: ["HAVE_DECL_RTA_ENCAP"],
      since: "1.2.24",
    },
    realms: {
      summary: "Realm that this way belongs to.",
      args: [word("realms", "rt-realms", { note: "REALM or REALM/REALM, each a name or 0..255" })],
      family: "ipv4",
      since: "1.2.24",
    },
    as: {
      summary: "Rewrites the destination; not supported.",
      args: [oneOf("to", ["to"], { optional: true }), text("address")],
      unsupported: true,
      since: "1.2.24",
    },
  },
  onError: "reported; this and all later nexthops are dropped, the route stays",
  unknownOption: "ends the nexthop; any word but nexthop after that is reported",
} as const satisfies EntryGrammar;

/** Lines of virtual_routes and static_routes (vrrp_iproute.c:alloc_route). */
export const virtualRouteEntry = {
  summary: "One route per line; words in any order, as in 'ip route add' but never shortened.",
  options: {
    inet: {
      summary: "Makes the route an IPv4 one.",
      args: [skipped],
      note: "Fixes the family. The parser then skips the word after it, so that it does not do what the man page says: 'inet6 default …' loses its destination (tried out). Family words after via are not affected.",
      since: "1.2.24",
    },
    inet6: { summary: "Makes the route an IPv6 one.", args: [skipped], note: "As inet.", since: "1.2.24" },
    to: {
      summary: "Where the route leads.",
      args: [word("destination", "route-prefix", { enum: destinations, enumSince: { default: "1.2.24" } })],
      note: "The word 'to' is optional. A route type is understood only when 'to' is left out: 'to blackhole 10.1.0.0/16' is reported and drops the route (tried out).",
    },
    src: { summary: "Source address to prefer.", args: [bareIp("address")], onError: "drops the route" },
    via: {
      summary: "Router to send to.",
      args: [oneOf("family", ["inet", "inet6"], { optional: true }), bareIp("address")],
      aliases: ["gw"],
      deprecatedAlias: { gw: "via" },
      onError: "drops the route",
    },
    from: {
      summary: "Network that packets have to come from.",
      args: [word("prefix", "route-prefix", { enum: destinations })],
      family: "ipv6",
      onError: "drops the route",
      since: "1.2.24",
    },
    tos: {
      summary: "Type of service that packets have to have.",
      args: [word("tos", "rt-dsfield", { max: 255, note: lookedUp })],
      aliases: ["dsfield"],
      onError: "drops the route",
      since: "1.2.24",
    },
    table: {
      summary: "Routing table that holds the route.",
      args: [
        word("table", "rt-table", {
          enum: ["default", "main", "local"],
          numeric: true,
          max: UINT32_MAX,
          note: lookedUp,
        }),
      ],
      onError: "drops the route",
      default: "main",
    },
    protocol: {
      summary: "Who made the route, as shown by ip route.",
      args: [
        word("protocol", "rt-protocol", {
          enum: [
            "none",
            "redirect",
            "kernel",
            "boot",
            "static",
            "gated",
            "ra",
            "mrt",
            "zebra",
            "bird",
            "babel",
            "dnrouted",
            "xorp",
            "ntk",
            "dhcp",
          ],
          numeric: true,
          max: 255,
          note: lookedUp,
        }),
      ],
      onError: "drops the route",
      note: "A route that is tracked (no no_track) gets protocol 18 (keepalived); another one is reported and replaced.",
      since: "1.2.24",
    },
    scope: {
      summary: "How far the destinations are.",
      args: [
        word("scope", "rt-scope", { enum: ["global", "nowhere", "host", "link", "site"], numeric: true, max: 255 }),
      ],
      onError: "drops the route",
    },
    metric: {
      summary: "Preference among routes to one destination; the lowest wins.",
      args: [uint("metric", 0, UINT32_MAX)],
      aliases: ["priority", "preference"],
      onError: "drops the route",
      aliasesSince: { priority: "1.2.24", preference: "1.2.24" },
    },
    dev: {
      summary: "Interface to send through.",
      args: [networkInterface()],
      aliases: ["oif"],
      onError: "drops the route; without dynamic_interfaces keepalived then stops",
    },
    onlink: { summary: "Takes the router as reachable without a route to it.", args: [], since: "1.2.24" },
    encap: {
      summary: "Encapsulation of the packets.",
      args: [word("encap", "grammar:encap")],
      condition: ["HAVE_DECL_RTA_ENCAP"],
      since: "1.2.24",
    },
    expires: {
      summary: "Seconds after which the route vanishes.",
      args: [uint("seconds", 0, UINT32_MAX)],
      family: "ipv6",
      condition: ["HAVE_DECL_RTA_EXPIRES"],
      onError: "drops the route",
      since: "1.2.24",
    },
    mtu: {
      summary: "Largest packet on this route.",
      args: [lock, uint("mtu", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    hoplimit: {
      summary: "Hop limit of packets on this route.",
      args: [uint("hops", 0, 255)],
      onError: "drops the route",
      since: "1.2.24",
    },
    advmss: {
      summary: "Segment size that TCP announces.",
      args: [lock, uint("mss", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    rtt: {
      summary: "First estimate of the round-trip time.",
      args: [lock, word("rtt", "rtt", { max: 960_000, units: rttUnits, note: rttNote })],
      onError: "drops the route",
      since: "1.2.24",
    },
    rttvar: {
      summary: "First estimate of its variance.",
      args: [lock, word("rttvar", "rtt", { max: 480_000, units: rttUnits, note: rttNote })],
      onError: "drops the route",
      since: "1.2.24",
    },
    reordering: {
      summary: "How much reordering TCP expects.",
      args: [lock, uint("reordering", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    window: {
      summary: "Largest window that TCP announces.",
      args: [uint("window", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    cwnd: {
      summary: "Bound of TCP's congestion window.",
      args: [lock, uint("cwnd", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    ssthresh: {
      summary: "TCP's first slow-start threshold.",
      args: [lock, uint("ssthresh", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    realms: {
      summary: "Realm that the route belongs to.",
      args: [word("realms", "rt-realms")],
      family: "ipv4",
      onError: "drops the route",
      since: "1.2.24",
    },
    rto_min: {
      summary: "Least timeout before TCP sends again.",
      args: [lock, word("rto_min", "rtt", { max: 120_000, units: rttUnits, note: rttNote })],
      onError: "drops the route",
      since: "1.2.24",
    },
    initcwnd: {
      summary: "TCP's first congestion window.",
      args: [uint("initcwnd", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    initrwnd: {
      summary: "First receive window that TCP announces.",
      args: [uint("initrwnd", 0, UINT32_MAX)],
      onError: "drops the route",
      since: "1.2.24",
    },
    features: {
      summary: "Features of TCP to switch on.",
      args: [oneOf("feature", ["ecn"])],
      onError: "unknown feature: reported, ignored",
      since: "1.2.24",
    },
    quickack: {
      summary: "Whether TCP acknowledges at once.",
      args: [uint("quickack", 0, 1)],
      condition: ["HAVE_DECL_RTAX_QUICKACK"],
      onError: "drops the route",
      since: "1.2.24",
    },
    congctl: {
      summary: "TCP's congestion control.",
      args: [lock, text("algorithm")],
      condition: ["HAVE_DECL_RTAX_CC_ALGO"],
      since: "1.2.24",
    },
    pref: {
      summary: "Preference of an IPv6 router.",
      args: [word("pref", "enum-or-uint", { enum: ["low", "medium", "high"], min: 0, max: 255 })],
      family: "ipv6",
      condition: ["HAVE_DECL_RTA_PREF"],
      onError: "drops the route",
      since: "1.2.24",
    },
    "ttl-propagate": {
      summary: "Whether an MPLS tunnel copies the time to live.",
      args: [oneOf("state", ["enabled", "disabled"])],
      condition: ["HAVE_DECL_RTA_TTL_PROPAGATE"],
      onError: "unknown word: reported, ignored",
      since: "2.0.8",
    },
    fastopen_no_cookie: {
      summary: "Whether TCP Fast Open works without a cookie.",
      args: [uint("state", 0, 1)],
      condition: ["HAVE_DECL_RTAX_FASTOPEN_NO_COOKIE"],
      onError: "drops the route",
      since: "1.4.3",
    },
    add: { summary: "Adds the route only where no matching one exists.", args: [], group: "insert", since: "2.2.5" },
    prepend: {
      summary: "Adds the route before matching ones.",
      args: [],
      group: "insert",
      default: true,
      since: "2.2.5",
    },
    append: { summary: "Adds the route after matching ones.", args: [], group: "insert", since: "2.2.5" },
    or: {
      summary: "A second router to share the traffic with.",
      args: [bareIp("address")],
      deprecated: true,
      replacedBy: "nexthop",
      onError: "drops the route",
    },
    nexthop: {
      summary: "One of several ways, at the end of the route.",
      args: [word("nexthop", "grammar:nexthop")],
      repeat: true,
      last: true,
      note: "Not together with 'or': reported.",
      since: "1.2.24",
    },
    as: {
      summary: "Rewrites the destination; not supported.",
      args: [oneOf("to", ["to"], { optional: true }), text("address")],
      unsupported: true,
      note: "reported and ignored",
      since: "1.2.24",
    },
    no_track: { summary: "Leaves the instance as it is when somebody deletes the route.", args: [], since: "2.0.3" },
    vrf: {
      summary: "Routing domain whose table holds the route.",
      args: [word("vrf", "interface")],
      condition: ["_HAVE_VRF_"],
      onError: "no such interface, or no VRF: drops the route",
      since: "2.2.5",
    },
  },
  bareWord: {
    args: [
      word("type", "enum-or-uint", {
        enum: [
          "local",
          "nat",
          "broadcast",
          "brd",
          "anycast",
          "multicast",
          "prohibit",
          "unreachable",
          "blackhole",
          "xresolve",
          "unicast",
          "throw",
        ],
        anyBase: true,
        min: 0,
        max: 255,
        optional: true,
      }),
      word("destination", "route-prefix", { enum: destinations }),
    ],
    note: "Any other word is a route type followed by a destination, or a destination. An unknown word is therefore reported as an unknown route keyword and drops the route. default6 is deprecated (logged).",
  },
  requires: "a destination; without one reported and dropped",
  missingValue: "fatal: the process exits while it reads the file",
  notes: [
    "IPv4 and IPv6 addresses must not be mixed in one route; reported, drops the route.",
    "Without any hint the family is IPv4.",
  ],
} as const satisfies EntryGrammar;

/** Routes that do not belong to an instance, which may have a group to notify (allow_track_group of the parser). */
export const routeEntry = {
  ...virtualRouteEntry,
  options: {
    ...virtualRouteEntry.options,
    track_group: {
      summary: "Instances that are notified when somebody deletes the route.",
      args: [reference("track_group", "group")],
      once: true,
      onError: "unknown group: reported, ignored; without dev: reported, ignored",
      since: "2.0.3",
    },
  },
} as const satisfies EntryGrammar;
