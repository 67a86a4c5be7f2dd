import { describe, expect, it } from "vitest";
import type { Severity } from "../../src/diagnostics/diagnostic.js";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";

const RULE = "quorum-unreachable";

/** One finding of the rule weighs what the rule weighs, the other less: a server's check changes its weight. */
const TEXT = [
  "TCP_CHECK {\n        }",
  "MISC_CHECK {\n            misc_path /usr/bin/true\n            misc_dynamic\n        }",
]
  .map(
    (check, index) => `virtual_server 192.0.2.${index} 80 {
    lvs_sched wrr
    lvs_method NAT
    protocol TCP
    quorum 5
    real_server 198.51.100.1 80 {
        ${check}
    }
}
`,
  )
  .join("");

/** Severities of what the rule finds, in the order of the text. */
function severities(severity: Severity | "off", file?: string): string[] {
  const { diagnostics } = run([{ path: "a.conf", text: TEXT }], {
    rules,
    severityOf: (rule, path) => (rule.name === RULE && (file ?? path) === path ? severity : rule.severity),
  });
  return diagnostics.filter(({ rule }) => rule === RULE).map((one) => one.severity);
}

describe("the severity of a finding", () => {
  it.each<[Severity | "off", string[]]>([
    ["warning", ["warning", "info"]],
    ["error", ["error", "error"]],
    ["info", ["info", "info"]],
    ["off", []],
  ])("of a rule that is a warning and that the user sets to %s", (set, expected) => {
    expect(severities(set)).toEqual(expected);
  });

  it("is that of the file that it is in", () => {
    expect(severities("error", "a.conf")).toEqual(["error", "error"]);
    expect(severities("off", "a.conf")).toEqual([]);
    expect(severities("error", "b.conf")).toEqual(["warning", "info"]);
  });
});
