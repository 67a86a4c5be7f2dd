import { expect } from "vitest";
import { groupBy } from "../../src/text/group-by.js";
import type { Comparison, Difference } from "./compare.js";
import { readTable } from "./recorded.js";

/** Why kalint and keepalived may say different things. */
const CLASSES = [
  "stricter by intent",
  "machine",
  "consequence",
  "line number",
  "not reached",
  "shown once",
  "known gap",
];

/** A row of a table of differences. `lines` is one line, a range or empty; `rule` is empty where keepalived says more. */
interface Row {
  readonly key: string;
  readonly releases: readonly string[];
  readonly who: string;
  readonly lines: string;
  readonly rule: string;
  readonly kind: string;
  readonly reason: string;
}

/** Adds up comparisons; differences without a row in the table are unexplained. */
export interface Ledger {
  add(key: string, release: string, comparison: Comparison): void;
  /** Fails on unexplained differences, and on rows that explain nothing. Prints the counts. */
  settle(title: string): void;
}

/** A ledger over a table of fixtures/agreement. */
export function openLedger(table: string): Ledger {
  const rows = readTable(table).map(toRow);
  const byKey = groupBy(rows, ({ key }) => key);
  const unused = new Set(rows);
  const counts = new Map<string, number>([["agree", 0], ...CLASSES.map((kind) => [kind, 0] as const)]);
  const unexplained: string[] = [];
  const count = (kind: string, more: number) => counts.set(kind, (counts.get(kind) ?? 0) + more);
  return {
    add(key, release, { agreed, stricter, machine, differences }) {
      count("agree", agreed);
      count("stricter by intent", stricter);
      count("machine", machine);
      for (const difference of differences) {
        const row = byKey.get(key)?.find((one) => one.releases.includes(release) && matches(one, difference));
        if (row === undefined) unexplained.push(describeDifference(key, release, difference));
        else count(row.kind, 1);
        if (row !== undefined) unused.delete(row);
      }
    },
    settle(title) {
      const shown = [...counts, ["unexplained", unexplained.length]].map(([kind, number]) => `${kind} ${number}`);
      process.stdout.write(`${title}: ${shown.join(", ")}\n`);
      expect(unexplained).toEqual([]);
      expect([...unused].map(({ key, who, lines, rule }) => `stale: ${key} ${who} ${lines} ${rule}`)).toEqual([]);
    },
  };
}

/** Rows whose class is unknown or that give no reason. */
export function unreasoned(table: string): string[] {
  const bad = readTable(table).filter((cells) => !CLASSES.includes(cells[5] ?? "") || (cells[6] ?? "").length < 10);
  return bad.map((cells) => cells.join(" | "));
}

function toRow([
  key = "",
  releases = "",
  who = "",
  lines = "",
  rule = "",
  kind = "",
  reason = "",
]: readonly string[]): Row {
  return { key, releases: releases.split(","), who, lines, rule, kind, reason };
}

function matches({ who, lines, rule }: Row, difference: Difference): boolean {
  if (who !== difference.who) return false;
  if (who === "kalint" && rule !== difference.what) return false;
  const range = /^(\d+)-(\d+)$/.exec(lines);
  if (range === null) return lines === difference.place;
  return Number(difference.place) >= Number(range[1]) && Number(difference.place) <= Number(range[2]);
}

function describeDifference(key: string, release: string, { who, place, what }: Difference): string {
  return `${key}, ${release}: ${who} alone says at ${place || "no line"}: ${what}`;
}
