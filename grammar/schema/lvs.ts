import { oneOf, uint } from "./values.js";

/** How packets reach a real server, and what goes around them (check_parser.c:vs_forwarding_handler). */
export const lvsMethod = [
  oneOf("method", ["NAT", "DR", "TUN"]),
  oneOf("option", ["type", "port", "nocsum", "csum", "remcsum"], {
    optional: true,
    repeat: true,
    condition: ["_HAVE_IPVS_TUN_TYPE_"],
    valueArgs: { type: oneOf("type", ["ipip", "gue", "gre"]), port: uint("port", 1, 65535) },
  }),
] as const;
