import type { KeywordPart } from "./types.js";
import { word } from "./values.js";

/** A keyword without arguments; what follows it is ignored. */
export const flag = { default: false, multiple: "flag" } as const satisfies KeywordPart;

const state = word("state", "bool", { optional: true, whenOmitted: true });

/** A keyword that is on, or takes one of `booleanWords`. */
export const bool = { args: [state], missingArg: "ok" } as const satisfies KeywordPart;

/** The same, but before 2.3.0 it is on whatever word follows (global_parser.c:vrrp_strict_handler). */
export const boolSince23 = {
  args: [word("state", "bool", { optional: true, whenOmitted: true, since: "2.3.0" })],
  missingArg: "ok",
} as const satisfies KeywordPart;

/** A block of entries; several blocks add up. */
export const list = { kind: "list", multiple: "accumulate", extraArgs: "error" } as const satisfies KeywordPart;

/** The user that a script runs as. */
export const user = word("user", "user", { optional: true });

/** The group that a script runs as. */
export const scriptGroup = word("group", "group", {
  optional: true,
  note: "a leading ':' also sets the user's supplementary groups; ':' alone keeps the user's own group",
});

/** A group without the special meaning of `:`. */
export const group = word("group", "group", { optional: true });

/** A script with the user and group it runs as (notify.c:notify_script_init). */
export const script = {
  args: [
    word("script", "script-command", { note: "one word, or one double-quoted string that contains the command line" }),
    user,
    scriptGroup,
  ],
  multiple: "first-warned",
  quoted: true,
} as const satisfies KeywordPart;
