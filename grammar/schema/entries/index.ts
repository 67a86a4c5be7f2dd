import type { EntryGrammar } from "../types.js";
import { staticIpaddressEntry, virtualIpaddressEntry, virtualServerGroupEntry } from "./addresses.js";
import { linkbeatInterfaceEntry, unicastPeerEntry, upDownDelayEntry } from "./interfaces.js";
import { encapEntry, nexthopEntry, routeEntry, virtualRouteEntry } from "./routes.js";
import { ruleEntry, virtualRuleEntry } from "./rules.js";
import {
  trackBfdEntry,
  trackFileEntry,
  trackInterfaceEntry,
  trackProcessEntry,
  trackScriptEntry,
  wordListEntry,
} from "./tracking.js";

/** Grammars of entries, by the names that `grammar:` types use. */
export const entries = {
  "word-list": wordListEntry,
  "track-interface": trackInterfaceEntry,
  "track-script": trackScriptEntry,
  "track-file": trackFileEntry,
  "track-process": trackProcessEntry,
  "track-bfd": trackBfdEntry,
  "unicast-peer": unicastPeerEntry,
  "linkbeat-interface": linkbeatInterfaceEntry,
  "up-down-delay": upDownDelayEntry,
  "virtual-ipaddress": virtualIpaddressEntry,
  "static-ipaddress": staticIpaddressEntry,
  "virtual-server-group": virtualServerGroupEntry,
  encap: encapEntry,
  nexthop: nexthopEntry,
  route: routeEntry,
  rule: ruleEntry,
  "virtual-route": virtualRouteEntry,
  "virtual-rule": virtualRuleEntry,
} as const satisfies Readonly<Record<string, EntryGrammar>>;
