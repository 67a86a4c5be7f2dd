import { flag, group } from "./parts.js";
import type { Keyword } from "./types.js";
import { decimal, INT32_MAX, int, name, oneOf, uint, word } from "./values.js";

/** A script that instances and groups may track. */
export const vrrpScript = {
  kind: "block",
  summary: "A command that runs again and again, whose exit code instances and sync groups may track.",
  args: [name("vrrp_script")],
  multiple: "accumulate",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  note: "Must be defined before any track_script that names it. A second script of the same name is not noticed: track_script finds the first.",
  source: "vrrp_parser.c:vrrp_script_handler",
  block: {
    occurs: "many",
    occursNote: "a repeated name is not reported, the first one is found",
    emptyBody: "reported; script removed",
    requires: ["script"],
  },
  children: {
    script: {
      summary: "The command; exit code 0 means success.",
      args: [word("script", "script-command")],
      required: true,
      missingArg: "ignored-silently",
      quoted: true,
      note: "No user or group here: see user. Words after the first (or after the quoted string) are ignored.",
      source: "vrrp_parser.c:vrrp_vscript_script_handler",
    },
    interval: {
      summary: "Time between two runs.",
      args: [decimal("seconds", 0, 4294, { decimals: 3, decimalsSince: "2.3.2", unit: "s", lenient: true })],
      default: 1,
      zeroMeans: 1,
      source: "vrrp_parser.c:vrrp_vscript_interval_handler",
    },
    timeout: {
      summary: "How long a run may take before it is considered failed.",
      args: [decimal("seconds", 0, 4294, { decimals: 3, decimalsSince: "2.3.2", unit: "s", lenient: true })],
      defaultFrom: "vrrp_script.interval",
      zeroMeans: 1,
      since: "1.2.6",
      source: "vrrp_parser.c:vrrp_vscript_timeout_handler",
    },
    weight: {
      summary: "How much the result changes the priority of what tracks it; 0 makes a failure a FAULT.",
      args: [int("weight", -253, 253, { lenient: true }), oneOf("reverse", ["reverse"], { optional: true })],
      default: 0,
      outOfRange: "used",
      outOfRangeNote: "Reported, but the value is used as it is.",
      source: "vrrp_parser.c:vrrp_vscript_weight_handler",
    },
    rise: {
      summary: "Consecutive successes after which the check is considered good again.",
      args: [uint("count", 1, INT32_MAX, { lenient: true })],
      default: 1,
      outOfRange: "default",
      outOfRangeNote: "Reported, and 1 is used.",
      source: "vrrp_parser.c:vrrp_vscript_rise_handler",
    },
    fall: {
      summary: "Consecutive failures after which the check is considered failed.",
      args: [uint("count", 1, INT32_MAX, { lenient: true })],
      default: 1,
      outOfRange: "default",
      outOfRangeNote: "Reported, and 1 is used.",
      source: "vrrp_parser.c:vrrp_vscript_fall_handler",
    },
    user: {
      summary: "User and group that the command runs as.",
      args: [word("user", "user"), group],
      defaultFrom: "global_defs.script_user",
      outOfRange: "block-skipped",
      outOfRangeNote: "An unknown user or group: reported, the script is removed.",
      since: "1.3.0",
      source: "vrrp_parser.c:vrrp_vscript_user_handler",
    },
    init_fail: {
      ...flag,
      summary: "Counts the check as bad until its first results.",
      since: "1.3.2",
      note: "Undone for every script that some instance or group tracks: track_script sets the state back to waiting when it is parsed after this block.",
      source: "vrrp_parser.c:vrrp_vscript_init_fail_handler",
    },
  },
} as const satisfies Keyword;
