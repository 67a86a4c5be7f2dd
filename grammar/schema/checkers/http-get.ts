import { bool, flag } from "../parts.js";
import type { Keyword, KeywordPart } from "../types.js";
import { oneOf, text, UINT32_MAX, UINT64_MAX, uint, word } from "../values.js";
import { connection, delayBeforeRetry, retry, schedule } from "./common.js";

const enableSni = {
  ...bool,
  summary: "Sends the host name in the TLS handshake.",
  default: false,
  since: "1.4.3",
  condition: ["_HAVE_SSL_SET_TLSEXT_HOST_NAME_"],
  source: "check_http.c:enable_sni_handler",
} as const satisfies Keyword;

const sniName = {
  summary: "Host name to send in the TLS handshake, where it is not the virtual host.",
  args: [text("name", { optional: true })],
  multiple: "last-warned",
  missingArg: "ok",
  since: "after 2.4.3",
  condition: ["_HAVE_SSL_SET_TLSEXT_HOST_NAME_"],
  source: "check_http.c:sni_name_handler",
} as const satisfies Keyword;

const url = {
  kind: "block",
  summary: "A page to ask for and what its answer has to be.",
  required: true,
  multiple: "accumulate",
  source: "check_http.c:url_handler",
  block: { occurs: "many", emptyBody: "without path: reported; url removed", requires: ["path"] },
} as const satisfies Keyword;

const urlVirtualhost = {
  summary: "Host name to ask for.",
  args: [text("host")],
  multiple: "last-warned",
  missingArg: "error",
  since: "1.3.6",
  source: "check_http.c:url_virtualhost_handler",
} as const satisfies Keyword;

const getter = {
  kind: "block",
  multiple: "accumulate",
  source: "check_http.c:http_get_handler",
  block: { occurs: "many", emptyBody: "without url: reported; checker removed", requires: ["url"] },
} as const satisfies KeywordPart;

const request = {
  retry: { ...retry, since: "1.3.7" },
  delay_before_retry: { ...delayBeforeRetry, defaultNote: "Then 3 seconds." },
  nb_get_retry: {
    summary: "Older word for retry.",
    args: [uint("count", 0, UINT32_MAX, { lenient: true })],
    deprecated: { since: "1.3.7", replacedBy: "retry", report: "config-error" },
    documented: false,
    source: "check_http.c:http_get_retry_handler",
  },
  virtualhost: {
    summary: "Host name to ask for, unless the url says another.",
    args: [text("host")],
    defaultFrom: "virtual_server.real_server.virtualhost",
    multiple: "last-warned",
    missingArg: "error",
    since: "1.3.6",
    source: "check_http.c:virtualhost_handler",
  },
  http_protocol: {
    summary: "Version of HTTP in the request; 1.0C adds a header that closes the connection.",
    args: [oneOf("version", ["1.0", "1.0C", "1.0c", "1.1"])],
    default: "1.0",
    missingArg: "error",
    since: "2.0.17",
    source: "check_http.c:http_protocol_handler",
  },
  fast_recovery: {
    ...bool,
    summary: "Asks for all pages without a wait between them when the server is started or comes back.",
    default: false,
    since: "2.0.17",
    source: "check_http.c:fast_recovery_handler",
  },
} as const satisfies Readonly<Record<string, Keyword>>;

