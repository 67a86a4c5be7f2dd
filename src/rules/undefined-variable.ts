import { mentionAt, type Place } from "../../grammar/index.js";
import type { EvaluationProblem } from "../evaluate/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { anchorAt } from "../lint/place-anchor.js";
import type { Node } from "../semantic/node.js";

export default defineNodeRule({
  name: "undefined-variable",
  group: "syntax",
  severity: "error",
  judges: "name",
  follows: "name",
  summary: "$NAME or ${NAME} is used before it is defined, or keepalived does not replace it there.",
  why: `The text is used as it is: priority $PRIO is not a number, and the node uses 100 like its peer. The braces of
\${NAME} are even read as a block, and the enclosing block is closed.`,
  how: "Define it before its first use as $NAME=value, without a space before the sign.",
  ignoreWhen: "A tool replaces the name before keepalived reads the file.",
  keepalived: "Reports what the text is not (a number, a keyword) with a line number and exits with status 5.",
  source: "parser.c:replace_param, parser.c:check_definition",
  examples: {
    bad: `$PRIO = 150
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority $PRIO
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `$PRIO=150
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority $PRIO
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const misspelt = badDefinitions(node);
    const reported = new Set<string>();
    const inCommand = commandPlaces(node);
    for (const [name, finding] of misspelt) {
      reported.add(name);
      yield finding;
    }
    for (const problem of node.evaluated.problems) {
      const finding = notReplaced(problem, node);
      if (finding === undefined || ("name" in problem && reported.has(problem.name ?? ""))) continue;
      if (!inCommand(problem.place)) yield finding;
    }
  },
});

function notReplaced(problem: EvaluationProblem, node: Node): Finding | undefined {
  const at = anchorAt(problem.place);
  switch (problem.kind) {
    case "undefined-name": {
      const written = problem.isBraced ? `\${${problem.name}}` : `$${problem.name}`;
      return { at, message: `${written} is not defined before it is used`, ...severity(node) };
    }
    case "reference-not-replaced":
      if (isDefinition(problem.place, node)) return undefined;
      return {
        at,
        message: `$${problem.name} is not replaced: the next character continues the name`,
        help: `Use \${${problem.name}}.`,
      };
    case "multiline-not-last":
      return {
        at,
        message: `${problem.name} has several lines and is not replaced here`,
        help: "Put it at the end of its line.",
      };
    case "replacement-too-long":
      return { at, message: `${problem.name} is not replaced because the line would become too long` };
    default:
      return undefined;
  }
}

/** A line of a value that is itself a definition. */
function isDefinition({ path, start, end }: Place, { evaluated }: Node): boolean {
  const text = evaluated.files.find(({ source }) => source.path === path)?.source.text ?? "";
  return text[end] === "=" && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 80), start));
}

/** Whether a place lies in a quoted command: there a name may be meant for a shell. */
function commandPlaces({ scripts }: Node): (place: Place) => boolean {
  const spans = new Map<string, Place[]>();
  for (const { written } of scripts) {
    for (const word of written) {
      if (!word.quoted) continue;
      const place = word.source.locate(word.start, word.end);
      const known = spans.get(place.path);
      if (known === undefined) spans.set(place.path, [place]);
      else known.push(place);
    }
  }
  return ({ path, start, end }) => spans.get(path)?.some((span) => span.start <= start && end <= span.end) === true;
}

/** An include that was not read may define it. */
const severity = (node: Node): Pick<Finding, "severity"> => (node.isComplete ? {} : { severity: "warning" });

/** First characters of words whose value may start with `$`. */
const MAY_START: ReadonlySet<string> = new Set(["$", '"', "\\"]);

/** `$NAME = value` or `$MY-NAME=value`: a line of words to keepalived. All uses of the name follow from it. */
function badDefinitions({ evaluated }: Node): Map<string, Finding> {
  const found = new Map<string, Finding>();
  if (!evaluated.files.some(({ source }) => source.text.includes("$"))) return found;
  for (const { words } of evaluated.later) {
    const [word, sign] = words;
    if (word === undefined || !MAY_START.has(word.source.text.charAt(word.start))) continue;
    const mention = mentionAt(word.value, 0);
    if (mention === undefined || mention.isBraced || found.has(mention.name)) continue;
    const { name, end } = mention;
    const rest = word.value.slice(end);
    if (rest === "" && sign?.value.startsWith("=")) {
      const message = `"$${name} =" does not define anything`;
      found.set(name, { at: word, message, help: 'Remove the space before "=".' });
    } else if (/^[^\s=]+=\S*$/.test(rest)) {
      const message = `"$${name}${rest.split("=")[0]}=" does not define anything`;
      found.set(name, { at: word, message, help: "Use a name of letters, digits and underscores." });
    }
  }
  return found;
}
