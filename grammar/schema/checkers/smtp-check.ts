import type { Keyword } from "../types.js";
import { text } from "../values.js";
import {
  alpha,
  bindIf,
  bindPort,
  bindTo,
  connectIp,
  connectPort,
  connectTimeout,
  delayBeforeRetry,
  delayLoop,
  fwmark,
  logAllFailures,
  retry,
  schedule,
  warmup,
} from "./common.js";

const readIntoCheck =
  "Read into the enclosing SMTP_CHECK's connection, not into this host: the handlers do not know about hosts.";

const setsCheck = "Sets the value of the enclosing SMTP_CHECK, not of this host.";

/** Talks to a mail server. */
export const smtpCheck = {
  kind: "block",
  summary: "Greets the server as a mail client would.",
  multiple: "accumulate",
  source: "check_smtp.c:smtp_check_handler",
  block: { occurs: "many" },
  children: {
    connect_ip: { ...connectIp, since: "1.2.17" },
    connect_port: { ...connectPort, since: "1.2.17" },
    bindto: { ...bindTo, since: "1.2.17" },
    bind_port: { ...bindPort, since: "1.2.17" },
    bind_if: { ...bindIf, since: "1.3.7" },
    connect_timeout: connectTimeout,
    fwmark: { ...fwmark, since: "1.2.17" },
    retry,
    delay_before_retry: delayBeforeRetry,
    ...schedule,
    helo_name: {
      summary: "Name to greet with.",
      args: [text("name")],
      default: "smtpchecker.keepalived.org",
      multiple: "last-warned",
      missingArg: "error",
      source: "check_smtp.c:smtp_helo_name_handler",
    },
    host: {
      kind: "block",
      summary: "Was to check a further host; several SMTP_CHECK blocks do that.",
      multiple: "accumulate",
      deprecated: { since: "1.2.17", advice: "further SMTP_CHECK blocks", report: "log" },
      condition: ["WITH_HOST_ENTRIES"],
      source: "check_smtp.c:smtp_host_handler",
      block: { occurs: "many" },
      children: {
        connect_ip: { ...connectIp, note: readIntoCheck },
        connect_port: { ...connectPort, note: readIntoCheck },
        bindto: { ...bindTo, note: readIntoCheck },
        bind_port: { ...bindPort, since: "1.2.13", note: readIntoCheck },
        bind_if: { ...bindIf, since: "1.3.7", note: readIntoCheck },
        connect_timeout: { ...connectTimeout, since: "1.2.13", note: readIntoCheck },
        fwmark: { ...fwmark, since: "1.2.13", note: readIntoCheck },
        retry: { ...retry, since: "1.3.7", note: setsCheck },
        delay_before_retry: { ...delayBeforeRetry, since: "1.3.7", note: setsCheck },
        warmup: { ...warmup, since: "1.3.7", note: setsCheck },
        delay_loop: { ...delayLoop, since: "1.3.7", note: setsCheck },
        alpha: { ...alpha, since: "1.3.7", note: setsCheck },
        log_all_failures: { ...logAllFailures, since: "2.0.11", note: setsCheck },
      },
    },
  },
} as const satisfies Keyword;
