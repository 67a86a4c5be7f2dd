import { flag } from "./parts.js";
import type { Keyword, KeywordPart } from "./types.js";
import { int, name, oneOf, seconds, text, uint } from "./values.js";

const delay = { args: [seconds(0.000001, 3600)], default: 0 } as const satisfies KeywordPart;

/** A process that instances and groups may track. */
export const vrrpTrackProcess = {
  kind: "block",
  summary: "Watches whether a program runs, which instances and sync groups may track.",
  args: [name("vrrp_track_process")],
  multiple: "accumulate",
  since: "2.0.11",
  condition: ["_WITH_VRRP_", "_WITH_TRACK_PROCESS_"],
  process: "vrrp",
  note: "Must be defined before any track_process that names it.",
  source: "vrrp_parser.c:vrrp_tprocess_handler",
  block: {
    occurs: "many",
    occursNote: "a repeated name is not reported, the first one is found",
    emptyBody: "reported; entry removed",
    requires: ["process"],
  },
  children: {
    process: {
      summary: "Name of the program, with its parameters where they matter.",
      args: [text("path"), text("parameter", { optional: true, repeat: true })],
      required: true,
      multiple: "first-warned",
      since: "2.0.11",
      note: "Parameters switch on full_command and, unless param_match says otherwise, exact matching.",
      source: "vrrp_parser.c:vrrp_tprocess_process_handler",
    },
    param_match: {
      summary: "How the parameters are compared: the first ones only, or the last one by its start.",
      args: [
        oneOf("match", ["initial", "partial"], {
          optional: true,
          whenOmittedNote: "exact match (no parameters allowed if none are given)",
        }),
      ],
      defaultNote: "None.",
      missingArg: "ok",
      since: "2.0.16",
      source: "vrrp_parser.c:vrrp_tprocess_match_handler",
    },
    weight: {
      summary: "How much the state changes the priority of what tracks it; 0 makes a failure a FAULT.",
      args: [int("weight", -254, 254, { lenient: true }), oneOf("reverse", ["reverse"], { optional: true })],
      default: 0,
      multiple: "first-warned",
      missingArg: "error",
      since: "2.0.11",
      source: "vrrp_parser.c:vrrp_tprocess_weight_handler",
    },
    quorum: {
      summary: "Least number of processes that have to run.",
      args: [uint("count", 1, 65535, { lenient: true })],
      default: 1,
      outOfRangeNote: "More than quorum_max (if that comes first): reported and ignored.",
      since: "2.0.11",
      source: "vrrp_parser.c:vrrp_tprocess_quorum_handler",
    },
    quorum_max: {
      summary: "Largest number of processes that may run; 0 means that none may.",
      args: [uint("count", 0, 65535, { lenient: true })],
      defaultNote: "Unlimited.",
      outOfRangeNote:
        "Less than quorum: reported and ignored; 0 is allowed while quorum is not more than 1 and means: must not run.",
      since: "2.0.16",
      source: "vrrp_parser.c:vrrp_tprocess_quorum_max_handler",
    },
    delay: {
      ...delay,
      summary: "How long a change must last before it takes effect, in either direction.",
      since: "2.0.11",
      note: "Sets fork_delay and terminate_delay.",
      source: "vrrp_parser.c:vrrp_tprocess_delay_handler",
    },
    terminate_delay: {
      ...delay,
      summary: "How long there must be too few processes before that is a failure.",
      since: "2.0.16",
      source: "vrrp_parser.c:vrrp_tprocess_terminate_delay_handler",
    },
    fork_delay: {
      ...delay,
      summary: "How long there must be enough processes before that is a success.",
      since: "2.0.16",
      source: "vrrp_parser.c:vrrp_tprocess_fork_delay_handler",
    },
    full_command: {
      ...flag,
      summary: "Compares the whole command line instead of the program's name.",
      since: "2.0.11",
      source: "vrrp_parser.c:vrrp_tprocess_full_handler",
    },
  },
} as const satisfies Keyword;
