import { describe, expect, it } from "vitest";
import { differences } from "../support/election-compare.js";
import { generatedScenario } from "../support/election-input.js";
import { readRecordings } from "../support/election-record.js";
import { readRepositoryFile } from "../support/repository.js";

const LEAST = { "2.2.7": 150, "2.4.3": 36 } as const;

describe.each(Object.entries(LEAST))("recorded elections of keepalived %s", (release, least) => {
  const recordings = readRecordings(readRepositoryFile(`fixtures/elections/recorded-${release}.txt`));

  it("are enough", () => {
    expect(recordings.size).toBeGreaterThanOrEqual(least);
  });

  it.each([...recordings])("are those of the model: %s", (name, recording) => {
    const { scenario } = generatedScenario(Number(name.slice("seed ".length)), release);
    expect(differences(scenario, recording)).toEqual([]);
  });
});
