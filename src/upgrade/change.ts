import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Location } from "../text/span.js";

/** What becomes of a line in another release, in the order of harm. */
export const CHANGE_KINDS = ["refused", "ignored", "changed", "default", "reported", "deprecated", "possible"] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A line that two releases treat differently. */
export interface Change {
  readonly kind: ChangeKind;
  /** The newer of the two releases between which it changed. */
  readonly release: string;
  readonly message: string;
  readonly help: string | undefined;
  readonly location: Location;
  /** Nodes it concerns: `file` or `file@id`. */
  readonly nodes: readonly string[];
  /** The rule or the row of the table that knows of it. */
  readonly name: string;
  /** Commit and function, where the table names them. */
  readonly source: string | undefined;
}

/** Kinds that make an upgrade one that somebody has to look at. */
const FAILING: ReadonlySet<ChangeKind> = new Set(["refused", "ignored", "changed", "default", "reported"]);

export const isFailing = ({ kind }: Change): boolean => FAILING.has(kind);

/** By harm, then by place. */
export const compareChanges = (a: Change, b: Change): number =>
  CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
  (a.location.file < b.location.file ? -1 : a.location.file > b.location.file ? 1 : 0) ||
  a.location.start - b.location.start ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** What identifies a finding in the runs for several releases, whose messages name the release. */
export const keyOf = ({ rule, location: { file, start, end } }: Diagnostic): string =>
  JSON.stringify([rule, file, start, end]);
