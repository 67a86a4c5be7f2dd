import type { DocumentedOnly } from "./types.js";

/** Words of keepalived.conf(5) that the parser does not know where the page names them. */
export const documentedOnly = [
  { word: "state_file_location", place: "global_defs", use: "state_dump_file" },
  { word: "stats_file_location", place: "global_defs", use: "stats_dump_file" },
  { word: "json_file_location", place: "global_defs", use: "json_dump_file" },
  { word: "notify_deleted", place: "vrrp_sync_group", note: "Only known in vrrp_instance." },
  { word: "dynamic", place: "virtual_server.real_server.FILE_CHECK" },
  { word: "readable", place: "include_check", use: "read" },
  { word: "ip_proto", place: "rule", use: "ipproto" },
] as const satisfies readonly DocumentedOnly[];
