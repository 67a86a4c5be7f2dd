import { bfdInstance } from "./bfd-instance.js";
import { garpGroup } from "./garp-group.js";
import { globalDefs } from "./global-defs.js";
import { interfaceUpDownDelays, linkbeatInterfaces } from "./interfaces.js";
import { ssl } from "./ssl.js";
import { staticIpaddress, staticRoutes, staticRules, trackGroup } from "./static-entries.js";
import { topLevel } from "./top-level.js";
import { trackFile, vrrpTrackFile } from "./track-file.js";
import type { Keyword } from "./types.js";
import { virtualServer } from "./virtual-server.js";
import { virtualServerGroup } from "./virtual-server-group.js";
import { vrrpInstance } from "./vrrp-instance.js";
import { vrrpScript } from "./vrrp-script.js";
import { vrrpSyncGroup } from "./vrrp-sync-group.js";
import { vrrpTrackProcess } from "./vrrp-track-process.js";

/** Keywords at top level, and below them all others. */
export const root = {
  ...topLevel,
  global_defs: globalDefs,
  track_group: trackGroup,
  static_ipaddress: staticIpaddress,
  static_routes: staticRoutes,
  static_rules: staticRules,
  linkbeat_interfaces: linkbeatInterfaces,
  interface_up_down_delays: interfaceUpDownDelays,
  vrrp_sync_group: vrrpSyncGroup,
  garp_group: garpGroup,
  vrrp_instance: vrrpInstance,
  vrrp_script: vrrpScript,
  vrrp_track_process: vrrpTrackProcess,
  track_file: trackFile,
  vrrp_track_file: vrrpTrackFile,
  SSL: ssl,
  virtual_server_group: virtualServerGroup,
  virtual_server: virtualServer,
  bfd_instance: bfdInstance,
} as const satisfies Readonly<Record<string, Keyword>>;

/** What the whole schema is, as a type. */
export type SchemaRoot = typeof root;

export { behaviours } from "./behaviours.js";
export { documentedOnly } from "./documented-only.js";
export { entries } from "./entries/index.js";
export { features } from "./features.js";
export { formerNames } from "./former-names.js";
export {
  type CamelCase,
  camelCase,
  type IpAddress,
  type IpPrefix,
  type KeywordAt,
  type KeywordName,
  type ValueOf,
} from "./infer.js";
export type * from "./types.js";
