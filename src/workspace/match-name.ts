import { type Bracket, readBracket } from "./bracket.js";

/** Matches names of files against a pattern. Names and pattern hold one byte a character, as Latin-1 has them. */
export type NameMatcher = (name: string) => boolean;

/**
 * A matcher that agrees with fnmatch(3) of the GNU C library in the C locale, where a leading dot is matched only by a
 * dot. Never goes back after the last `*`, so the time grows with the length of name and pattern, not with the number
 * of stars.
 */
export function nameMatcher(pattern: string): NameMatcher {
  const brackets = new Map<number, Bracket>();
  const bracketAt = (at: number): Bracket => {
    const bracket = brackets.get(at) ?? readBracket(pattern, at);
    brackets.set(at, bracket);
    return bracket;
  };
  const step: MatchStep = (at, char, isHidden) => {
    switch (pattern[at]) {
      case "?":
        return isHidden ? -1 : at + 1;
      case "[":
        return isHidden ? -1 : bracketAt(at).after(char.charCodeAt(0));
      case "\\":
        return pattern[at + 1] === char ? at + 2 : -1;
      default:
        return pattern[at] === char ? at + 1 : -1;
    }
  };
  return (name) => matches(pattern, name, step);
}

/** Offset in the pattern behind what matches one character, else -1. `isHidden`: the character is a leading dot. */
type MatchStep = (at: number, char: string, isHidden: boolean) => number;

function matches(pattern: string, name: string, step: MatchStep): boolean {
  if (pattern.startsWith("*") && name.startsWith(".")) return false;
  let [at, place, isFirst] = [0, 0, true];
  let star: { readonly at: number; place: number } | undefined;
  for (;;) {
    if (pattern[at] === "*") {
      const stars = starsAt(pattern, at);
      at += stars.length;
      place += stars.replaceAll("*", "").length;
      if (at === pattern.length) return place <= name.length;
      star = { at, place };
    }
    const char = name[place];
    if (at === pattern.length && char === undefined) return true;
    const next = char === undefined ? -1 : step(at, char, isFirst && char === ".");
    isFirst = false;
    at = next;
    place++;
    if (next >= 0) continue;
    if (star === undefined || ++star.place >= name.length) return false;
    ({ at, place } = star);
  }
}

/** A star with the stars and question marks behind it: as many characters as there are question marks, or more. */
function starsAt(pattern: string, at: number): string {
  const form = /[*?]+/y;
  form.lastIndex = at;
  return form.exec(pattern)?.[0] ?? "";
}
