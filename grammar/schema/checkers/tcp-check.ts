import type { Keyword } from "../types.js";
import { connection, delayBeforeRetry, retry, schedule } from "./common.js";

/** Opens a connection. */
export const tcpCheck = {
  kind: "block",
  summary: "Opens a TCP connection to the server and closes it again.",
  multiple: "accumulate",
  source: "check_tcp.c:tcp_check_handler",
  block: { occurs: "many" },
  children: {
    ...connection,
    retry: { ...retry, since: "1.2.20" },
    delay_before_retry: { ...delayBeforeRetry, since: "1.2.20" },
    ...schedule,
  },
} as const satisfies Keyword;
