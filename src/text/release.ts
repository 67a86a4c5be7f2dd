/** Compares two releases such as `2.2.7` and `2.10`: negative, zero or positive. Missing parts are taken as 0. */
export function compareReleases(a: string, b: string): number {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = part(left[i]) - part(right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a release has come too early for what is known since another; `after 2.4.3` stands for what no release has yet. */
export function isTooEarly(release: string, since: string | undefined): boolean {
  if (since === undefined) return false;
  return since.startsWith("after ")
    ? compareReleases(release, since.slice(6)) <= 0
    : compareReleases(release, since) < 0;
}

const part = (text: string | undefined): number => Number.parseInt(text ?? "0", 10) || 0;
