import { describe, expect, it } from "vitest";
import { differences } from "../support/election-compare.js";
import { generateElection } from "../support/election-generator.js";
import { generatedScenario } from "../support/election-input.js";
import { readRecordings } from "../support/election-record.js";
import { readRepositoryFile } from "../support/repository.js";

const LEAST = { "2.2.7": 230, "2.4.3": 36 } as const;

describe.each(Object.entries(LEAST))("recorded elections of keepalived %s", (release, least) => {
  const recordings = readRecordings(readRepositoryFile(`fixtures/elections/recorded-${release}.txt`));

  it("are enough", () => {
    expect(recordings.size).toBeGreaterThanOrEqual(least);
  });

  it("G8: are those of sync groups too, for which nothing else decides", () => {
    const seeds = [...recordings.keys()].map((name) => Number(name.slice("seed ".length)));
    const groups = seeds.filter((seed) => generateElection(seed, release).features.includes("sync group"));
    expect(groups.length).toBeGreaterThanOrEqual(least / 6);
  });

  it.each([...recordings])("are those of the model: %s", (name, recording) => {
    const { scenario } = generatedScenario(Number(name.slice("seed ".length)), release);
    expect(differences(scenario, recording)).toEqual([]);
  });
});
