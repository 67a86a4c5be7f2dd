import { bfdCheck } from "./checkers/bfd-check.js";
import { dnsCheck } from "./checkers/dns-check.js";
import { fileCheck } from "./checkers/file-check.js";
import { httpGet, sslGet } from "./checkers/http-get.js";
import { miscCheck } from "./checkers/misc-check.js";
import { pingCheck } from "./checkers/ping-check.js";
import { smtpCheck } from "./checkers/smtp-check.js";
import { tcpCheck } from "./checkers/tcp-check.js";
import { udpCheck } from "./checkers/udp-check.js";
import { lvsMethod } from "./lvs.js";
import { bool, script } from "./parts.js";
import type { Keyword } from "./types.js";
import { INT32_MAX, ip, port, seconds, TIMER32_MAX, TIMER64_MAX, text, UINT32_MAX, uint } from "./values.js";

/** A server that traffic of a virtual server may go to. */
export const realServer = {
  kind: "block",
  summary: "A server that the virtual server spreads traffic to, with its checks.",
  args: [ip("address"), port(0, { optional: true, note: "0 or none: the virtual server's port" })],
  required: true,
  multiple: "accumulate",
  outOfRange: "block-skipped",
  source: "check_parser.c:rs_handler",
  block: { occurs: "many", occursNote: "a second one with the same address and port is reported and removed" },
  children: {
    weight: {
      summary: "Share of the traffic that this server gets, compared with the others.",
      args: [uint("weight", 0, INT32_MAX, { lenient: true })],
      defaultFrom: "virtual_server.weight",
      source: "check_parser.c:rs_weight_handler",
    },
    lvs_method: {
      summary: "How packets reach this server: rewritten, forwarded to its MAC address, or in a tunnel.",
      args: lvsMethod,
      defaultFrom: "virtual_server.lvs_method",
      extraArgs: "error",
      since: "1.3.6",
      note: "Options are accepted after any method. type gue needs port, other types must not have it; ipip takes no csum or remcsum; gre takes no remcsum. csum options need _HAVE_IPVS_TUN_CSUM_, gre needs _HAVE_IPVS_TUN_GRE_.",
      source: "check_parser.c:rs_forwarding_handler",
    },
    uthreshold: {
      summary: "Number of connections above which this server gets no new ones.",
      args: [uint("connections", 0, UINT32_MAX, { lenient: true })],
      default: 0,
      source: "check_parser.c:uthreshold_handler",
    },
    lthreshold: {
      summary: "Number of connections below which a server that was full gets new ones again.",
      args: [uint("connections", 0, UINT32_MAX, { lenient: true })],
      default: 0,
      source: "check_parser.c:lthreshold_handler",
    },
    inhibit_on_failure: {
      ...bool,
      summary: "Leaves this server in the table with weight 0 when it fails, so that its connections may end.",
      defaultFrom: "virtual_server.inhibit_on_failure",
      source: "check_parser.c:rs_inhibit_handler",
    },
    notify_up: {
      ...script,
      summary: "Command that runs when this server is taken in.",
      source: "check_parser.c:notify_up_handler",
    },
    notify_down: {
      ...script,
      summary: "Command that runs when this server is removed.",
      source: "check_parser.c:notify_down_handler",
    },
    alpha: {
      ...bool,
      summary: "Treats this server as down until its checks have succeeded once.",
      defaultFrom: "virtual_server.alpha",
      since: "1.3.7",
      source: "check_parser.c:rs_alpha_handler",
    },
    retry: {
      summary: "How often a check of this server is tried again before it has failed.",
      args: [uint("count", 1, UINT32_MAX)],
      defaultFrom: "virtual_server.retry",
      since: "1.3.7",
      source: "check_parser.c:rs_retry_handler",
    },
    delay_before_retry: {
      summary: "Wait before a failed check of this server is tried again.",
      args: [seconds(0, TIMER64_MAX)],
      defaultFrom: "virtual_server.delay_before_retry",
      since: "1.3.7",
      source: "check_parser.c:rs_delay_before_retry_handler",
    },
    warmup: {
      summary: "Longest random wait before the first check of this server.",
      args: [seconds(0, TIMER64_MAX)],
      defaultFrom: "virtual_server.warmup",
      since: "1.3.7",
      source: "check_parser.c:rs_warmup_handler",
    },
    connect_timeout: {
      summary: "How long the checks of this server wait for a connection.",
      args: [seconds(0.000001, TIMER32_MAX)],
      defaultFrom: "virtual_server.connect_timeout",
      since: "2.0.13",
      source: "check_parser.c:rs_co_timeout_handler",
    },
    delay_loop: {
      summary: "Time between two checks of this server.",
      args: [seconds(0.000001, TIMER64_MAX)],
      defaultFrom: "virtual_server.delay_loop",
      since: "1.3.7",
      source: "check_parser.c:rs_delay_handler",
    },
    smtp_alert: {
      ...bool,
      summary: "Mails when this server comes or goes.",
      default: true,
      defaultFrom: "global_defs.smtp_alert_checker",
      defaultThen: "global_defs.smtp_alert",
      since: "2.0.0",
      source: "check_parser.c:rs_smtp_alert_handler",
    },
    virtualhost: {
      summary: "Host name that the HTTP checks of this server ask for.",
      args: [text("host")],
      defaultFrom: "virtual_server.virtualhost",
      multiple: "last-warned",
      missingArg: "error",
      since: "1.3.6",
      source: "check_parser.c:rs_virtualhost_handler",
    },
    snmp_name: {
      summary: "Name of this server in SNMP answers.",
      args: [text("name")],
      multiple: "last-warned",
      missingArg: "error",
      extraArgs: "rejected",
      since: "2.2.3",
      condition: ["_WITH_SNMP_CHECKER_"],
      source: "check_parser.c:rs_snmp_name_handler",
    },
    HTTP_GET: httpGet,
    SSL_GET: sslGet,
    TCP_CHECK: tcpCheck,
    SMTP_CHECK: smtpCheck,
    DNS_CHECK: dnsCheck,
    MISC_CHECK: miscCheck,
    UDP_CHECK: udpCheck,
    PING_CHECK: pingCheck,
    FILE_CHECK: fileCheck,
    BFD_CHECK: bfdCheck,
  },
} as const satisfies Keyword;
