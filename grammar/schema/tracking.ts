import {
  trackBfdEntry,
  trackFileEntry,
  trackInterfaceEntry,
  trackProcessEntry,
  trackScriptEntry,
} from "./entries/tracking.js";
import { list } from "./parts.js";
import type { Keyword } from "./types.js";

/** Interfaces whose state counts. */
export const trackedInterfaces = {
  ...list,
  summary: "Interfaces that have to be up; without weight a failure means FAULT, otherwise it changes the priority.",
  block: { occurs: "merged", separator: "line" },
  entry: trackInterfaceEntry,
} as const satisfies Keyword;

/** Scripts whose result counts. */
export const trackedScripts = {
  ...list,
  summary: "Scripts that have to succeed; with weight 0 a failure means FAULT, otherwise it changes the priority.",
  block: { occurs: "merged", separator: "line" },
  entry: trackScriptEntry,
} as const satisfies Keyword;

/** Files whose content counts. */
export const trackedFiles = {
  ...list,
  summary: "Files whose number, times a weight, changes the priority; a result below -253 means FAULT.",
  since: "2.0.0",
  block: { occurs: "merged", separator: "line" },
  entry: trackFileEntry,
} as const satisfies Keyword;

/** Processes that have to run. */
export const trackedProcesses = {
  ...list,
  summary: "Processes that have to run; with weight 0 a failure means FAULT, otherwise it changes the priority.",
  since: "2.0.11",
  condition: ["_WITH_TRACK_PROCESS_"],
  block: { occurs: "merged", separator: "line" },
  entry: trackProcessEntry,
} as const satisfies Keyword;

/** BFD sessions that have to be up. */
export const trackedBfdInstances = {
  ...list,
  summary: "BFD sessions that have to be up; with weight 0 a failure means FAULT, otherwise it changes the priority.",
  since: "2.0.0",
  condition: ["_WITH_BFD_"],
  block: { occurs: "merged", separator: "line" },
  entry: trackBfdEntry,
} as const satisfies Keyword;
