import type { Diagnostic } from "./diagnostic.js";

/** How many diagnostics there are of each weight. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Those that `--fix` would mend: with a safe fix. */
  readonly fixable: number;
}

export function summarize(diagnostics: readonly Diagnostic[]): Summary {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  return {
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    fixable: diagnostics.filter(({ fix }) => fix?.safety === "safe").length,
  };
}
