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
