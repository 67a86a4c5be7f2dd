import type { EntryGrammar } from "../types.js";
import { decimal, ip, networkInterface, oneOf, uint } from "../values.js";

/** Lines of unicast_peer (vrrp_data.c:alloc_vrrp_unicast_peer). */
export const unicastPeerEntry = {
  summary: "One address per line.",
  positional: [ip("address")],
  options: {
    min_ttl: {
      summary: "Least time to live, or hop limit, with which adverts of this peer are accepted.",
      args: [uint("ttl", 0, 255, { default: 0 })],
      since: "2.1.0",
    },
    max_ttl: {
      summary: "Greatest time to live, or hop limit, with which adverts of this peer are accepted.",
      args: [uint("ttl", 0, 255, { default: 255 })],
      since: "2.1.0",
    },
  },
  duplicate: "reported; the second is ignored",
  unknownOption: "reported; the rest of the line is ignored, the peer stays",
  missingValue: "reported; the peer stays",
  notes: [
    "The first peer fixes the instance's family if that is not known yet; an address of the other family is reported and dropped.",
    "Either option switches on check_unicast_src.",
    "min_ttl above max_ttl is reported: every packet is then dropped.",
    "A port or prefix after the address is not an error: everything from '-' or '/' on is cut off before the address is read.",
  ],
} as const satisfies EntryGrammar;

/** Lines of linkbeat_interfaces (vrrp_parser.c:alloc_linkbeat_interface). */
export const linkbeatInterfaceEntry = {
  summary: "One interface per line.",
  positional: [networkInterface(), oneOf("type", ["MII", "ETHTOOL", "IOCTL"], { optional: true })],
  notes: [
    "An interface that does not exist is reported in the fatal class (a config test then exits with 4), but the daemon goes on without it; with dynamic_interfaces it is accepted.",
    "VMACs and ipvlans are logged and ignored.",
    "Another word, or a third one, is reported; the interface is polled all the same.",
  ],
} as const satisfies EntryGrammar;

/** Lines of interface_up_down_delays (vrrp_parser.c:interface_up_down_delays_handler). */
export const upDownDelayEntry = {
  summary: "One interface per line.",
  onlyLogs: true,
  positional: [
    networkInterface(),
    decimal("down_delay", 0, 255, { decimals: 6, unit: "s", lenient: true }),
    decimal("up_delay", 0, 255, { decimals: 6, unit: "s", lenient: true, optional: true, default: 0 }),
  ],
  notes: [
    "The man page says that a missing up_delay equals down_delay; the parser sets 0.",
    "An interface that does not exist is reported in the fatal class (a config test then exits with 4), but the daemon goes on without it; with dynamic_interfaces it is accepted.",
    "No delay, or a bad one, is logged and the line ignored; more words are logged.",
    "The delays are cut to less than (down_timer_adverts - 1) x advert_int of every instance on the interface, and to 0 when down_timer_adverts is 1.",
  ],
} as const satisfies EntryGrammar;
