import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { promises } from "./promises.js";

/** Minutes that a long search takes, as `npm run fuzz -- --minutes N` sets them; 0: a short one, for every run. */
export const minutes = Number(process.env.KALINT_FUZZ_MINUTES ?? 0);

/** Texts of a short search, and of one step of a long one. */
const TEXTS = 60;

/** The promises and the time, each of which has its own search. */
const SEARCHES = Object.keys(promises).length + 1;

/** Seconds after which a text counts as one that never ends: far beyond what a loaded machine needs. */
const MOST_SECONDS = 60;

/**
 * Looks for a text that breaks a promise, and fails with the smallest that is found. A long search goes on with other
 * seeds for its share of the time and names every kind of failure.
 */
export function search(texts: fc.Arbitrary<string>, check: (text: string) => void): void {
  const property = fc.property(texts, (text) => ending(() => check(text)));
  if (minutes === 0) return fc.assert(property, { numRuns: TEXTS });
  const end = Date.now() + (minutes / SEARCHES) * 60_000;
  const failures = new Map<string, string>();
  for (let seed = Number(fc.readConfigureGlobal().seed); Date.now() < end; seed++) {
    const details = fc.check(property, { numRuns: TEXTS, seed });
    if (!details.failed) continue;
    const report = fc.defaultReportMessage(details) ?? "";
    const kind = String(details.errorInstance).replace(/\d+/g, "0").slice(0, 120);
    if (failures.has(kind)) continue;
    failures.set(kind, report);
    process.stdout.write(`\n${report}\n`);
  }
  if (failures.size > 0) throw new Error([...failures.values()].join("\n\n"));
}

const context = createContext({});

/** Ends work that hangs: nothing else can, while it computes. */
export function ending(work: () => void): void {
  Object.assign(context, { work });
  runInContext("work()", context, { timeout: MOST_SECONDS * 1000 });
}
