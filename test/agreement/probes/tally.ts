import { writeFileSync } from "node:fs";
import { readTable } from "../recorded.js";
import { type Judged, nameOf, type Probe, type Verdict } from "./verdict.js";

/** One of how many forms the usual run of the tests takes; `npm run test:entries` takes all. */
const SHARE = 100;

/** All of them, those whose name holds a text, or the first, second … of so many shares, each the same in every run. */
export function someOf(probes: Iterable<Probe>): readonly Probe[] {
  const all = [...probes];
  const only = process.env.KALINT_PROBES ?? `1/${SHARE}`;
  const [, share, shares] = /^(\d+)\/(\d+)$/.exec(only) ?? [];
  if (share !== undefined) return all.filter((_, index) => index % Number(shares) === Number(share) - 1);
  return only === "all" ? all : all.filter((probe) => nameOf(probe).includes(only));
}

/** What differs for a reason that is known gets the class of its row in place of what it looks like. */
export function settle(judged: readonly Judged[]): readonly Judged[] {
  const known = readKnown();
  return judged.map((one) => {
    const row = known.find(({ isFor }) => isFor(one));
    return row === undefined ? one : { ...one, verdict: row.verdict };
  });
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
export function differing(judged: readonly Judged[]): string[] {
  return judged
    .filter(({ verdict }) => verdict === "missed" || verdict === "false")
    .map((one) => `${one.release}\t${one.verdict}\t${nameOf(one.probe)}\t${one.differences.join(" | ")}`);
}

/** Tests by the rows of fixtures/agreement/differences-probes.tsv, each with its reason. */
const readKnown = () =>
  readTable("differences-probes.tsv").map(([releases = "", verdict, name = "", difference = "", instead = ""]) => {
    const [names, differences] = [new RegExp(name), new RegExp(difference)];
    const isFor = (one: Judged): boolean =>
      releases.split(",").includes(one.release) &&
      verdict === one.verdict &&
      names.test(nameOf(one.probe)) &&
      one.differences.every((text) => differences.test(text));
    return { isFor, verdict: instead as Verdict };
  });
