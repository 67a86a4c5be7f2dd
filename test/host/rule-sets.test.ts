import { describe, expect, it } from "vitest";
import { hostNeeds } from "../../src/host/needs.js";
import { judgeAdverts, readRuleset } from "../../src/host/ruleset/judge.js";
import { findClusters } from "../support/clusters.js";
import { listed, missingForRules } from "../support/real-firewall.js";
import { requireProgram } from "../support/requirement.js";
import { type AdvertKind, nodeText, RULE_SETS } from "../support/rule-sets.js";

/** What the second node's host needs. */
function needsOf(kind: AdvertKind) {
  const [cluster] = findClusters({ "a.conf": nodeText(kind, 1), "b.conf": nodeText(kind, 2) });
  const needs = cluster && hostNeeds(cluster)[1];
  if (needs === undefined) throw new Error(`no cluster of ${kind}`);
  return needs;
}

const fatesOf = (text: string, kind: AdvertKind, direction = "in") =>
  judgeAdverts(readRuleset(text), needsOf(kind))
    .filter(({ flow }) => flow.direction === direction)
    .map(({ fate }) => fate.kind);

describe("what rules do to adverts, without the programs that load them", () => {
  it.for(RULE_SETS.filter(({ program }) => program === "iptables"))("$name", ({ text, kind, fate }) => {
    expect(fatesOf(text, kind)).toEqual([fate]);
  });
});

describe("what rules do to adverts, as the programs list them", () => {
  it.for(RULE_SETS)("$name", (rules, context) => {
    requireProgram(context, missingForRules() === undefined, missingForRules() ?? "");
    expect(fatesOf(listed(rules), rules.kind)).toEqual([rules.fate]);
  });
});
