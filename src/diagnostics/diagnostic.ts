import type { TextEdit } from "../text/edit.js";
import type { Location } from "../text/span.js";

export type Severity = "error" | "warning" | "info";

/** A place that belongs to a diagnostic, with what it has to do with it. */
export interface RelatedLocation extends Location {
  readonly message: string;
}

/** A replacement in one file. */
export interface FileEdit extends TextEdit {
  readonly file: string;
}

export interface Fix {
  /** What the fix does, as an order: `Rename to "priority"`. */
  readonly title: string;
  /** `safe`: the daemon behaves as before. */
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly FileEdit[];
}

/** What the user sees. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  /** The fact, and its consequence after a semicolon. No full stop. */
  readonly message: string;
  /** What to do, as an order: one sentence with a full stop. */
  readonly help?: string;
  readonly location: Location;
  readonly related: readonly RelatedLocation[];
  /** Nodes it was found on: `file` or `file@id`. */
  readonly nodes: readonly string[];
  readonly fix?: Fix;
  /** Another finding, without which there would not be this one. */
  readonly causedBy?: Location & { readonly rule: string };
}

/** Order of all output: file, start, end, rule. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.start - b.location.start ||
    a.location.end - b.location.end ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** By code unit, so that the order does not depend on the locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
