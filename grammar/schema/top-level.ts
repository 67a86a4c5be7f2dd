import { flag } from "./parts.js";
import type { Keyword } from "./types.js";
import { text, UINT32_MAX, uint } from "./values.js";

/** Keywords at top level that are no blocks (global_parser.c:init_global_keywords). */
export const topLevel = {
  linkbeat_use_polling: {
    ...flag,
    summary: "Polls the link of all VRRP interfaces instead of waiting for a kernel notification.",
    condition: ["_WITH_LINKBEAT_"],
    process: "main",
    note: "Polls link state with MII, ETHTOOL or ioctl on every interface that VRRP uses.",
    source: "global_parser.c:use_polling_handler",
  },
  net_namespace: {
    summary: "Network namespace that keepalived runs in.",
    args: [text("name")],
    multiple: "first-warned",
    missingArg: "error",
    since: "1.2.24",
    reload: "cannot change at a reload",
    process: "main",
    note: "Also switches on use_pid_dir.",
    source: "global_parser.c:net_namespace_handler",
  },
  net_namespace_ipvs: {
    summary: "Network namespace whose IPVS table keepalived fills.",
    args: [text("name", { optional: true, whenOmittedNote: "the default namespace" })],
    multiple: "first-warned",
    missingArg: "ok",
    since: "2.1.0",
    reload: "cannot change at a reload",
    process: "main",
    source: "global_parser.c:net_namespace_ipvs_handler",
  },
  namespace_with_ipsets: {
    ...flag,
    summary: "Uses ipsets in a namespace even on kernels that keep one set for all namespaces.",
    since: "1.3.0",
    process: "main",
    source: "global_parser.c:namespace_ipsets_handler",
  },
  use_pid_dir: {
    ...flag,
    summary: "Puts the PID files into a folder of keepalived's own.",
    since: "1.2.24",
    process: "main",
    note: "Implied by net_namespace and by instance.",
    source: "global_parser.c:use_pid_dir_handler",
  },
  instance: {
    summary: "Names this keepalived, so that several may run on one machine.",
    args: [text("name")],
    multiple: "first-warned",
    missingArg: "error",
    since: "1.2.24",
    reload: "ignored at a reload; a changed name makes the reload fail",
    process: "main",
    note: "Also switches on use_pid_dir.",
    source: "global_parser.c:instance_handler",
  },
  child_wait_time: {
    summary: "How long the parent waits for its child processes to end.",
    args: [uint("seconds", 0, UINT32_MAX, { unit: "s" })],
    default: 5,
    since: "2.0.0",
    process: "main",
    source: "global_parser.c:child_wait_handler",
  },
} as const satisfies Readonly<Record<string, Keyword>>;
