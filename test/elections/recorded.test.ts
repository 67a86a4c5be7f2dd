import { describe, expect, it } from "vitest";
import { differences } from "../support/election-compare.js";
import { generateElection } from "../support/election-generator.js";
import { generatedScenario } from "../support/election-input.js";
import { readRecordings } from "../support/election-record.js";
import { readRepositoryFile } from "../support/repository.js";

const LEAST = { "2.2.7": 230, "2.4.3": 36 } as const;

/** The seeds that are recorded of a release. */
const seedsOf = (release: string): readonly number[] =>
  [...readRecordings(readRepositoryFile(`fixtures/elections/recorded-${release}.txt`)).keys()].map((name) =>
    Number(name.slice("seed ".length)),
  );

/** How many recorded elections have each feature, as rows of the page; the most frequent first. */
function featureRows(): readonly string[] {
  const releases = Object.keys(LEAST);
  const seen = releases.map((release) =>
    seedsOf(release).map((seed) => new Set(generateElection(seed, release).features)),
  );
  const count = (feature: string): readonly number[] =>
    seen.map((some) => some.filter((one) => one.has(feature)).length);
  const features = [...new Set(seen.flat().flatMap((one) => [...one]))].map((name) => ({ name, counts: count(name) }));
  const order = features.toSorted((a, b) => (b.counts[0] ?? 0) - (a.counts[0] ?? 0) || (a.name < b.name ? -1 : 1));
  return [
    `| all | ${seen.map(({ length }) => length).join(" | ")} |`,
    ...order.map(({ name, counts }) => `| ${name} | ${counts.join(" | ")} |`),
  ];
}

describe("docs/election.md", () => {
  it("counts the recorded elections by feature", () => {
    const page = readRepositoryFile("docs/election.md");
    const [, table = ""] = page.split("## Recorded elections");
    const rows = table.split("\n").filter((line) => /^\| .* \| \d+ \| \d+ \|$/.test(line));
    expect(rows).toEqual(featureRows());
  });
});

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
