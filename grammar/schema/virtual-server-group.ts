import { virtualServerGroupEntry } from "./entries/addresses.js";
import type { Keyword } from "./types.js";
import { name } from "./values.js";

/** Addresses that are one virtual server. */
export const virtualServerGroup = {
  kind: "list",
  summary: "Names a set of addresses, ranges and marks that one virtual_server block serves.",
  args: [name("virtual_server_group")],
  multiple: "accumulate",
  extraArgs: "fatal",
  condition: ["_WITH_LVS_"],
  process: "checker",
  source: "check_parser.c:vsg_handler",
  block: {
    occurs: "many",
    occursNote:
      "may come before or after the virtual servers that use it; a repeated name is not reported, the first one is found",
    emptyBody: "reported; group removed",
    separator: "line",
  },
  entry: virtualServerGroupEntry,
} as const satisfies Keyword;
