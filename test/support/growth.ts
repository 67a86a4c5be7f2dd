/**
 * How much longer work takes for one input than for ten of a tenth of its size, in processor time: about 1 where it grows
 * with the input alone, 10 where with its square. Both are as much work on the same machine, long enough for a clock that
 * counts in hundredths of a second; the least of several measures is taken, since what else runs makes one long, never short.
 *
 * @param work Takes the size of an input, and works on such a one
 * @param size Of the large input: enough for some tenths of a second
 */
export function growth(work: (size: number) => void, size: number): number {
  const many = secondsOf(() => {
    for (let part = 0; part < 10; part++) work(size / 10);
  });
  return secondsOf(() => work(size)) / Math.max(many, 0.02);
}

/** The growth below which work grows with its input alone, and not with its square. */
export const LINEAR = 4;

const MEASURES = 3;

function secondsOf(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let measure = 0; measure < MEASURES; measure++) {
    const before = process.cpuUsage();
    work();
    least = Math.min(least, process.cpuUsage(before).user / 1e6);
  }
  return least;
}
