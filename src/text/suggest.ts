import { distance } from "fastest-levenshtein";

/** The candidate nearest to a misspelt word, if one is within `maxDistance` edits (and not all of the word differs). */
export function suggest(word: string, candidates: Iterable<string>, maxDistance = 2): string | undefined {
  let best: string | undefined;
  let least = Math.min(maxDistance, Math.max(1, word.length - 1)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const edits = distance(word, candidate);
    if (edits < least) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

const withoutDigits = (text: string): string => text.replace(/\d/g, "");

/** As `suggest` for names that people choose: of `VI_1` and `VI_2` neither is the other one misspelt. */
export function suggestName(name: string, candidates: Iterable<string>): string | undefined {
  const letters = withoutDigits(name);
  return suggest(
    name,
    [...candidates].filter((candidate) => withoutDigits(candidate) !== letters),
  );
}

/** `; did you mean "x"?` for the end of a message; nothing where nothing is near. */
export const asHint = (near: string | undefined): string => (near === undefined ? "" : `; did you mean "${near}"?`);

/** `. Did you mean "x"?` for the end of an error of a command; else what it is given instead. */
export const asQuestion = (near: string | undefined, instead = ""): string =>
  near === undefined ? instead : `. Did you mean "${near}"?`;

/** `; did you mean "x"?` where a candidate is near enough, else nothing: for the end of a message. */
export function didYouMean(word: string, candidates: Iterable<string>, maxDistance = 3): string {
  return asHint(suggest(word, candidates, maxDistance));
}
