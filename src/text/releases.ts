import { compareReleases } from "./release.js";

/** Releases of keepalived by series: the first and the last patch level (the tags of acassen/keepalived). */
const SERIES: readonly (readonly [series: string, first: number, last: number])[] = [
  ["1.2", 1, 24],
  ["1.3", 0, 9],
  ["1.4", 0, 5],
  ["2.0", 0, 20],
  ["2.1", 0, 5],
  ["2.2", 0, 8],
  ["2.3", 0, 4],
  ["2.4", 0, 3],
];

/** A number between two releases that was never tagged. */
const SKIPPED = "1.3.1";

/** Every release, the oldest first. */
export const releases: readonly string[] = SERIES.flatMap(([series, first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => `${series}.${first + at}`),
).filter((release) => release !== SKIPPED);

/** The newest release that is known. */
export const NEWEST_RELEASE: string = releases.at(-1) ?? "";

/** What is wrong with the name of a release, and which releases there are; undefined: nothing. */
export function releaseProblem(text: string): string | undefined {
  const [, series, patch] = /^(\d+\.\d+)\.(\d+)$/.exec(text) ?? [];
  if (series === undefined) return `use a release such as 2.2.7 instead of "${text}"`;
  if (text === SKIPPED) return `unknown release ${text}; 1.3.2 follows 1.3.0`;
  const known = SERIES.find(([name]) => name === series);
  if (known !== undefined && Number(patch) >= known[1] && Number(patch) <= known[2]) return undefined;
  if (known !== undefined) {
    const [, first, last] = known;
    const bound = Number(patch) < first ? `starts with ${series}.${first}` : `ends with ${series}.${last}`;
    return `unknown release ${text}; ${series} ${bound}`;
  }
  const all = SERIES.map(([name, first, last]) => `${name}.${first}-${last}`);
  const isNewer = compareReleases(text, NEWEST_RELEASE) > 0;
  return `unknown release ${text}${isNewer ? ", newer than this kalint" : ""}; known: ${all.join(", ")}`;
}
