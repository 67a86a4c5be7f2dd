import type { ExtraArguments } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { elementsAt } from "../semantic/walk.js";
import type { Setting } from "../syntax/ast.js";
import type { Problem } from "../syntax/problems.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { isTooEarly } from "../text/release.js";

export default defineNodeRule({
  name: "extra-value",
  group: "syntax",
  isUnreported: true,
  severity: "warning",
  judges: "line",
  tag: "unnecessary",
  fix: "unsafe",
  summary: "A line has more arguments than its keyword takes.",
  why: `keepalived usually ignores the rest silently although the author expects it to apply: priority 100 150 is 100,
and alpha off in a virtual_server turns alpha on. With some keywords the whole line or block is dropped.`,
  how: "Remove the extra arguments, or put a value that contains spaces in double quotes.",
  keepalived: "Usually not reported; when the line or the block is dropped, that is reported with status 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "extra-value")) yield surplus(problem, node.target);
    const { target } = node;
    if (target !== undefined) yield* notReadYet(node, target);
  },
});

/** Words of arguments that came later than their keyword; one that says what applies without it is harmless. */
function* notReadYet(node: Node, target: string): Generator<Finding> {
  const later = ({ keyword }: KeywordPlace) => keyword.args?.find(({ since }) => isTooEarly(target, since));
  for (const { element } of elementsAt(node, (place) => later(place) !== undefined)) {
    const { place, value, state, word } = element as Setting;
    const argument = later(place);
    if (argument === undefined || state === "unknown" || word === element.statement.keyword) continue;
    if (value === argument.whenOmitted) continue;
    const message = `${place.name} takes a value only since ${argument.since} (target ${target}); "${word.value}" is ignored`;
    yield { at: word, message };
  }
}

function surplus({ statement, word, place, fault }: Problem, target: string | undefined): Finding {
  const at = word ?? statement.token;
  const name = place?.name ?? "";
  if (fault === "ignored-suffix") {
    const suffix = at.source.text.slice(at.start, at.end).replace(/^[^-/]*/, "");
    // A prefix length is harmless; of a range only the first address is left.
    const severity = suffix.startsWith("/") ? "info" : "warning";
    return { at, message: `${name} takes only an address; "${suffix}" is ignored`, severity };
  }
  const words = statement.words.slice(word === undefined ? 1 : statement.words.indexOf(word));
  const end = words.at(-1)?.end ?? at.end;
  const rest = { source: at.source, start: at.start, end };
  const before = statement.words[statement.words.length - words.length - 1];
  const count = statement.words.length - words.length - 1;
  const takes =
    place?.kind === "list" && statement.block === undefined
      ? "ends before"
      : count === 0
        ? "takes no arguments, but has"
        : "does not take";
  const extraArgs = consequenceOf(place, target);
  const severity = extraArgs === "ignored" ? "warning" : "error";
  const edits = [{ at: { source: at.source, start: before?.end ?? at.start, end }, text: "" }];
  const what = place?.keyword.isSecret === true ? "this" : `"${words.map(({ value }) => value).join(" ")}"`;
  const message = `${name} ${takes} ${what}; ${OUTCOME[extraArgs]}`;
  return { at: rest, message, severity, fix: { title: "Remove the extra arguments", safety: "unsafe", edits } };
}

function consequenceOf(place: KeywordPlace | undefined, target: string | undefined): ExtraArguments {
  const { extraArgs = "ignored", extraArgsSince, entry } = place?.keyword ?? {};
  const isReported = target === undefined || !isTooEarly(target, extraArgsSince);
  return entry?.onlyLogs === true || !isReported ? "ignored" : extraArgs;
}

const OUTCOME = {
  ignored: "keepalived ignores it",
  error: "keepalived logs an error and ignores it",
  fatal: "keepalived stops",
  rejected: "keepalived ignores the whole line",
  "block-skipped": "keepalived skips the whole block",
} as const;
