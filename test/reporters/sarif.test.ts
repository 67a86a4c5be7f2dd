import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log, Result } from "sarif";
import { describe, expect, it } from "vitest";
import { sarif } from "../../src/reporters/sarif.js";
import { awkwardReport, PAIR, reportOf, reportWith } from "../support/report.js";

const require = createRequire(import.meta.url);

/** The schema that OASIS publishes. */
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = new Ajv.default({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats.default(ajv as never);
const isValid = ajv.compile(schema);

function parse(text: string): Log {
  const log = JSON.parse(text);
  isValid(log);
  expect(isValid.errors ?? []).toEqual([]);
  return log;
}

const resultsOf = (texts: Readonly<Record<string, string>>): readonly Result[] =>
  parse(sarif(reportOf(texts))).runs[0]?.results ?? [];

const fingerprintsOf = (texts: Readonly<Record<string, string>>) =>
  resultsOf(texts).map(({ partialFingerprints }) => partialFingerprints?.["kalint/v1"]);

describe("SARIF", () => {
  it("is valid by the official schema, also without a finding and with awkward texts", () => {
    expect(resultsOf(PAIR).length).toBeGreaterThan(2);
    expect(parse(sarif(reportWith([], []))).runs[0]?.results).toEqual([]);
    const awkward = sarif(awkwardReport());
    parse(awkward);
    expect(awkward).not.toMatch(/\\ud8|\\udc/);
  });

  it("is found invalid by the schema where it should be", () => {
    expect(isValid({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  });

  it("describes every rule with help and its page", () => {
    const rules = parse(sarif(reportOf(PAIR))).runs[0]?.tool.driver.rules ?? [];
    const poor = rules.filter(
      ({ help, helpUri, shortDescription }) => !help?.text || !helpUri || !shortDescription?.text,
    );
    expect(rules.length).toBeGreaterThan(100);
    expect(poor).toEqual([]);
  });

  it("points from each result to its rule", () => {
    const { results = [], tool } = parse(sarif(reportOf(PAIR))).runs[0] ?? { tool: { driver: { rules: [] } } };
    const named = results?.map(({ ruleIndex = -1 }) => tool.driver.rules?.[ruleIndex]?.id);
    expect(named).toEqual(results?.map(({ ruleId }) => ruleId));
  });

  it("has the places that belong to a result, and its fix", () => {
    const results = resultsOf(PAIR);
    const mismatch = results.find(({ ruleId }) => ruleId === "cluster-vrid-mismatch");
    expect(mismatch?.relatedLocations?.[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: "a.conf" }, region: { startLine: 3, startColumn: 23 } },
    });
    // GitHub shows those places alone that the message links to.
    expect(mismatch?.message.text).toMatch(/ \(\[virtual_router_id 51 here\]\(0\)\)$/);
    expect(mismatch?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("conf/b%20%26%20%3Cc%3E.conf");
    const truncated = results.find(({ ruleId }) => ruleId === "auth-pass-truncated");
    expect(truncated?.fixes?.[0]?.artifactChanges[0]?.replacements[0]).toEqual({
      deletedRegion: { startLine: 7, startColumn: 19, endLine: 7, endColumn: 33 },
      insertedContent: { text: "verylong" },
    });
  });

  it("escapes what would end a link early", () => {
    const report = awkwardReport();
    const [, second] = report.diagnostics;
    if (second === undefined) throw new Error("no second finding");
    const related = second.related.map((one) => ({ ...one, message: "a](1) \\ [b" }));
    const [result] = parse(sarif(reportWith([{ ...second, related }], []))).runs[0]?.results ?? [];
    expect(result?.message.text).toMatch(/ \(\[a\\\]\(1\) \\\\ \\\[b\]\(0\)\)$/);
  });

  it("has fingerprints that are unique, and stay when lines move", () => {
    const before = fingerprintsOf(PAIR);
    expect(new Set(before).size).toBe(before.length);
    const moved = Object.fromEntries(
      Object.entries(PAIR).map(([name, text]) => [name, `# New.\n\n${text.replaceAll("    ", "\t")}`]),
    );
    expect(fingerprintsOf(moved)).toEqual(before);
  });

  it.each([
    ["./x.conf", "x.conf"],
    ["../x.conf", "../x.conf"],
    ["/etc/a b.conf", "file:///etc/a%20b.conf"],
    ["conf\\x.conf", "conf/x.conf"],
    ["C:\\conf\\x.conf", "file:///C:/conf/x.conf"],
    ["a:b.conf", "a%3Ab.conf"],
  ])("writes the path %s as the reference %s", (path, uri) => {
    const [result] = resultsOf({ [path]: "nonsense\n" });
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });
});
