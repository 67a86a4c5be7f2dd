/** Steps that matching one name may take: a second or so. */
const MOST_STEPS = 1e8;

/**
 * Whether it would take too long to look whether a file's path, with slashes, matches a pattern as in `.gitignore` or
 * `.editorconfig`. The libraries make regular expressions of them, which try every way to share a name out to the stars.
 */
export function isCostly(pattern: string, path: string): boolean {
  const names = path.split("/");
  const longest = Math.max(...names.map((name) => name.length));
  let steps = alternativesOf(pattern) * longest;
  for (const part of pattern.split("/")) {
    const stars = part.match(/\*+/g) ?? [];
    // After the last star only one place fits.
    const isDeep = stars.some((star) => star.length > 1);
    steps *= isDeep ? ways(path.length, stars.length) : ways(longest, stars.length - 1);
    if (steps > MOST_STEPS) return true;
  }
  return false;
}

/** In how many ways `count` of `length` places can be chosen. */
function ways(length: number, count: number): number {
  let result = 1;
  for (let at = 0; at < Math.min(count, length); at++) result = (result * (length - at)) / (at + 1);
  return Math.max(1, result);
}

/** How many patterns braces stand for, at most. */
function alternativesOf(pattern: string): number {
  let result = 1;
  for (const [, list = ""] of pattern.matchAll(/\{([^{}]*)/g)) {
    const [, from, to] = /^(-?\d+)\.\.(-?\d+)$/.exec(list) ?? [];
    result *= from === undefined ? list.split(",").length : Math.abs(Number(to) - Number(from)) + 1;
  }
  return result;
}
