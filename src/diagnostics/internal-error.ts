import { groupBy } from "../text/group-by.js";
import type { Diagnostic } from "./diagnostic.js";
import type { NoticeName } from "./notice-names.js";

const NAME = "internal-error" satisfies NoticeName;

const REPORT = "please report it at https://github.com/kalint/kalint/issues";

/** An internal error, at the file with which it was made; `stage`: what failed, such as `rule "x"`. */
export function internalError(file: string, stage: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: NAME,
    severity: "error",
    message: `${stage} failed: ${reason}; ${REPORT}`,
    location: { file, start: 0, end: 0 },
    related: [],
    nodes: [file],
  };
}

export const isInternalError = ({ rule }: Pick<Diagnostic, "rule">): boolean => rule === NAME;

/** What fails once fails for many rules: of each file the first of these errors in the order of all output, and a count. */
export function withoutRepeatedErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const errors = diagnostics.filter(isInternalError);
  if (errors.length < 2) return diagnostics;
  const byFile = groupBy(errors, ({ location }) => location.file);
  return diagnostics.flatMap((diagnostic) => {
    const group = isInternalError(diagnostic) ? (byFile.get(diagnostic.location.file) ?? []) : [];
    const others = new Set(group.map(({ message }) => message)).size - 1;
    if (group.length === 0 || others <= 0) return group[0] === undefined || group[0] === diagnostic ? diagnostic : [];
    return group[0] === diagnostic ? { ...diagnostic, message: `${diagnostic.message} (and ${others} more)` } : [];
  });
}

/** One file's trouble must not end the work on the others: gives undefined and adds to `errors` where `work` throws. */
export function guarded<T>(file: string, stage: string, errors: Diagnostic[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    errors.push(internalError(file, stage, error));
    return undefined;
  }
}
