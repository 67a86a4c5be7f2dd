import { type Bracket, readBracket } from "./bracket.js";

/** Matches names of files against a pattern. Names and pattern hold one byte a character, as Latin-1 has them. */
export type NameMatcher = (name: string) => boolean;

/**
 * A matcher that agrees with fnmatch(3) of the GNU C library in the C locale, where a leading dot is matched only by a
 * dot. Never goes back behind the last `*`, so the time grows with the length of name and pattern, not with the number
 * of stars.
 */
export function nameMatcher(pattern: string): NameMatcher {
  const brackets = new Map<number, Bracket>();
  const bracketAt = (at: number): Bracket => {
    let bracket = brackets.get(at);
    if (bracket === undefined) brackets.set(at, (bracket = readBracket(pattern, at)));
    return bracket;
  };
  /** Offset in the pattern behind what matches one character, else -1. `isFirst`: a dot is a leading one. */
  const step = (at: number, char: string | undefined, isFirst: boolean): number => {
    const own = pattern[at];
    if (char === undefined || own === undefined) return -1;
    const isHidden = isFirst && char === ".";
    if (own === "?") return isHidden ? -1 : at + 1;
    if (own === "[") return isHidden ? -1 : bracketAt(at).after(char.charCodeAt(0));
    if (own === "\\") return pattern[at + 1] === char ? at + 2 : -1;
    return own === char ? at + 1 : -1;
  };
  return (name) => matches(pattern, name, step);
}

function matches(
  pattern: string,
  name: string,
  step: (at: number, char: string | undefined, isFirst: boolean) => number,
) {
  let at = 0;
  let place = 0;
  let isFirst = true;
  let star: { readonly at: number; place: number } | undefined;
  for (;;) {
    if (pattern[at] === "*") {
      if (isFirst && name[place] === ".") return false;
      for (; pattern[at] === "*" || pattern[at] === "?"; at++) {
        if (pattern[at] === "?" && place++ >= name.length) return false;
      }
      if (at === pattern.length) return true;
      star = { at, place };
    }
    if (at === pattern.length && place === name.length) return true;
    const next = step(at, name[place], isFirst);
    if (next >= 0) {
      at = next;
      place++;
    } else {
      if (star === undefined || ++star.place >= name.length) return false;
      ({ at, place } = star);
    }
    isFirst = false;
  }
}
