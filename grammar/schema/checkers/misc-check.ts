import { flag, group } from "../parts.js";
import type { Keyword } from "../types.js";
import { wholeSeconds, word } from "../values.js";
import { delayBeforeRetry, retry, schedule } from "./common.js";

/** Runs a script. */
export const miscCheck = {
  kind: "block",
  summary: "Runs a command; its exit code says whether the server works.",
  multiple: "accumulate",
  source: "check_misc.c:misc_check_handler",
  block: { occurs: "many", emptyBody: "without misc_path: reported; checker removed", requires: ["misc_path"] },
  children: {
    retry: { ...retry, defaultNote: "Then 0.", since: "1.3.7" },
    delay_before_retry: { ...delayBeforeRetry, since: "1.3.7" },
    ...schedule,
    misc_path: {
      summary: "The command.",
      args: [word("script", "script-command")],
      required: true,
      missingArg: "ignored-silently",
      quoted: true,
      note: "No user or group here: see user. Words after the first (or after the quoted string) are ignored.",
      source: "check_misc.c:misc_path_handler",
    },
    misc_timeout: {
      summary: "How long the command may take before it is considered failed.",
      args: [wholeSeconds(0, 4294)],
      default: 0,
      defaultNote: "0 means the virtual server's delay_loop.",
      source: "check_misc.c:misc_timeout_handler",
    },
    misc_dynamic: {
      ...flag,
      summary: "Lets exit codes from 2 on set the server's weight to the code less 2.",
      source: "check_misc.c:misc_dynamic_handler",
    },
    user: {
      summary: "User and group that the command runs as.",
      args: [word("user", "user"), group],
      defaultFrom: "global_defs.script_user",
      missingArg: "error",
      outOfRange: "block-skipped",
      outOfRangeNote: "Unknown user or group: reported, the checker is removed.",
      since: "1.3.0",
      source: "check_misc.c:misc_user_handler",
    },
  },
} as const satisfies Keyword;
