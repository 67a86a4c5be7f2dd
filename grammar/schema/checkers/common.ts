import { bool } from "../parts.js";
import type { Keyword } from "../types.js";
import { ip, networkInterface, port, seconds, TIMER32_MAX, TIMER64_MAX, UINT32_MAX, uint } from "../values.js";

/** Address to connect to. */
export const connectIp = {
  summary: "Address that the check connects to.",
  args: [ip("address")],
  defaultNote: "The real server's address.",
  note: "Reported and dropped when its family is not that of bindto.",
  source: "check_api.c:co_ip_handler",
} as const satisfies Keyword;

/** Port to connect to. */
export const connectPort = {
  summary: "Port that the check connects to.",
  args: [port(1)],
  defaultNote: "The real server's port.",
  source: "check_api.c:co_port_handler",
} as const satisfies Keyword;

/** Address to connect from. */
export const bindTo = {
  summary: "Source address of the check.",
  args: [ip("address")],
  note: "Reported and dropped when its family is not that of connect_ip (or of the real server).",
  source: "check_api.c:co_srcip_handler",
} as const satisfies Keyword;

/** Port to connect from. */
export const bindPort = {
  summary: "Source port of the check.",
  args: [port(1)],
  source: "check_api.c:co_srcport_handler",
} as const satisfies Keyword;

/** Interface to connect through. */
export const bindIf = {
  summary: "Interface that the check goes out through.",
  args: [networkInterface({ maxLength: 15 })],
  note: "Needed when the address to connect to is IPv6 link-local; without it the checker is reported and dropped.",
  source: "check_api.c:co_srcif_handler",
} as const satisfies Keyword;

/** How long a connection may take. */
export const connectTimeout = {
  summary: "How long the check waits for a connection.",
  args: [seconds(0.000001, TIMER32_MAX)],
  defaultFrom: "virtual_server.real_server.connect_timeout",
  source: "check_api.c:co_timeout_handler",
} as const satisfies Keyword;

/** Mark of the packets sent. */
export const fwmark = {
  summary: "Firewall mark that the check's packets carry.",
  args: [uint("mark", 0, UINT32_MAX, { lenient: true })],
  default: 0,
  condition: ["_WITH_SO_MARK_"],
  source: "check_api.c:co_fwmark_handler",
} as const satisfies Keyword;

/** How often a failed check is tried again. */
export const retry = {
  summary: "How often the check is tried again before it has failed.",
  args: [uint("count", 0, UINT32_MAX, { lenient: true })],
  defaultFrom: "virtual_server.real_server.retry",
  defaultNote: "Then 1.",
  source: "check_api.c:retry_handler",
} as const satisfies Keyword;

/** Wait before a check is tried again. */
export const delayBeforeRetry = {
  summary: "Wait before a failed check is tried again.",
  args: [seconds(0, TIMER64_MAX)],
  defaultFrom: "virtual_server.real_server.delay_before_retry",
  defaultNote: "Then 1 second.",
  source: "check_api.c:delay_before_retry_handler",
} as const satisfies Keyword;

/** Upper bound of the random wait before the first check. */
export const warmup = {
  summary: "Longest random wait before the first check.",
  args: [seconds(0, TIMER64_MAX)],
  defaultFrom: "virtual_server.real_server.warmup",
  defaultNote: "Then delay_loop.",
  source: "check_api.c:warmup_handler",
} as const satisfies Keyword;

/** Time between two checks. */
export const delayLoop = {
  summary: "Time between two checks.",
  args: [seconds(0.000001, TIMER64_MAX)],
  defaultFrom: "virtual_server.real_server.delay_loop",
  source: "check_api.c:delay_handler",
} as const satisfies Keyword;

/** Whether each failed try is logged. */
export const logAllFailures = {
  ...bool,
  summary: "Logs each failed try, not only the one that takes the server down.",
  defaultFrom: "global_defs.checker_log_all_failures",
  source: "check_api.c:log_all_failures_handler",
} as const satisfies Keyword;

/** Whether the real server is considered down until its first check. */
export const alpha = {
  ...bool,
  summary: "Treats the server as down until this check has succeeded once.",
  defaultFrom: "virtual_server.real_server.alpha",
  source: "check_api.c:alpha_handler",
} as const satisfies Keyword;

/** What a check that opens a TCP connection may set. */
export const connection = {
  connect_ip: { ...connectIp, since: "1.2.13" },
  connect_port: connectPort,
  bindto: bindTo,
  bind_port: { ...bindPort, since: "1.2.13" },
  bind_if: { ...bindIf, since: "1.3.7" },
  connect_timeout: connectTimeout,
  fwmark: { ...fwmark, since: "1.2.13" },
} as const satisfies Readonly<Record<string, Keyword>>;

/** When a check runs and what is logged. */
export const schedule = {
  warmup: { ...warmup, since: "1.2.13" },
  delay_loop: { ...delayLoop, since: "1.3.7" },
  alpha: { ...alpha, since: "1.3.7" },
  log_all_failures: { ...logAllFailures, since: "2.0.11" },
} as const satisfies Readonly<Record<string, Keyword>>;

/** What UDP_CHECK and PING_CHECK share; both came with 2.1.0. */
export const packetConnection = {
  connect_ip: { ...connectIp, since: "2.1.0" },
  bindto: { ...bindTo, since: "2.1.0" },
  bind_port: { ...bindPort, since: "2.1.0" },
  bind_if: { ...bindIf, since: "2.1.0" },
  connect_timeout: { ...connectTimeout, since: "2.1.0" },
  fwmark: { ...fwmark, since: "2.1.0" },
  retry: { ...retry, since: "2.1.0" },
  delay_before_retry: { ...delayBeforeRetry, since: "2.1.0" },
  warmup: { ...warmup, since: "2.1.0" },
  delay_loop: { ...delayLoop, since: "2.1.0" },
  alpha: { ...alpha, since: "2.1.0" },
  log_all_failures: { ...logAllFailures, since: "2.1.0" },
} as const satisfies Readonly<Record<string, Keyword>>;
