import type { Keyword, KeywordPart } from "./types.js";
import { INT32_MAX, INT32_MIN, int, name, oneOf, path } from "./values.js";

const file = {
  summary: "File whose number is watched.",
  args: [path("path")],
  required: true,
  multiple: "first-warned",
  missingArg: "error",
  note: "The directory has to exist, on a writable file system that inotify can watch; else the entry is reported and removed.",
  source: "track_file.c:track_file_file_handler",
} as const satisfies Keyword;

const weight = {
  summary: "Factor by which the file's number changes the priority of what tracks it.",
  args: [int("weight", -254, 254, { lenient: true }), oneOf("reverse", ["reverse"], { optional: true })],
  default: 1,
  multiple: "first-warned",
  multipleNote: "Only if the first one was not 1.",
  missingArg: "error",
  outOfRange: "default",
  outOfRangeNote:
    "Reported, and 1 is used. The man page gives -2147483647..2147483647, the parser allows -254..254 only.",
  source: "track_file.c:track_file_weight_handler",
} as const satisfies Keyword;

const initFile = {
  summary: "Creates the file with a value when keepalived starts.",
  args: [
    int("value", INT32_MIN, INT32_MAX, { optional: true, digitFirst: true, default: 0 }),
    oneOf("overwrite", ["overwrite"], { optional: true }),
  ],
  anyOrder: true,
  missingArg: "ok",
  extraArgs: "error",
  outOfRangeNote: "No number: reported, 0 is used. Outside -254..254: reported but used.",
  source: "track_file.c:track_file_init_handler",
} as const satisfies Keyword;

const definition = {
  kind: "block",
  args: [name("track_file")],
  multiple: "accumulate",
  process: "vrrp and checker",
  note: "Must be defined before it is used. A repeated name is not reported; the first one is found.",
  block: { occurs: "many", emptyBody: "reported; entry removed", requires: ["file"] },
} as const satisfies KeywordPart;

/** A file that instances, groups and checkers may track. */
export const trackFile = {
  ...definition,
  summary: "Watches a file that holds a number, which instances, sync groups and checks may track.",
  since: "2.1.0",
  source: "track_file.c:track_file_handler",
  children: {
    file: { ...file, since: "2.1.0" },
    weight: { ...weight, since: "2.1.0" },
    init_file: { ...initFile, since: "2.1.0" },
  },
} as const satisfies Keyword;

/** The older name of track_file. */
export const vrrpTrackFile = {
  ...definition,
  summary: "Older name of track_file.",
  since: "2.0.0",
  deprecated: { since: "2.1.0", replacedBy: "track_file", report: "log" },
  condition: ["_WITH_VRRP_"],
  source: "track_file.c:vrrp_track_file_handler",
  children: {
    file: { ...file, since: "2.0.0" },
    weight: { ...weight, since: "2.0.0" },
    init_file: { ...initFile, since: "2.0.0" },
  },
} as const satisfies Keyword;
