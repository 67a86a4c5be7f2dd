import { existsSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { differences } from "../support/election-compare.js";
import { generatedScenario } from "../support/election-input.js";
import { writeRecordings } from "../support/election-record.js";
import { PATH } from "../support/keepalived.js";
import { programs } from "../support/keepalived-many.js";
import { playForReal, type Recording } from "../support/real-play.js";
import { requireProgram } from "../support/requirement.js";

/** Scenarios that are played at once: they wait most of the time. */
const SIDE_BY_SIDE = 12;
/** Seeds that nothing was recorded for. `KALINT_ELECTIONS` says how many, `KALINT_ELECTIONS_SEEDS` which; the default takes three minutes. `KALINT_ELECTIONS_FILE` is written. */
const COUNT = Number(process.env.KALINT_ELECTIONS ?? 24);
const SEEDS =
  process.env.KALINT_ELECTIONS_SEEDS?.split(",").map(Number) ?? Array.from({ length: COUNT }, (_, at) => 301 + at);
const LIMIT = 1_800_000;
/** A machine that is too slow for one moment may do better at the next. */
const TRIES = 3;

const missing = ["ip", "keepalived", "chrt", "nsenter", "perl"].filter(
  (program) => spawnSync("sh", ["-c", `command -v ${program}`], { env: { PATH } }).status !== 0,
);
const isPossible = process.getuid?.() === 0 && missing.length === 0 && existsSync("/proc/self/ns/net");
/** The last of KALINT_KEEPALIVED where it is set. */
const program = isPossible ? programs().at(-1) : undefined;
const release = program?.release ?? "2.2.7";

describe(`generated elections, played by daemons of ${release}`, () => {
  const played = new Map<number, Recording | string>();

  beforeAll(async () => {
    if (program === undefined) return;
    const open = [...SEEDS];
    const work = async (): Promise<void> => {
      for (let seed = open.shift(); seed !== undefined; seed = open.shift()) {
        for (let left = TRIES; left > 0 && typeof played.get(seed) !== "object"; left -= 1) {
          const real = generatedScenario(seed, release);
          played.set(seed, await playForReal(real, program).catch((error: unknown) => String(error)));
        }
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    const done = SEEDS.flatMap((seed) => {
      const one = played.get(seed);
      return typeof one === "object" ? [[`seed ${seed}`, one] as const] : [];
    });
    if (process.env.KALINT_ELECTIONS_FILE !== undefined)
      writeFileSync(process.env.KALINT_ELECTIONS_FILE, writeRecordings(new Map(done)));
  }, LIMIT);

  it.for(SEEDS)("agree with the model: seed %i", (seed, context) => {
    requireProgram(context, isPossible, missing[0] ?? "root");
    const recording = played.get(seed);
    if (recording === undefined || typeof recording === "string") throw new Error(recording ?? "not played");
    expect(differences(generatedScenario(seed, release).scenario, recording)).toEqual([]);
  });
});