const page = {
  path: {
    summary: "Path of the page.",
    args: [text("path")],
    required: true,
    multiple: "last-warned",
    source: "check_http.c:path_handler",
  },
  digest: {
    summary: "MD5 digest that the page has to have.",
    args: [word("digest", "hex", { length: 32, note: "an MD5 digest: 32 hexadecimal digits" })],
    multiple: "first-warned",
    source: "check_http.c:digest_handler",
  },
  status_code: {
    summary: "Status codes, and ranges of them, that mean success.",
    args: [word("code", "uint-or-range", { min: 100, max: 599, repeat: true })],
    default: "200-299",
    multiple: "accumulate",
    missingArg: "ignored-silently",
    outOfRangeNote: "A bad code or range is reported and skipped.",
    source: "check_http.c:status_code_handler",
  },
  regex: {
    summary: "Pattern that the answer has to match.",
    args: [
      word("pattern", "regex", { note: "quotes and backslash escapes are processed; exactly one word after that" }),
    ],
    multiple: "last-warned",
    missingArg: "error",
    extraArgs: "rejected",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_"],
    note: "An invalid pattern is only logged; the url then has no usable regex.",
    source: "check_http.c:regex_handler",
  },
  regex_no_match: {
    ...flag,
    summary: "Fails when the pattern matches, instead of when it does not.",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_"],
    note: "Without regex: logged and dropped.",
    source: "check_http.c:regex_no_match_handler",
  },
  regex_options: {
    summary: "Options of the pattern, by their names in PCRE2.",
    args: [
      oneOf(
        "option",
        [
          "allow_empty_class",
          "alt_bsux",
          "auto_callout",
          "caseless",
          "dollar_endonly",
          "dotall",
          "dupnames",
          "extended",
          "firstline",
          "match_unset_backref",
          "multiline",
          "never_ucp",
          "never_utf",
          "no_auto_capture",
          "no_auto_possess",
          "no_dotstar_anchor",
          "no_start_optimize",
          "ucp",
          "ungreedy",
          "utf",
          "never_backslash_c",
          "alt_circumflex",
          "alt_verbnames",
          "use_offset_limit",
        ],
        { repeat: true },
      ),
    ],
    defaultNote: "None.",
    multiple: "accumulate",
    missingArg: "ignored-silently",
    outOfRangeNote: "An unknown option is silently ignored.",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_"],
    source: "check_http.c:regex_options_handler",
  },
  regex_min_offset: {
    summary: "Where in the answer the search for the pattern starts.",
    args: [uint("offset", 0, UINT64_MAX)],
    default: 0,
    missingArg: "logged",
    extraArgs: "rejected",
    outOfRange: "reset",
    outOfRangeNote: "Not a number: logged, 0 is used.",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_"],
    source: "check_http.c:regex_min_offset_handler",
  },
  regex_max_offset: {
    summary: "How far into the answer a match may start.",
    args: [uint("offset", 0, UINT64_MAX)],
    defaultNote: "None.",
    missingArg: "logged",
    extraArgs: "rejected",
    outOfRange: "reset",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_"],
    note: "Has to be at least regex_min_offset; otherwise logged and both are dropped.",
    source: "check_http.c:regex_max_offset_handler",
  },
  regex_stack: {
    summary: "First and largest size of the stack for the pattern.",
    args: [uint("start", 0, UINT64_MAX, { unit: "bytes" }), uint("max", 0, UINT64_MAX, { unit: "bytes" })],
    missingArg: "logged",
    extraArgs: "rejected",
    since: "2.0.7",
    condition: ["_WITH_REGEX_CHECK_", "!PCRE2_DONT_USE_JIT"],
    note: "start must not exceed max.",
    source: "check_http.c:regex_stack_handler",
  },
} as const satisfies Readonly<Record<string, Keyword>>;

/** Asks for pages over HTTP. */
export const httpGet = {
  ...getter,
  summary: "Asks the server for pages over HTTP.",
  children: {
    ...connection,
    ...request,
    ...schedule,
    enable_sni: { ...enableSni, note: "Of use in SSL_GET only, but accepted in HTTP_GET." },
    sni_name: { ...sniName, note: "Also switches on enable_sni. Of use in SSL_GET only, but accepted in HTTP_GET." },
    url: {
      ...url,
      children: {
        ...page,
        virtualhost: { ...urlVirtualhost, defaultFrom: "virtual_server.real_server.HTTP_GET.virtualhost" },
      },
    },
  },
} as const satisfies Keyword;

/** Asks for pages over TLS. */
export const sslGet = {
  ...getter,
  summary: "Asks the server for pages over HTTPS.",
  children: {
    ...connection,
    ...request,
    ...schedule,
    enable_sni: enableSni,
    sni_name: { ...sniName, note: "Also switches on enable_sni." },
    tls_compliant: {
      ...bool,
      summary: "Ends TLS connections with the message that the protocol asks for.",
      default: false,
      since: "2.2.8",
      source: "check_http.c:tls_compliant_handler",
    },
    url: {
      ...url,
      children: {
        ...page,
        virtualhost: { ...urlVirtualhost, defaultFrom: "virtual_server.real_server.SSL_GET.virtualhost" },
        tls_compliant: {
          ...bool,
          summary: "Ends the TLS connection of this page with the message that the protocol asks for.",
          default: false,
          since: "2.2.8",
          source: "check_http.c:url_tls_compliant_handler",
        },
      },
    },
  },
} as const satisfies Keyword;
