import type { ChangeSet } from "@codemirror/state";
import type { Finding } from "../protocol.js";

/** What was found in a state of the texts, and how the texts have changed since. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** Changes since then, by file. */
  readonly changes: ReadonlyMap<string, ChangeSet>;
  /** What is known of the changed part of a file before all is judged again. */
  readonly parts: ReadonlyMap<string, PartJudged>;
}

export interface PartJudged {
  /** Keys of findings that were there before the change, by `keyOf`. */
  readonly before: ReadonlySet<string>;
  readonly now: readonly Finding[];
}

export const NOTHING: Judged = { findings: [], changes: new Map(), parts: new Map() };

export const keyOf = ({ rule, message, from }: Finding): string => `${from} ${rule} ${message}`;

/** The findings as they are to be shown now: moved with their texts, with what the change itself brought and took away. */
export function currentFindings({ findings, changes, parts }: Judged): readonly Finding[] {
  if (changes.size === 0) return findings;
  const kept = findings.filter((one) => parts.get(one.file)?.before.has(keyOf(one)) !== true);
  const moved = kept.flatMap((one) => moveFinding(one, changes.get(one.file)));
  return [...moved, ...[...parts.values()].flatMap(({ now }) => now)].toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.from - b.from,
  );
}

/** The same of a file that has another name now. */
export function renamed({ findings, changes, parts }: Judged, old: string, fresh: string): Judged {
  const nameOf = (name: string): string => (name === old ? fresh : name);
  const moved = (one: Finding): Finding => ({
    ...one,
    file: nameOf(one.file),
    related: one.related.map((place) => ({ ...place, file: nameOf(place.file) })),
    fix: one.fix && { ...one.fix, edits: one.fix.edits.map((edit) => ({ ...edit, file: nameOf(edit.file) })) },
  });
  return {
    findings: findings.map(moved),
    changes: new Map([...changes].map(([name, set]) => [nameOf(name), set])),
    parts: new Map([...parts].map(([name, part]) => [nameOf(name), { ...part, now: part.now.map(moved) }])),
  };
}

function moveFinding(finding: Finding, changes: ChangeSet | undefined): readonly Finding[] {
  if (changes === undefined) return [finding];
  const from = changes.mapPos(finding.from, 1);
  const to = Math.max(from, changes.mapPos(finding.to, -1));
  return from === to && finding.from !== finding.to ? [] : [{ ...finding, from, to }];
}

/** Errors first in what is said about all of them. */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"], name: string): string[] => {
    const number = findings.filter((one) => one.severity === severity).length;
    return number === 0 ? [] : [`${number} ${name}${number === 1 ? "" : "s"}`];
  };
  const parts = [...count("error", "error"), ...count("warning", "warning"), ...count("info", "note")];
  return parts.length === 0 ? "No problems found" : parts.join(", ");
}

/** The severity of the worst of them; undefined where there is none. */
export const worstOf = (findings: readonly Finding[]): Finding["severity"] | undefined =>
  (["error", "warning", "info"] as const).find((severity) => findings.some((one) => one.severity === severity));
