import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { entryLines } from "../semantic/entry-lines.js";
import type { Node } from "../semantic/node.js";
import { elementsAt } from "../semantic/walk.js";
import type { BlockNode, Typed } from "../syntax/ast.js";
import { compareReleases } from "../text/release.js";

export default defineNodeRule({
  name: "deprecated-keyword",
  group: "style",
  severity: "warning",
  tag: "deprecated",
  fix: "safe",
  summary: "A keyword has been replaced by another one.",
  why: `keepalived still accepts it but complains, so that the configuration test fails; a later release may no longer
know it, and the setting is then lost.`,
  how: "Use the keyword that the help line names.",
  ignoreWhen: "The file must also work with an older release that does not know the new keyword.",
  keepalived: "Reports most of them with a line number and exits with status 5; others are only logged.",
  source: "check_http.c:http_get_retry_handler and the other handlers",
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            nb_get_retry 3
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
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            retry 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { element, parent } of elementsAt(node, ({ keyword }) => keyword.deprecated !== undefined))
      yield* deprecated(element, parent, node.target);
    yield* deprecatedOptions(node);
    yield* deprecatedDestinations(node);
    yield* bareSyncIds(node);
  },
});

/** Whether the release knows what is to be used instead. */
const isKnown = (since: string | undefined, target: string | undefined): boolean =>
  target === undefined || since === undefined || compareReleases(target, since) >= 0;

function* deprecated({ place, statement }: Typed, parent: BlockNode, target: string | undefined): Generator<Finding> {
  const { deprecated: facts } = place.keyword;
  const word = statement.keyword;
  if (facts === undefined || word === undefined || word.value !== place.name || !isKnown(facts.since, target)) return;
  const siblings = place.parent?.children;
  const heir = facts.replacedBy === undefined ? undefined : (siblings?.get(facts.replacedBy) ?? undefined);
  if (heir !== undefined && !isKnown(heir.keyword.since, target)) return;
  const use = facts.replacedBy?.replaceAll(".", " / ") ?? facts.advice ?? "another keyword";
  const finding: Finding = {
    at: word,
    message: `${place.name} is deprecated`,
    help: `Use ${use} instead.`,
    severity: facts.report === "none" ? "info" : "warning",
  };
  // With both in one block one of them would be a repeat.
  const isFree = heir !== undefined && heir.kind === place.kind && !parent.contents.some((one) => one.place === heir);
  if (!isFree || facts.replacedBy === undefined) yield finding;
  else
    yield {
      ...finding,
      fix: { title: `Change to "${facts.replacedBy}"`, safety: "safe", edits: [{ at: word, text: facts.replacedBy }] },
    };
}

function* deprecatedOptions({ options }: Node): Generator<Finding> {
  for (const { word, name, option, place } of options) {
    const use = option.deprecatedAlias?.[word.value] ?? (option.deprecated === true ? option.replacedBy : undefined);
    if (use === undefined) continue;
    const finding: Finding = {
      at: word,
      message: `${word.value} in ${place.name} is deprecated`,
      help: `Use ${use} instead.`,
    };
    const isName = use === name;
    yield isName
      ? { ...finding, fix: { title: `Change to "${use}"`, safety: "safe", edits: [{ at: word, text: use }] } }
      : finding;
  }
}

/** Properties of routes and rules that may hold `default6`. */
const NETWORKS = ["destination", "to", "from"];

/** `inet6 default`, which keepalived proposes, loses the destination. */
function* deprecatedDestinations(node: Node): Generator<Finding> {
  for (const line of entryLines(node)) {
    for (const name of NETWORKS) {
      const value = line.value(name);
      if (value?.value !== "default6") continue;
      const at = value.word;
      const fix = { title: 'Change to "::/0"', safety: "safe", edits: [{ at, text: "::/0" }] } as const;
      // The running program logs it; a config test says nothing.
      yield { at, message: "default6 is deprecated", help: "Use ::/0 instead.", severity: "info", fix };
    }
  }
}

/** The old form of lvs_sync_daemon: interface, instance, id (global_parser.c:lvs_syncd_handler). */
function* bareSyncIds({ ast, target }: Node): Generator<Finding> {
  const setting = ast.globalDefs?.lvsSyncDaemon;
  if (setting === undefined || !isKnown("1.2.24", target)) return;
  const [, instance, id] = setting.statement.args;
  const options = setting.place.keyword.args?.[1]?.enum ?? [];
  // After an option the word is its value.
  if (instance === undefined || id === undefined || options.includes(instance.value)) return;
  if (!/^\d+$/.test(id.value) || Number(id.value) > MAX_SYNC_ID) return;
  const at = { source: id.source, start: id.start, end: id.start };
  const fix = { title: 'Insert "id"', safety: "safe", edits: [{ at, text: "id " }] } as const;
  yield {
    at: id,
    message: "lvs_sync_daemon with a bare sync id is deprecated",
    help: `Use "id ${id.value}" instead.`,
    fix,
  };
}

const MAX_SYNC_ID = 255;
