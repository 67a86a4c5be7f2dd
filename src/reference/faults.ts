import type { Argument, Keyword } from "../../grammar/index.js";
import type { Point } from "./article.js";
import { sentences } from "./article.js";

/** What keepalived does when the value is missing, in plain words; absent where nothing can be missing. */
const MISSING: Readonly<Record<string, string>> = {
  fatal: "keepalived stops reading at once and exits with status 2",
  crash: "keepalived crashes",
  error: "reported, and the line is ignored",
  logged: "only logged, and the line is ignored",
  "ignored-silently": "the line is ignored without a word",
  "block-skipped": "reported, and the whole block is skipped",
};

const EXTRA: Readonly<Record<string, string>> = {
  ignored: "ignored without a word",
  error: "reported; the rest of the line counts",
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
  last: "the last one counts, without a word",
  "last-warned": "the last one counts, and keepalived reports it",
  "first-warned": "the first one counts; others are reported and ignored",
  accumulate: "each one adds to those before",
  flag: "once more changes nothing",
  largest: "the largest value counts",
};

/** What becomes of a line that is not as it should be, in keepalived's own way. */
export function faultPoints(keyword: Keyword): readonly Point[] {
  const { kind = "option", args = [], block } = keyword;
  const missing = keyword.missingArg ?? (args.length === 0 || kind !== "option" ? "none-needed" : "fatal");
  // A note that says what is reported says it all.
  const isTold = keyword.outOfRangeNote?.includes("eported") === true;
  const notAllowed = sentences(
    isTold ? undefined : OUT_OF_RANGE[keyword.outOfRange ?? "ignored"],
    keyword.outOfRangeNote,
  );
  const again = sentences(
    block?.occursNote === undefined ? repetition(keyword) : undefined,
    keyword.multipleNote,
    block?.occursNote,
  );
  return [
    ...point(args.some(({ optional }) => optional !== true) ? "value missing" : "", MISSING[missing]),
    ...point(keyword.outOfRangeNote === undefined && args.every(isFree) ? "" : "value not allowed", notAllowed),
    ...point("too many words", EXTRA[keyword.extraArgs ?? "ignored"]),
    ...point("written again", again),
    ...point(block?.emptyBody === undefined ? "" : "nothing in it", block?.emptyBody),
  ];
}

/** Any word will do. */
const isFree = ({ type, maxLength }: Argument): boolean =>
  maxLength === undefined && /^(?:string|path|def:.*|user|group|script-command|directory)$/.test(type);

function repetition({ multiple = "last", block }: Keyword): string | undefined {
  if (block?.occurs === "many") return "each block is one of its own";
  if (block?.occurs === "merged") return "several blocks add up";
  return MULTIPLE[multiple];
}

const point = (term: string, clause: string | undefined): readonly Point[] =>
  term === "" || clause === undefined || clause === "" ? [] : [{ term, text: sentences(clause), isLabel: true }];
