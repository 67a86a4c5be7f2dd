/** Compares two releases such as `2.2.7` and `2.10`: negative, zero or positive. Missing parts count as 0. */
export function compareReleases(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = part(left[i]) - part(right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

const part = (text: string | undefined): number => Number.parseInt(text ?? "0", 10) || 0;
