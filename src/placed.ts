import type { Diagnostic, Fix } from "./diagnostics/diagnostic.js";
import type { SourceFile } from "./text/source-file.js";
import type { Location, Position } from "./text/span.js";

/** Offsets, and the same as lines and columns. */
export interface PlacedLocation extends Location {
  /** Line and column of `start`, from 1. */
  readonly from: Position;
  /** Line and column of `end`, which is exclusive. */
  readonly to: Position;
}

/** A diagnostic whose places have lines and columns as well as offsets. */
export interface PlacedDiagnostic extends Diagnostic {
  readonly location: PlacedLocation;
  readonly related: readonly (PlacedLocation & { readonly message: string })[];
  readonly fix?: Fix & { readonly edits: readonly (PlacedLocation & { readonly text: string })[] };
  /** The page of the rule. */
  readonly url: string;
}

/** Adds lines and columns. A file that could not be read has only its start. */
export function placed(
  { fix, ...diagnostic }: Diagnostic,
  sources: ReadonlyMap<string, SourceFile>,
  url: string,
): PlacedDiagnostic {
  const place = <T extends Location>(location: T): T & PlacedLocation => {
    const at = (offset: number) => sources.get(location.file)?.positionAt(offset) ?? { line: 1, column: 1 };
    return { ...location, from: at(location.start), to: at(location.end) };
  };
  const { location, related } = diagnostic;
  return {
    ...diagnostic,
    location: place(location),
    related: related.map(place),
    ...(fix === undefined ? {} : { fix: { ...fix, edits: fix.edits.map(place) } }),
    url,
  };
}
