import { linkbeatInterfaceEntry, upDownDelayEntry } from "./entries/interfaces.js";
import { list } from "./parts.js";
import type { Keyword } from "./types.js";

/** Interfaces whose link is polled. */
export const linkbeatInterfaces = {
  ...list,
  summary: "Interfaces whose link is polled, because their driver does not report changes.",
  since: "2.0.13",
  condition: ["_WITH_VRRP_", "_WITH_LINKBEAT_"],
  process: "vrrp",
  source: "vrrp_parser.c:linkbeat_interfaces_handler",
  block: { occurs: "merged", separator: "line" },
  entry: linkbeatInterfaceEntry,
} as const satisfies Keyword;

/** How long a change of an interface has to last before it counts. */
export const interfaceUpDownDelays = {
  ...list,
  summary: "How long an interface has to stay down, or up, before instances take notice.",
  since: "2.2.3",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:interface_up_down_delays_handler",
  block: { occurs: "merged", separator: "line" },
  entry: upDownDelayEntry,
} as const satisfies Keyword;
