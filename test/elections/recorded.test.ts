import { expect, it } from "vitest";
import { differences } from "../support/election-compare.js";
import { generatedScenario } from "../support/election-input.js";
import { readRecordings } from "../support/election-record.js";
import { readRepositoryFile } from "../support/repository.js";

const recordings = readRecordings(readRepositoryFile("fixtures/elections/recorded-2.2.7.txt"));

it("there are at least 150 recordings", () => {
  expect(recordings.size).toBeGreaterThanOrEqual(150);
});

it.each([...recordings])("the model agrees with keepalived 2.2.7 on %s", (name, recording) => {
  const { scenario } = generatedScenario(Number(name.slice("seed ".length)), "2.2.7");
  expect(differences(scenario, recording)).toEqual([]);
});
