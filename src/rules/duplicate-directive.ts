import type { Statement } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import type { Node } from "../semantic/node.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { elementsAt } from "../semantic/walk.js";
import type { BlockNode, Setting } from "../syntax/ast.js";
import type { Problem } from "../syntax/problems.js";

/** Pairs of keywords that undo each other (vrrp_parser.c:vrrp_accept_handler, vrrp_preempt_handler). */
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["accept", "no_accept"],
  ["no_accept", "accept"],
  ["preempt", "nopreempt"],
  ["nopreempt", "preempt"],
]);

export default defineNodeRule({
  name: "duplicate-directive",
  group: "syntax",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  fix: "unsafe",
  summary: "A setting is written twice in one block, or together with its opposite.",
  why: `Only one of them takes effect, usually the last one, and silently: a line left over from copying decides the
priority. For state and the notify scripts it is the first one.`,
  how: "Keep the one that is meant.",
  ignoreWhen: "An included file overrides a setting on purpose.",
  keepalived: "Usually not reported; a second script, and BACKUP after MASTER, are reported with status 5.",
  source: "vrrp_parser.c:vrrp_prio_handler and the other handlers; measured with 2.2.7",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    priority 100
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
    for (const problem of problemsFor(node, "duplicate-directive")) yield* repeated(problem);
    yield* opposites(node);
  },
});

function* repeated({ statement, previous, place, word }: Problem): Generator<Finding> {
  if (previous === undefined || word === undefined || place === undefined) return;
  // A line that is read twice has a report of its own.
  if (isSamePlace(statement, previous)) return;
  // A flag that is set twice is set.
  if (place.kind === "option" && place.keyword.args === undefined) return;
  const isFirstKept = keepsFirst(place, previous, statement);
  yield clash(word, previous, isFirstKept ? statement : previous, isFirstKept);
}

function isSamePlace({ token: a }: Statement, { token: b }: Statement): boolean {
  const [one, other] = [a.source.locate(a.start, a.end), b.source.locate(b.start, b.end)];
  return one.path === other.path && one.start === other.start;
}

function keepsFirst(place: NonNullable<Problem["place"]>, previous: Statement, statement: Statement): boolean {
  if (place.path === "vrrp_instance/state")
    return previous.args[0]?.value === "MASTER" && statement.args[0]?.value !== "MASTER";
  return place.keyword.multiple === "first-warned";
}

function clash(
  word: NonNullable<Problem["word"]>,
  previous: Statement,
  ignored: Statement,
  isFirstKept: boolean,
): Finding {
  const first = previous.keyword?.value;
  const again = first === word.value ? "is written twice" : `is set together with ${first}`;
  const related = [{ at: previous.token, message: `first ${first} here` }];
  const edits = [removeStatement(ignored)];
  return {
    at: word,
    message: `${word.value} ${again} in this block; the ${isFirstKept ? "first" : "last"} one wins`,
    related,
    fix: { title: "Remove the ineffective line", safety: "unsafe", edits },
  };
}

/** Keywords that undo each other, and two names of one keyword. */
function* opposites(node: Node): Generator<Finding> {
  const pairs = elementsAt(node, ({ keyword, name }) => keyword.aliasOf !== undefined || OPPOSITES.has(name));
  for (const { element, parent } of pairs) {
    const { place, statement } = element;
    const word = statement.keyword;
    if (word === undefined) continue;
    const other = partner(parent, place.name, place.keyword.aliasOf);
    if (other === undefined) continue;
    const isLater = parent.contents.indexOf(element) > parent.contents.indexOf(other);
    // Each pair once: an alias reports wherever it is, of two opposites the later one.
    if (OPPOSITES.has(word.value) && !isLater) continue;
    const [first, last] = isLater ? [other.statement, statement] : [statement, other.statement];
    yield clash(last.keyword ?? word, first, first, false);
  }
}

function partner(parent: BlockNode, name: string, alias: string | undefined): Setting | undefined {
  const wanted = alias ?? OPPOSITES.get(name);
  return parent.contents.find(({ place }) => place.name === wanted) as Setting | undefined;
}
