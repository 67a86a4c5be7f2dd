import type { EntryGrammar } from "../types.js";
import { INT32_MAX, networkInterface, oneOf, reference, text, UINT32_MAX, UINT64_MAX, uint, word } from "../values.js";

const destination = word("prefix", "route-prefix", {
  enum: ["default", "any", "all", "default6"],
  enumSince: { default: "1.2.24" },
});

/** The parser goes two words on (vrrp_iprule.c:alloc_rule). */
const skipped = text("skipped", { optional: true, note: "whatever it is, it does not count" });

/** Lines of virtual_rules and static_rules (vrrp_iprule.c:alloc_rule). */
export const virtualRuleEntry = {
  summary: "One rule per line; words in any order, as in 'ip rule add' but never shortened.",
  options: {
    inet: {
      summary: "Makes the rule an IPv4 one.",
      args: [skipped],
      note: "Fixes the family. The parser then skips the word after it.",
      since: "2.0.1",
    },
    inet6: { summary: "Makes the rule an IPv6 one.", args: [skipped], note: "As inet.", since: "2.0.1" },
    from: {
      summary: "Network that packets have to come from.",
      args: [destination],
      onError: "drops the rule",
      since: "1.2.20",
    },
    to: {
      summary: "Network that packets have to go to.",
      args: [destination],
      onError: "drops the rule",
      since: "1.2.20",
    },
    table: {
      summary: "Routing table to look into.",
      args: [
        word("table", "rt-table", {
          enum: ["default", "main", "local"],
          numeric: true,
          min: 1,
          max: UINT32_MAX,
          note: "not 0",
        }),
      ],
      aliases: ["lookup"],
      group: "action",
      onError: "drops the rule",
      since: "1.2.20",
      aliasesSince: { lookup: "1.2.24" },
    },
    not: { summary: "Turns the conditions around.", args: [], since: "1.2.24" },
    preference: {
      summary: "Place among the rules; the lowest is asked first.",
      args: [uint("preference", 0, UINT32_MAX, { anyBase: true, note: "decimal, 0octal or 0xhex" })],
      aliases: ["order", "priority"],
      onError: "drops the rule",
      note: "Without one it is reported and a number is assigned, counting down from 16384 for each family.",
      since: "1.2.24",
    },
    tos: {
      summary: "Type of service that packets have to have.",
      args: [word("tos", "rt-dsfield", { max: 255 })],
      aliases: ["dsfield"],
      onError: "drops the rule",
      since: "1.2.24",
    },
    fwmark: {
      summary: "Firewall mark that packets have to have.",
      args: [word("mark", "mark/mask", { note: "each decimal, 0octal or 0xhex, at most 32 bits" })],
      onError: "drops the rule",
      since: "1.2.24",
    },
    realms: {
      summary: "Realms to set for routes that are found.",
      args: [word("realms", "rt-realms")],
      family: "ipv4",
      needs: "table",
      onError: "drops the rule",
      since: "1.2.24",
    },
    suppress_prefixlength: {
      summary: "Rejects routes whose prefix is this short or shorter.",
      args: [uint("length", 0, INT32_MAX)],
      aliases: ["sup_pl"],
      needs: "table",
      condition: ["HAVE_DECL_FRA_SUPPRESS_PREFIXLEN"],
      onError: "drops the rule",
      since: "1.2.24",
    },
    suppress_ifgroup: {
      summary: "Rejects routes through interfaces of this group.",
      args: [word("group", "linkgroup")],
      aliases: ["sup_group"],
      needs: "table",
      condition: ["HAVE_DECL_FRA_SUPPRESS_IFGROUP"],
      onError: "drops the rule",
      since: "1.2.24",
    },
    dev: {
      summary: "Interface that packets have to come in through.",
      args: [networkInterface()],
      aliases: ["iif"],
      onError: "drops the rule",
      since: "1.2.24",
    },
    oif: {
      summary: "Interface that the sending socket is bound to.",
      args: [networkInterface()],
      onError: "drops the rule",
      since: "1.2.24",
    },
    "tunnel-id": {
      summary: "Tunnel that packets have to come from.",
      args: [uint("id", 0, UINT64_MAX)],
      condition: ["HAVE_DECL_FRA_TUN_ID"],
      onError: "drops the rule",
      since: "1.2.24",
    },
    uidrange: {
      summary: "Users whose packets the rule is for.",
      args: [word("range", "uint-range", { note: "FIRST-LAST" })],
      condition: ["HAVE_DECL_FRA_UID_RANGE"],
      onError: "drops the rule",
      since: "1.3.5",
    },
    l3mdev: {
      summary: "Looks into the table of the packet's routing domain.",
      args: [],
      group: "action",
      condition: ["HAVE_DECL_FRA_L3MDEV"],
      note: "Not together with table.",
      since: "1.4.3",
    },
    protocol: {
      summary: "Who made the rule, as shown by ip rule.",
      args: [uint("protocol", 0, 255, { note: "a number only, not a name" })],
      condition: ["HAVE_DECL_FRA_PROTOCOL"],
      onError: "reported, ignored",
      note: "A rule that is tracked (no no_track) gets protocol 18; another one is reported and replaced.",
      since: "2.0.1",
    },
    ipproto: {
      summary: "Transport protocol that packets have to have.",
      args: [word("protocol", "ip-protocol", { max: 127, note: "a name of /etc/protocols, or a number up to 127" })],
      condition: ["HAVE_DECL_FRA_IP_PROTO"],
      onError: "reported, ignored",
      note: "The man page's example says ip_proto, which is not known.",
      since: "2.0.1",
    },
    sport: {
      summary: "Source ports that packets have to have.",
      args: [word("range", "port-range", { note: "FIRST-LAST; a single port is reported as invalid (tried out)" })],
      condition: ["HAVE_DECL_FRA_SPORT_RANGE"],
      onError: "reported, ignored",
      since: "2.0.1",
    },
    dport: {
      summary: "Destination ports that packets have to have.",
      args: [word("range", "port-range", { note: "FIRST-LAST; a single port is reported as invalid" })],
      condition: ["HAVE_DECL_FRA_DPORT_RANGE"],
      onError: "reported, ignored",
      since: "2.0.1",
    },
    no_track: { summary: "Leaves the instance as it is when somebody deletes the rule.", args: [], since: "2.0.3" },
    goto: {
      summary: "Goes on with the rule of this preference.",
      args: [uint("preference", 0, UINT32_MAX, { note: "larger than this rule's preference, which has to be given" })],
      group: "action",
      onError: "drops the rule",
      since: "1.2.24",
    },
    nop: { summary: "Does nothing and goes on.", args: [], group: "action", since: "1.2.24" },
    blackhole: { summary: "Drops packets silently.", args: [], group: "action", since: "1.2.24" },
    unreachable: { summary: "Rejects packets as unreachable.", args: [], group: "action", since: "1.2.24" },
    prohibit: { summary: "Rejects packets as prohibited.", args: [], group: "action", since: "1.2.24" },
    type: {
      summary: "Introduces the action.",
      args: [
        oneOf("action", ["goto", "nop", "blackhole", "unreachable", "prohibit"], {
          valueArgs: { goto: uint("target", 0, UINT32_MAX) },
        }),
      ],
      note: "The word 'type' before an action is optional.",
      since: "1.2.24",
    },
  },
  requires:
    "exactly one of the action words (table, lookup, l3mdev, goto, nop, blackhole, unreachable, prohibit); none or two: reported, drops the rule",
  unknownOption: "reported; drops the rule (a number is taken as a route type and reported as an invalid action)",
  missingValue: "fatal: the process exits while it reads the file",
  notes: ["IPv4 and IPv6 must not be mixed; reported, drops the rule.", "Without any hint the family is IPv4."],
} as const satisfies EntryGrammar;

/** Rules that do not belong to an instance, which may have a group to notify (allow_track_group of the parser). */
export const ruleEntry = {
  ...virtualRuleEntry,
  options: {
    ...virtualRuleEntry.options,
    track_group: {
      summary: "Instances that are notified when somebody deletes the rule.",
      args: [reference("track_group", "group")],
      once: true,
      onError: "unknown group: reported, ignored; without dev/iif: reported, ignored",
      since: "2.0.3",
    },
  },
} as const satisfies EntryGrammar;
