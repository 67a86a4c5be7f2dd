/**
 * How many times longer work takes for ten times the input, in processor time: about 10 where it grows with the input
 * alone, 100 where with its square. A ratio of one run on one machine, and of the least of several measures, since other
 * work on the machine makes a measure long but never short.
 *
 * @param work Takes the size of the input, and works on such a one
 * @param size Of the smaller input: large enough for some milliseconds
 */
export function growth(work: (size: number) => void, size: number): number {
  return (
    secondsOf(() => work(10 * size)) /
    Math.max(
      secondsOf(() => work(size)),
      1e-3,
    )
  );
}

/** The growth below which work grows with its input alone, and not with its square. */
export const LINEAR = 40;

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
