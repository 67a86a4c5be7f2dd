import { lvsMethod } from "./lvs.js";
import { bool, flag, script } from "./parts.js";
import { realServer } from "./real-server.js";
import type { Keyword, KeywordPart } from "./types.js";
import {
  INT32_MAX,
  ip,
  oneOf,
  port,
  reference,
  seconds,
  TIMER32_MAX,
  TIMER64_MAX,
  text,
  UINT32_MAX,
  uint,
  word,
} from "./values.js";

const scheduler = {
  summary: "How the kernel picks the real server of a new connection.",
  args: [
    oneOf("scheduler", ["rr", "wrr", "lc", "wlc", "lblc", "sh", "mh", "dh", "fo", "ovf", "lblcr", "sed", "nq", "twos"]),
  ],
  default: "wlc",
  enumSince: { twos: "2.2.5" },
  source: "check_parser.c:lbalgo_handler",
} as const satisfies Keyword;

const method = {
  summary: "How packets reach the real servers: rewritten, forwarded to their MAC address, or in a tunnel.",
  args: lvsMethod,
  default: "NAT",
  extraArgs: "error",
  source: "check_parser.c:vs_forwarding_handler",
} as const satisfies Keyword;

const scheduleFlag = {
  ...flag,
  summary: "Sets one of three flags whose meaning depends on the scheduler.",
  since: "1.3.0",
  condition: ["IP_VS_SVC_F_SCHED1"],
  source: "check_parser.c:lbflags_handler",
} as const satisfies Keyword;

const sourceHash = {
  ...flag,
  since: "1.3.0",
  condition: ["IP_VS_SVC_F_SCHED1"],
  note: "Must come after lvs_sched sh. After lvs_sched mh it is silently ignored; with no or another scheduler so far it is reported and ignored.",
  source: "check_parser.c:lbflags_handler",
} as const satisfies KeywordPart;

const maglevHash = {
  ...flag,
  since: "2.0.20",
  condition: ["IP_VS_SVC_F_SCHED1"],
  note: "Must come after lvs_sched mh. After lvs_sched sh it is silently ignored; with no or another scheduler so far it is reported and ignored.",
  source: "check_parser.c:lbflags_handler",
} as const satisfies KeywordPart;

