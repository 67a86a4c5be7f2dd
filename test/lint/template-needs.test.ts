import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import type { DocumentedRule } from "../../src/lint/define-rule.js";
import { type Need, needOf } from "../../src/lint/template-needs.js";
import { documentedRules } from "../../src/rules/index.js";

/**
 * What each rule needs to hold in a template. A rule that is in the wrong row is silent where it should speak, or reports
 * what another branch or an output may put right.
 */
const ROWS: Readonly<Record<Need, string>> = {
  words:
    "auth-deprecated auth-pass-truncated auth-pass-weak broadcast-outside-network check-of-keepalived checker-argument-invalid configuration-too-large crashes-keepalived definition-loop delay-very-long deprecated-keyword embedded-nul formatting interface-cannot-exist interface-is-loopback invalid-address invalid-enum invisible-characters keyword-not-in-target-version mail-address-malformed mcast-group-not-link-local name-too-long number-out-of-range prefer-track-process priority-out-of-range release-behaviour sample-leftover script-in-writable-directory script-init-fail script-needs-bash script-not-absolute script-path-through-symlink script-shell-syntax smart-quotes trailing-semicolon umask-invalid unbalanced-brace unknown-keyword vip-not-usable zero-means-invalid",
  line: "comment-char-in-value comment-in-definition condition-drops-block equals-assignment escaped-comment-mark extra-value include-not-found include-read-twice invalid-sequence line-too-long missing-value quoted-brace-in-skipped-block route-unusable routing-rule-unusable script-args-unquoted server-group-unusable unexpected-block unterminated-quote vmac-option-invalid",
  place: "keyword-in-wrong-block",
  name: "script-defined-after-use sync-group-unknown-member undefined-instance undefined-track-target undefined-variable unused-definition virtual-server-unknown-group",
  absence:
    "alert-without-recipient auth-incomplete bfd-instance-invalid checker-cannot-connect dual-stack-not-synced forwarding-method-missing garp-group-unusable http-check-without-url ipvlan-without-address missing-block missing-required no-virtual-ipaddress nopreempt-with-weight priority-missing protocol-missing quorum-unreachable real-server-without-check reverse-without-weight rule-preference-missing scheduler-invalid script-security-off script-user-missing split-brain-recovery-off startup-delay-adds-up startup-delay-missing sync-group-single-member sync-group-tracker-partial track-process-never-matches unicast-src-missing unicast-without-peers vip-device-not-tracked vip-without-interface vmac-with-unicast zero-port-without-persistence",
  pair: "address-option-conflict advert-int-fraction-v2 advert-int-hundredths auth-ignored-in-v3 block-order check-of-stopped-service duplicate-directive duplicate-instance duplicate-real-server duplicate-track duplicate-vip duplicate-virtual-server duplicate-vrid effective-priority-clamped fwmark-port-ignored global-settings-conflict ha-suspend-with-fwmark inconsistent-keyword-alias init-file-out-of-range interfaces-share-fault ipv6-first-vip-link-local ipv6-label-ignored mixed-address-families nopreempt-with-master owner-ignores-tracking persistence-granularity-invalid port-mismatch-direct preempt-delay-ineffective priority-255-not-owner process-quorum-conflict real-server-family scheduler-flag-ignored script-timeout-too-long setting-without-effect sorry-server-conflict strict-blocks-vip strict-conflict sync-group-ignores-weight sync-group-member-twice sync-group-members-differ too-many-addresses track-own-interface tracking-impossible tunnel-options-conflict udp-service-tcp-check unicast-family-mismatch unicast-peer-conflict unicast-peer-is-self unicast-source-is-peer vip-device-tracked vip-is-node-address vip-outside-subnet vip-vmac-needless vmac-shared vmac-vip-prefix",
  cluster:
    "cluster-advert-int-mismatch cluster-auth-mismatch cluster-equal-priority cluster-interface-mismatch cluster-lvs-mismatch cluster-missing-instance cluster-node-identity-copied cluster-nopreempt-with-weight cluster-peer-list-copied cluster-peers-not-mutual cluster-preempt-mismatch cluster-setting-differs cluster-state-contradicts-priority cluster-sync-crossed cluster-sync-group-mismatch cluster-tracking-asymmetric cluster-transport-mismatch cluster-two-masters cluster-version-mismatch cluster-vip-mismatch cluster-vmac-mismatch cluster-vrid-collision cluster-vrid-mismatch cluster-weight-ineffective cluster-weight-tie",
};

const namesOf = (need: Need): readonly string[] => ROWS[need].trim().split(/\s+/);
const needs = Object.keys(ROWS) as readonly Need[];

describe("what a rule needs in a template", () => {
  it.each(needs)("is %s, by its metadata, of these rules", (need) => {
    const found = documentedRules.filter((rule) => needOf(rule) === need).map(({ name }) => name);
    expect(found.sort()).toEqual(namesOf(need));
  });

  it("is words where nothing is said", () => {
    expect(needOf({ scope: "file" })).toBe("words");
    expect(needOf({ scope: "cluster", judges: "pair" })).toBe("cluster");
    expect(needOf(undefined)).toBe("words");
  });
});

/** These look at more than the text: another text, and files that there are. */
const OUTSIDE = new Set(["formatting", "include-not-found"]);

const onOneFile = documentedRules.flatMap((rule): (readonly [string, Need, DocumentedRule, string])[] => {
  const { bad } = rule.examples;
  return typeof bad !== "string" || OUTSIDE.has(rule.name) ? [] : [[rule.name, needOf(rule), rule, bad]];
});

function isFound({ name, severity, exampleTarget }: DocumentedRule, text: string): boolean {
  const target = exampleTarget === undefined ? {} : { target: exampleTarget };
  const found = lint([{ path: "keepalived.conf.j2", text }], { ...target, rules: { [name]: severity } });
  return found.some(({ rule }) => rule === name);
}

describe("in a template", () => {
  it.each(onOneFile)("%s (%s) finds what it finds in a file", (_, __, rule, bad) => {
    expect(isFound(rule, `{# a template #}\n${bad}`)).toBe(true);
  });

  const ofAbsence = onOneFile.filter(([, need]) => need === "absence" || need === "name");
  it.each(ofAbsence)("%s (%s) says nothing where an output may be what is missing", (_, __, rule, bad) => {
    const open = bad.replace(/\{[ \t]*$/gm, "{\n{{ extra }}");
    expect(isFound(rule, `${open}\n{{ more }}\n`)).toBe(false);
  });
});
