import { staticIpaddressEntry } from "./entries/addresses.js";
import { routeEntry } from "./entries/routes.js";
import { ruleEntry } from "./entries/rules.js";
import { wordListEntry } from "./entries/tracking.js";
import { list } from "./parts.js";
import type { Keyword } from "./types.js";
import { name, reference } from "./values.js";

/** Instances that are notified when a tracked static address, route or rule goes. */
export const trackGroup = {
  kind: "block",
  summary: "Names instances that go to FAULT when a tracked static address, route or rule is deleted.",
  args: [name("track_group")],
  multiple: "first-warned",
  missingArg: "block-skipped",
  extraArgs: "block-skipped",
  since: "2.0.3",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  note: "Must be defined before the static entries that name it.",
  source: "vrrp_parser.c:static_track_group_handler",
  block: {
    occurs: "many",
    occursNote: "each name once; a second one of the same name is reported and skipped",
    emptyBody: "reported; block removed",
    requires: ["group"],
  },
  children: {
    group: {
      kind: "list",
      summary: "The instances of the group.",
      required: true,
      multiple: "first-warned",
      extraArgs: "error",
      since: "2.0.3",
      source: "vrrp_parser.c:static_track_group_group_handler",
      block: {
        occurs: "merged",
        occursNote: "once; a second list is reported and skipped",
        emptyBody: "error reported",
        separator: "whitespace",
        note: "Names are looked up after the whole file is read; an unknown one is only logged.",
        entryArg: reference("vrrp_instance", "instance"),
      },
      entry: wordListEntry,
    },
  },
} as const satisfies Keyword;

/** Addresses that are set whatever the state of the instances. */
export const staticIpaddress = {
  ...list,
  summary: "Addresses that keepalived sets at its start and keeps, whatever the state of the instances.",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:static_addresses_handler",
  block: { occurs: "merged", separator: "line" },
  entry: staticIpaddressEntry,
} as const satisfies Keyword;

/** Routes that are set whatever the state of the instances. */
export const staticRoutes = {
  ...list,
  summary: "Routes that keepalived sets at its start and keeps, whatever the state of the instances.",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:static_routes_handler",
  block: { occurs: "merged", separator: "line" },
  entry: routeEntry,
} as const satisfies Keyword;

/** Rules that are set whatever the state of the instances. */
export const staticRules = {
  ...list,
  summary: "Routing rules that keepalived sets at its start and keeps, whatever the state of the instances.",
  since: "1.2.20",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:static_rules_handler",
  block: { occurs: "merged", separator: "line" },
  entry: ruleEntry,
} as const satisfies Keyword;
