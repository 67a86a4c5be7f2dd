import type { Argument, Keyword } from "../../grammar/index.js";
import type { Point } from "./article.js";
import { sentences } from "./article.js";

/** What keepalived does when the value is missing; absent where nothing can be missing. */
const MISSING: Readonly<Record<string, string>> = {
  fatal: "keepalived stops reading at once and exits with status 2",
  crash: "keepalived crashes",
  error: "reported, and the line is ignored",
  logged: "only logged, and the line is ignored",
  "ignored-silently": "the line is silently ignored",
  "block-skipped": "reported, and the whole block is skipped",
};

const EXTRA: Readonly<Record<string, string>> = {
  ignored: "silently ignored",
  error: "reported; the rest of the line applies",
  fatal: "keepalived stops reading at once and exits with status 2",
  rejected: "reported, and the line is ignored",
  "block-skipped": "reported, and the whole block is skipped",
};

const OUT_OF_RANGE: Readonly<Record<string, string>> = {
  ignored: "reported, and the line is ignored",
  default: "reported, and the default is set",
  clamped: "reported, and the nearest allowed value is set",
  reset: "reported, and 0 or nothing is set",
  used: "reported, but used",
  "block-skipped": "reported, and the whole block is skipped",
};

const MULTIPLE: Readonly<Record<string, string>> = {
  last: "the last one wins, silently",
  "last-warned": "the last one wins, and keepalived reports it",
  "first-warned": "the first one wins; others are reported and ignored",
  accumulate: "each one adds to the previous ones",
  flag: "no further effect",
  largest: "the largest value wins",
};

/** What keepalived does with invalid input. */
export function faultPoints(keyword: Keyword): readonly Point[] {
  const { kind = "option", args = [], block } = keyword;
  const missing = keyword.missingArg ?? (args.length === 0 || kind !== "option" ? "none-needed" : "fatal");
  // A note that says what is reported is enough.
  const isReported = keyword.outOfRangeNote?.includes("eported") === true;
  const notAllowed = sentences(
    isReported ? undefined : OUT_OF_RANGE[keyword.outOfRange ?? "ignored"],
    keyword.outOfRangeNote,
  );
  const again = sentences(
    block?.occursNote === undefined ? repetition(keyword) : undefined,
    keyword.multipleNote,
    block?.occursNote,
  );
  return [
    ...point(args.some(({ optional }) => optional !== true) ? "Missing value" : "", MISSING[missing]),
    ...point(keyword.outOfRangeNote === undefined && args.every(isFree) ? "" : "Invalid value", notAllowed),
    ...point("Extra arguments", EXTRA[keyword.extraArgs ?? "ignored"]),
    ...point("Repeated", again),
    ...point(block?.emptyBody === undefined ? "" : "Empty block", block?.emptyBody),
  ];
}

/** Any word is valid. */
const isFree = ({ type, maxLength }: Argument): boolean =>
  maxLength === undefined && /^(?:string|path|def:.*|user|group|script-command|directory)$/.test(type);

function repetition({ multiple = "last", block }: Keyword): string | undefined {
  if (block?.occurs === "many") return "each block is separate";
  if (block?.occurs === "merged") return "several blocks are merged";
  return MULTIPLE[multiple];
}

const point = (term: string, clause: string | undefined): readonly Point[] =>
  term === "" || clause === undefined || clause === "" ? [] : [{ term, text: sentences(clause), isLabel: true }];
