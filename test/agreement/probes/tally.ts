import { writeFileSync } from "node:fs";
import { type Judged, nameOf, type Probe, type Verdict } from "./verdict.js";

/** One of how many forms the usual run of the tests takes; `npm run test:entries` takes all. */
const SHARE = 50;

/** All of them, or a share that is the same in each run. */
export function someOf(probes: Iterable<Probe>): readonly Probe[] {
  const all = [...probes];
  const only = process.env.KALINT_PROBES;
  if (only === undefined) return all.filter((_, index) => index % SHARE === 0);
  return only === "all" ? all : all.filter((probe) => nameOf(probe).includes(only));
}

/** Prints how many forms ended how; KALINT_PROBES_FILE names a file that gets those that differ, a line each. */
export function showTally(title: string, judged: readonly Judged[]): void {
  const counts = new Map<Verdict, number>(
    (["agree", "stricter by intent", "machine", "missed", "false"] as const).map((verdict) => [verdict, 0]),
  );
  for (const { verdict } of judged) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  process.stdout.write(`${title}: ${[...counts].map(([verdict, count]) => `${verdict} ${count}`).join(", ")}\n`);
  const file = process.env.KALINT_PROBES_FILE;
  if (file !== undefined)
    writeFileSync(
      file,
      differing(judged)
        .map((line) => `${line}\n`)
        .join(""),
      { flag: "a" },
    );
}

/** A line for each probe that keepalived or kalint judges alone. */
export const differing = (judged: readonly Judged[]): string[] =>
  judged
    .filter(({ verdict }) => verdict === "missed" || verdict === "false")
    .map((one) => `${one.release}\t${one.verdict}\t${nameOf(one.probe)}\t${one.differences.join(" | ")}`);