/** An address whose traffic IPVS distributes over real servers. */
export const virtualServer = {
  kind: "block",
  summary: "An address, group or firewall mark whose traffic the kernel's IPVS distributes over real servers.",
  args: [
    word("target", "virtual-server-target", {
      forms: [
        {
          form: "address",
          args: [
            ip("address"),
            port(0, { optional: true, note: "0 means none; without port the service has to be persistent" }),
          ],
        },
        { form: "fwmark", args: [oneOf("fwmark", ["fwmark"]), uint("mark", 0, UINT32_MAX, { lenient: true })] },
        { form: "group", args: [oneOf("group", ["group"]), reference("virtual_server_group")] },
      ],
    }),
  ],
  multiple: "accumulate",
  outOfRange: "block-skipped",
  condition: ["_WITH_LVS_"],
  process: "checker",
  note: "'virtual_server group' and 'virtual_server fwmark' without a second word crash the parser (tried out). ADDRESS:PORT is not understood: the ':' makes it an IPv6 address.",
  source: "check_parser.c:vs_handler",
  block: { occurs: "many", emptyBody: "reported; virtual server removed", requires: ["real_server"] },
  children: {
    ip_family: {
      summary: "Family of a firewall-mark service whose real servers are all reached through tunnels.",
      args: [oneOf("family", ["inet", "inet6"])],
      since: "1.2.20",
      note: "For fwmark services whose real servers are all tunnelled. Reported and ignored when it contradicts the family known so far.",
      source: "check_parser.c:ip_family_handler",
    },
    retry: {
      summary: "How often a check is tried again before it has failed, for all real servers.",
      args: [uint("count", 1, UINT32_MAX)],
      defaultNote: "1; DNS_CHECK 3; MISC_CHECK 0.",
      since: "1.3.7",
      source: "check_parser.c:vs_retry_handler",
    },
    delay_before_retry: {
      summary: "Wait before a failed check is tried again, for all real servers.",
      args: [seconds(0, TIMER64_MAX)],
      defaultNote: "1 second; HTTP_GET and SSL_GET 3; DNS_CHECK: delay_loop.",
      since: "1.3.7",
      source: "check_parser.c:vs_delay_before_retry_handler",
    },
    warmup: {
      summary: "Longest random wait before the first check, so that checks do not all start at once.",
      args: [seconds(0, TIMER64_MAX)],
      defaultNote: "delay_loop.",
      since: "1.3.7",
      source: "check_parser.c:vs_warmup_handler",
    },
    connect_timeout: {
      summary: "How long checks wait for a connection, for all real servers.",
      args: [seconds(0.000001, TIMER32_MAX)],
      default: 5,
      since: "2.0.13",
      source: "check_parser.c:vs_co_timeout_handler",
    },
    delay_loop: {
      summary: "Time between two checks, for all real servers.",
      args: [seconds(0.000001, TIMER64_MAX)],
      default: 60,
      source: "check_parser.c:vs_delay_handler",
    },
    inhibit_on_failure: {
      ...flag,
      summary: "Leaves real servers that fail in the table with weight 0, so that their connections may end.",
      since: "1.3.7",
      note: "Takes no argument here (a boolean in real_server): 'inhibit_on_failure off' switches it ON.",
      source: "check_parser.c:vs_inhibit_handler",
    },
    lvs_sched: { ...scheduler, defaultNote: "Reported when missing." },
    lb_algo: {
      ...scheduler,
      aliasOf: "lvs_sched",
      documented: false,
      note: "Older name of lvs_sched; not in the man page.",
    },
    hashed: {
      ...flag,
      summary: "Was to hash the service's entries, which the kernel always does.",
      since: "1.3.0",
      documented: false,
      note: "Never has an effect: reported unless the scheduler is sh or mh by then, in which case it is silently ignored. IPVS services are always hashed.",
      source: "check_parser.c:lbflags_handler",
    },
    ops: {
      ...flag,
      summary: "Picks a real server for each single packet instead of each connection.",
      since: "1.2.8",
      note: "UDP only, or a firewall mark; otherwise reported and switched off.",
      source: "check_parser.c:lbflags_handler",
    },
    "flag-1": scheduleFlag,
    "flag-2": scheduleFlag,
    "flag-3": scheduleFlag,
    "sh-port": { ...sourceHash, summary: "Takes the source port into the hash that picks the real server." },
    "sh-fallback": {
      ...sourceHash,
      summary: "Goes to another server when the one that the hash picks is not available.",
    },
    "mh-port": { ...maglevHash, summary: "Takes the source port into the hash that picks the real server." },
    "mh-fallback": {
      ...maglevHash,
      summary: "Goes to another server when the one that the hash picks is not available.",
    },
    lvs_method: {
      ...method,
      defaultNote: "Reported when neither the virtual server nor the real server sets it.",
      outOfRangeNote: "A bad option is reported; the method itself is set all the same.",
      note: "Options are accepted after any method. type gue needs port, other types must not have it; ipip takes no csum or remcsum; gre takes no remcsum. csum options need _HAVE_IPVS_TUN_CSUM_, gre needs _HAVE_IPVS_TUN_GRE_.",
    },
    lb_kind: {
      ...method,
      aliasOf: "lvs_method",
      documented: false,
      note: "Older name of lvs_method; not in the man page. Options are accepted after any method. type gue needs port, other types must not have it; ipip takes no csum or remcsum; gre takes no remcsum. csum options need _HAVE_IPVS_TUN_CSUM_, gre needs _HAVE_IPVS_TUN_GRE_.",
    },
    persistence_engine: {
      summary: "Kernel module that decides which connections belong together; sip is the only one.",
      args: [text("name", { maxLength: 16, known: ["sip"] })],
      outOfRange: "clamped",
      outOfRangeNote: "Too long: reported and cut to 16 characters.",
      since: "1.2.20",
      source: "check_parser.c:pengine_handler",
    },
    persistence_timeout: {
      summary: "How long a client keeps coming to the same real server.",
      args: [uint("seconds", 1, 2678400, { unit: "s", optional: true, whenOmitted: 360 })],
      default: 0,
      defaultNote: "Not persistent, unless persistence_granularity is given or the port is missing: then 360.",
      missingArg: "ok",
      source: "check_parser.c:pto_handler",
    },
    persistence_granularity: {
      summary: "Size of the networks whose clients are treated as one for persistence.",
      args: [
        word("mask", "netmask-or-prefix", {
          note: "IPv4: a netmask such as 255.255.255.0, or any form of IPv4 number; IPv6: 1..128",
        }),
      ],
      defaultNote: "Single hosts.",
      note: "Makes the service persistent (360 seconds) if it is not yet. With the family still unknown, a '.' in the value makes it IPv4.",
      source: "check_parser.c:pgr_handler",
    },
    protocol: {
      summary: "Transport protocol of the service.",
      args: [oneOf("protocol", ["TCP", "UDP", "SCTP"], { caseSensitive: false })],
      defaultNote: "UDP for address services, with a report; not used for fwmark services.",
      enumSince: { SCTP: "1.2.20" },
      source: "check_parser.c:proto_handler",
    },
    ha_suspend: {
      ...flag,
      summary: "Runs the checks only while this machine has the service's address.",
      note: "Not with firewall marks: reported and switched off.",
      source: "check_parser.c:hasuspend_handler",
    },
    smtp_alert: {
      ...bool,
      summary: "Mails when the service gains or loses its quorum.",
      default: false,
      defaultFrom: "global_defs.smtp_alert_checker",
      defaultThen: "global_defs.smtp_alert",
      since: "2.0.0",
      source: "check_parser.c:vs_smtp_alert_handler",
    },
    virtualhost: {
      summary: "Host name that HTTP checks ask for, unless the real server or the check says another.",
      args: [text("host")],
      multiple: "last-warned",
      missingArg: "error",
      source: "check_parser.c:vs_virtualhost_handler",
    },
    snmp_name: {
      summary: "Name of the service in SNMP answers.",
      args: [text("name")],
      multiple: "last-warned",
      missingArg: "error",
      extraArgs: "rejected",
      since: "2.2.3",
      condition: ["_WITH_SNMP_CHECKER_"],
      source: "check_parser.c:vs_snmp_name_handler",
    },
    alpha: {
      ...flag,
      summary: "Treats all real servers as down until their checks have succeeded once.",
      note: "Takes no argument here (a boolean in real_server and in checkers): 'alpha off' switches it ON.",
      source: "check_parser.c:vs_alpha_handler",
    },
    omega: {
      ...flag,
      summary: "Runs the notify and quorum scripts for what goes down also when keepalived stops.",
      source: "check_parser.c:omega_handler",
    },
    quorum_up: {
      ...script,
      summary: "Command that runs when the service gains its quorum.",
      source: "check_parser.c:quorum_up_handler",
    },
    quorum_down: {
      ...script,
      summary: "Command that runs when the service loses its quorum.",
      source: "check_parser.c:quorum_down_handler",
    },
    quorum: {
      summary: "Minimum total weight of the working real servers with which the service is considered up.",
      args: [uint("weight", 1, UINT32_MAX, { lenient: true })],
      default: 1,
      outOfRange: "default",
      outOfRangeNote: "Reported, and 1 is used.",
      note: "More than the sum of the real servers' weights: reported and lowered to the sum.",
      source: "check_parser.c:quorum_handler",
    },
    hysteresis: {
      summary: "How far the weights have to pass the quorum, either way, before its state changes.",
      args: [uint("weight", 0, UINT32_MAX, { lenient: true })],
      default: 0,
      note: "Not less than quorum: reported and set to quorum - 1.",
      source: "check_parser.c:hysteresis_handler",
    },
    weight: {
      summary: "Weight of real servers that give none.",
      args: [uint("weight", 1, INT32_MAX, { lenient: true })],
      default: 1,
      since: "1.3.7",
      note: "Default weight of the real servers. Not in the man page for virtual_server.",
      source: "check_parser.c:vs_weight_handler",
    },
    sorry_server: {
      summary: "Server that takes the traffic while the quorum is not reached.",
      args: [ip("address"), port(0, { optional: true })],
      source: "check_parser.c:ssvr_handler",
    },
    sorry_server_inhibit: {
      ...flag,
      summary: "Applies inhibit_on_failure to the sorry server.",
      since: "1.2.13",
      note: "Must come after sorry_server; otherwise reported and ignored.",
      source: "check_parser.c:ssvri_handler",
    },
    sorry_server_lvs_method: {
      summary: "How packets reach the sorry server.",
      args: lvsMethod,
      defaultFrom: "virtual_server.lvs_method",
      extraArgs: "error",
      since: "1.3.6",
      note: "Must come after sorry_server; otherwise reported and ignored. Options are accepted after any method. type gue needs port, other types must not have it; ipip takes no csum or remcsum; gre takes no remcsum. csum options need _HAVE_IPVS_TUN_CSUM_, gre needs _HAVE_IPVS_TUN_GRE_.",
      source: "check_parser.c:ss_forwarding_handler",
    },
    real_server: realServer,
    nat_mask: {
      summary: "Was the network mask for NAT; current releases do not know it.",
      args: [word("mask", "netmask")],
      removed: "1.2.20",
      documented: false,
    },
  },
} as const satisfies Keyword;
