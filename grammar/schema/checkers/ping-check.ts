import type { Keyword } from "../types.js";
import { connectPort, packetConnection } from "./common.js";

/** Sends an echo request. */
export const pingCheck = {
  kind: "block",
  summary: "Sends the server an echo request (ping) and expects the reply.",
  multiple: "accumulate",
  since: "2.1.0",
  source: "check_ping.c:ping_check_handler",
  block: { occurs: "many" },
  children: {
    ...packetConnection,
    connect_port: { ...connectPort, since: "2.1.0", note: "Has no effect: ICMP has no ports." },
  },
} as const satisfies Keyword;
