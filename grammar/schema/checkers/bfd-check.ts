import { bool } from "../parts.js";
import type { Keyword } from "../types.js";
import { word } from "../values.js";

/** Takes its result from a bfd_instance. */
export const bfdCheck = {
  kind: "block",
  summary: "Takes the server's state from a BFD session.",
  multiple: "accumulate",
  since: "2.0.0",
  condition: ["_WITH_BFD_"],
  source: "check_bfd.c:bfd_check_handler",
  block: { occurs: "many", emptyBody: "without name: reported; checker removed", requires: ["name"] },
  children: {
    name: {
      summary: "The bfd_instance to follow.",
      args: [word("name", "ref:bfd_instance", { maxLength: 31 })],
      required: true,
      multiple: "first-warned",
      missingArg: "block-skipped",
      extraArgs: "block-skipped",
      outOfRange: "block-skipped",
      since: "2.0.0",
      note: "The bfd_instance has to be defined before, and not be limited to vrrp.",
      source: "check_bfd.c:bfd_name_handler",
    },
    alpha: {
      ...bool,
      summary: "Treats the server as down until the session is up.",
      defaultFrom: "virtual_server.real_server.alpha",
      since: "2.0.0",
      source: "check_bfd.c:bfd_alpha_handler",
    },
  },
} as const satisfies Keyword;
