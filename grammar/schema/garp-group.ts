import { wordListEntry } from "./entries/tracking.js";
import { list } from "./parts.js";
import type { Keyword } from "./types.js";
import { networkInterface, seconds, TIMER32_MAX } from "./values.js";

/** The first releases read it as a signed number (vrrp_parser.c:garp_group_garp_interval_handler). */
const interval = { ...seconds(0, TIMER32_MAX), before: { release: "2.2.8", max: 2147.483647 } } as const;

/** Interfaces that share a pace for gratuitous ARP and neighbour advertisements. */
export const garpGroup = {
  kind: "block",
  summary: "Paces gratuitous ARP and neighbour advertisements on interfaces whose switch cannot take them at once.",
  multiple: "accumulate",
  since: "1.2.21",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:garp_group_handler",
  block: {
    occurs: "many",
    emptyBody: "without garp_interval and gna_interval: reported; group removed from its interfaces",
  },
  children: {
    garp_interval: {
      summary: "Time between two gratuitous ARP packets on the interfaces of the group.",
      args: [interval],
      since: "1.2.21",
      note: "1 second or more is logged as very large.",
      source: "vrrp_parser.c:garp_group_garp_interval_handler",
    },
    gna_interval: {
      summary: "Time between two unsolicited neighbour advertisements on the interfaces of the group.",
      args: [interval],
      since: "1.2.21",
      note: "1 second or more is logged as very large.",
      source: "vrrp_parser.c:garp_group_gna_interval_handler",
    },
    interface: {
      summary: "An interface that is paced on its own.",
      args: [networkInterface()],
      multiple: "accumulate",
      since: "1.2.21",
      note: "An interface that does not exist, that is in another garp_group already, or that is a VMAC or ipvlan, is reported and left out.",
      source: "vrrp_parser.c:garp_group_interface_handler",
    },
    interfaces: {
      ...list,
      summary: "Interfaces that share one pace because they lead to one switch.",
      since: "1.2.21",
      source: "vrrp_parser.c:garp_group_interfaces_handler",
      block: { occurs: "merged", emptyBody: "error reported", separator: "whitespace", entryArg: networkInterface() },
      entry: wordListEntry,
    },
  },
} as const satisfies Keyword;
