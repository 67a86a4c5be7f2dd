import { describe, expect, it } from "vitest";
import { misses, reportOf } from "../support/live-judge.js";
import { readDumps } from "../support/live-record.js";
import { LIVE_SCENARIOS } from "../support/live-scenarios.js";
import { readRepositoryFile } from "../support/repository.js";

/** Scenarios that were recorded with each release: `KALINT_LIVE_FILE` of test/elections/live.test.ts writes them. */
const LEAST = { "2.2.7": 74, "2.4.3": 70 } as const;

describe.each(Object.entries(LEAST))("recorded dumps of keepalived %s", (release, least) => {
  const recorded = readDumps(readRepositoryFile(`fixtures/live/recorded-${release}.txt`));
  const scenarios = LIVE_SCENARIOS.flatMap((scenario) => {
    const dumps = recorded.get(scenario.name);
    return dumps === undefined ? [] : [{ scenario, dumps, name: scenario.name }];
  });

  it("are enough, and all known", () => {
    expect(recorded.size).toBeGreaterThanOrEqual(least);
    expect(scenarios.length).toBe(recorded.size);
  });

  it.each(scenarios)("say what happens: $name", ({ scenario, dumps }) => {
    expect(misses(scenario, reportOf(scenario, dumps))).toEqual([]);
  });

  it.each(scenarios.filter(({ scenario }) => scenario.expected.flaps !== true))(
    "say who holds what without counters, and as JSON where it was recorded: $name",
    ({ scenario, dumps }) => {
      const wanted = reportOf(scenario, dumps).routers.map(({ holders }) => holders.map(({ node }) => node.name));
      const hasJson = dumps.every(({ json }) => json.trim() !== "");
      for (const source of hasJson ? (["data", "json"] as const) : (["data"] as const)) {
        const holders = reportOf(scenario, dumps, source).routers.map((one) =>
          one.holders.map(({ node }) => node.name),
        );
        expect(holders).toEqual(wanted);
      }
    },
  );
});
