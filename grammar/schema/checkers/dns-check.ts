import type { Keyword } from "../types.js";
import { oneOf, word } from "../values.js";
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
  warmup,
} from "./common.js";

/** Asks a name server. */
export const dnsCheck = {
  kind: "block",
  summary: "Asks the server a DNS question over UDP and expects an answer.",
  multiple: "accumulate",
  since: "1.3.0",
  source: "check_dns.c:dns_check_handler",
  block: { occurs: "many" },
  children: {
    connect_ip: { ...connectIp, since: "1.3.0" },
    connect_port: { ...connectPort, since: "1.3.0" },
    bindto: { ...bindTo, since: "1.3.0" },
    bind_port: { ...bindPort, since: "1.3.0" },
    bind_if: { ...bindIf, since: "1.3.7" },
    connect_timeout: { ...connectTimeout, since: "1.3.0" },
    fwmark: { ...fwmark, since: "1.3.0" },
    retry: { ...retry, defaultNote: "Then 3.", since: "1.3.0" },
    delay_before_retry: { ...delayBeforeRetry, defaultNote: "Then delay_loop.", since: "1.3.7" },
    warmup: { ...warmup, since: "1.3.7" },
    delay_loop: { ...delayLoop, since: "1.3.7" },
    alpha: { ...alpha, since: "1.3.7" },
    log_all_failures: { ...logAllFailures, since: "2.0.11" },
    type: {
      summary: "Type of record to ask for.",
      args: [
        oneOf("type", ["A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY"], { caseSensitive: false }),
      ],
      default: "SOA",
      since: "1.3.0",
      enumSince: { RRSIG: "1.3.7", DNSKEY: "1.3.7" },
      source: "check_dns.c:dns_type_handler",
    },
    name: {
      summary: "Name to ask for.",
      args: [word("name", "dns-name", { note: "no empty label" })],
      default: ".",
      multiple: "first-warned",
      since: "1.3.0",
      note: "A name whose first label is a single character, such as a.root-servers.net, is wrongly reported as having an empty label and ignored (tried out).",
      source: "check_dns.c:dns_name_handler",
    },
  },
} as const satisfies Keyword;
