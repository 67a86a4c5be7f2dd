import type { Keyword } from "../types.js";
import { uint, word } from "../values.js";
import { connectPort, packetConnection } from "./common.js";

/** Sends a datagram, and may wait for a reply. */
export const udpCheck = {
  kind: "block",
  summary: "Sends the server a datagram and fails on an ICMP error, or on a missing or wrong reply.",
  multiple: "accumulate",
  since: "2.1.0",
  source: "check_udp.c:udp_check_handler",
  block: { occurs: "many" },
  children: {
    ...packetConnection,
    connect_port: { ...connectPort, since: "2.1.0" },
    payload: {
      summary: "Data to send, as hexadecimal digits.",
      args: [word("data", "hex-string", { repeat: true })],
      defaultNote: "Random data.",
      missingArg: "error",
      since: "2.2.0",
      source: "check_udp.c:payload_handler",
    },
    require_reply: {
      summary: "Expects a reply, and compares it with this pattern if there is one.",
      args: [word("data", "hex-string", { repeat: true, optional: true, note: "x or X matches any half octet" })],
      missingArg: "ok",
      since: "2.1.0",
      source: "check_udp.c:require_reply_handler",
    },
    min_reply_length: {
      summary: "Least length of the reply.",
      args: [uint("octets", 0, 65535)],
      default: 0,
      since: "2.2.0",
      source: "check_udp.c:min_length_handler",
    },
    max_reply_length: {
      summary: "Greatest length of the reply.",
      args: [uint("octets", 0, 65535)],
      default: 255,
      since: "2.2.0",
      note: "Less than min_reply_length: reported; the check will always fail.",
      source: "check_udp.c:max_length_handler",
    },
  },
} as const satisfies Keyword;
