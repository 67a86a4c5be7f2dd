import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { compareReleases } from "../../src/evaluate/release.js";
import { programs } from "../support/keepalived-many.js";
import { misses, reportOf } from "../support/live-judge.js";
import { writeDumps } from "../support/live-record.js";
import type { LiveScenario } from "../support/live-scenario.js";
import { LIVE_SCENARIOS } from "../support/live-scenarios.js";
import { missingForRules } from "../support/real-firewall.js";
import { type TakenDump, takeDumps } from "../support/real-live.js";
import { requireProgram } from "../support/requirement.js";

/** Scenarios that are played at once: they wait most of the time. */
const SIDE_BY_SIDE = 14;
const LIMIT = 900_000;
/** A machine that is too slow for one moment may do better at the next. */
const TRIES = 2;

const missing = missingForRules("ip", "keepalived", "chrt", "nsenter", "perl", "setpriv");
/** How many are played, of all kinds; the default takes less than two minutes. `KALINT_LIVE=all`: all, in four. */
const COUNT = process.env.KALINT_LIVE === "all" ? LIVE_SCENARIOS.length : Number(process.env.KALINT_LIVE ?? 24);
/** The last of KALINT_KEEPALIVED where it is set. `KALINT_LIVE_FILE` is written. */
const program = missing === undefined ? programs().at(-1) : undefined;
const release = program?.release ?? "2.2.7";

const isPlayed = ({ since, until }: LiveScenario): boolean =>
  (since === undefined || compareReleases(release, since) >= 0) &&
  (until === undefined || compareReleases(release, until) <= 0);

const playable = LIVE_SCENARIOS.filter(isPlayed);
/** Spread over all, which are ordered by kind. */
const SCENARIOS = playable.filter(
  (_, at) => Math.floor((at * COUNT) / playable.length) !== Math.floor(((at - 1) * COUNT) / playable.length),
);

describe(`dumps of keepalived ${release} in network namespaces`, () => {
  const played = new Map<LiveScenario, readonly TakenDump[] | Error>();

  beforeAll(async () => {
    if (program === undefined) return;
    const open = [...SCENARIOS];
    const work = async (): Promise<void> => {
      for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const scenario = next;
        const attempt = () => takeDumps(scenario, program).catch((error: Error) => error);
        for (let left = TRIES; left > 0; left -= 1) {
          const dumps = await attempt();
          played.set(scenario, dumps);
          if (!(dumps instanceof Error) && misses(scenario, reportOf(scenario, dumps)).length === 0) break;
        }
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    const done = [...played].flatMap(([{ name }, dumps]) => (dumps instanceof Error ? [] : [[name, dumps] as const]));
    if (process.env.KALINT_LIVE_FILE !== undefined)
      writeFileSync(process.env.KALINT_LIVE_FILE, writeDumps(new Map(done)));
  }, LIMIT);

  it.for(SCENARIOS)("say what happens: $name", (scenario, context) => {
    requireProgram(context, missing === undefined, missing ?? "");
    const dumps = played.get(scenario);
    if (dumps === undefined || dumps instanceof Error) throw dumps ?? new Error("not played");
    expect(misses(scenario, reportOf(scenario, dumps))).toEqual([]);
  });
});
