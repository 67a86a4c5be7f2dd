import type { Argument } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { elementsAt, type Visited } from "../semantic/walk.js";
import type { Setting } from "../syntax/ast.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { compareReleases, isTooEarly } from "../text/release.js";

export default defineNodeRule({
  name: "keyword-not-in-target-version",
  group: "schema",
  severity: "error",
  summary: "The target release does not know a keyword, an option or a value.",
  why: `The older node reports it as unknown and runs without it while the others run with it: a cluster of mixed
releases fails on one node only.`,
  how: "Remove it, or raise the target once all nodes have the newer release.",
  ignoreWhen: "The distribution has backported the keyword to its older release.",
  keepalived: "The release in question reports an unknown keyword with a line number and exits with status 5.",
  source: "the keyword tables of all releases since 1.2.1",
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    nat_mask 255.255.255.0
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const visited of elementsAt(node, (place) => mayBeUnknown(place, node.target)))
      yield* keyword(visited, node.target);
    if (node.target === undefined) return;
    yield* lists(node, node.target);
    yield* options(node, node.target);
  },
});

/** Whether not all releases know the keyword and its words. */
function mayBeUnknown(
  { keyword: { removed, since, enumSince, args = [] } }: KeywordPlace,
  target: string | undefined,
): boolean {
  if (removed !== undefined || target === undefined) return removed !== undefined;
  return (
    isTooEarly(target, since) ||
    enumSince !== undefined ||
    args.some((argument) => (argument.enumSince ?? argument.decimalsSince) !== undefined)
  );
}

function* keyword({ element, parent }: Visited, target: string | undefined): Generator<Finding> {
  const { place, statement } = element;
  const word = statement.keyword;
  if (word === undefined || place.kind === "list") return;
  const gone = place.keyword.removed;
  // All releases that are still in use are younger.
  if (gone !== undefined && (target === undefined || compareReleases(target, gone) >= 0)) {
    yield { at: word, message: `${place.name} was removed in ${gone}` };
  }
  if (target === undefined) return;
  if (isTooEarly(target, place.keyword.since)) {
    // The contents of an unknown block go with it.
    if (!isTooEarly(target, parent.place?.keyword.since)) yield tooNew(word, place.name, place.keyword.since, target);
  } else yield* value(element as Setting, place, target);
}

/** Words of an enum that came later than their keyword. */
function* value(setting: Setting, place: KeywordPlace, target: string): Generator<Finding> {
  const { enumSince, args = [] } = place.keyword;
  const since = { ...enumSince, ...Object.assign({}, ...args.map((argument) => argument.enumSince ?? {})) };
  const [{ decimalsSince } = {} as Argument] = args;
  const [number] = setting.statement.args;
  if (number !== undefined && /^\d*\.\d*$/.test(number.value) && isTooEarly(target, decimalsSince))
    yield tooNew(number, `${place.name} with a fraction`, decimalsSince, target);
  for (const word of setting.statement.args) {
    const first = Object.hasOwn(since, word.value) ? since[word.value] : undefined;
    if (isTooEarly(target, first)) yield tooNew(word, `${place.name} ${word.value}`, first, target);
  }
}

function* lists(node: Node, target: string): Generator<Finding> {
  const seen = new Set<KeywordPlace>();
  for (const { element, parent } of elementsAt(node, ({ kind }) => kind === "list")) {
    const { place } = element;
    if (seen.has(place)) continue;
    seen.add(place);
    if (!isTooEarly(target, place.keyword.since) || isTooEarly(target, parent.place?.keyword.since)) continue;
    for (const { statement } of node.all(place.path)) {
      if (statement.keyword !== undefined) yield tooNew(statement.keyword, place.name, place.keyword.since, target);
    }
  }
}

function* options({ options: used }: Node, target: string): Generator<Finding> {
  for (const { word, option, place } of used) {
    if (isTooEarly(target, place.keyword.since)) continue;
    const since = option.aliasesSince?.[word.value] ?? option.since;
    if (isTooEarly(target, since)) yield tooNew(word, `${word.value} in ${place.name}`, since, target);
  }
}

const tooNew = (at: Finding["at"], name: string, since: string | undefined, target: string): Finding => ({
  at,
  message: `${name} requires ${since?.startsWith("after ") === true ? `a release ${since}` : `${since} or later`}; the target is ${target}`,
});
