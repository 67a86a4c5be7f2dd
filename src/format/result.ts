import type { TextEdit } from "../text/edit.js";
import type { Span } from "../text/span.js";

/** What becomes of a file: its canonical form, or why it stays as it is. */
export type FormatResult =
  | { readonly kind: "formatted"; readonly text: string }
  | { readonly kind: "refused"; readonly reason: string; readonly span: Span };

/** The same as edits of the original text, in order. */
export type FormatEdits =
  | { readonly kind: "formatted"; readonly edits: readonly TextEdit[] }
  | { readonly kind: "refused"; readonly reason: string; readonly span: Span };
