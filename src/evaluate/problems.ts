import type { Place } from "../../grammar/index.js";

/**
 * Why an include contributes nothing. `unread`: there is no reader, or the name is not known. `outside`: it leads out of
 * the folders that are read, so that nothing is known of it, not even whether it exists.
 */
export type IncludeFailure =
  | "missing"
  | "no-match"
  | "folder"
  | "unreadable"
  | "not-regular"
  | "outside"
  | "cycle"
  | "template"
  | "too-deep"
  /** The pattern stands for more names than are looked at. */
  | "too-many"
  /** Files that are included again and again make more than is read. */
  | "too-much"
  | "unread";

/** What goes wrong while lines are evaluated. Rules give it words. */
export type EvaluationProblem =
  /** `$NAME` or `${NAME}` that nothing defines; the braced one falls apart at its braces. */
  | { readonly kind: "undefined-name"; readonly name: string; readonly isBraced: boolean; readonly place: Place }
  /** A definition whose value leads back to itself; keepalived hangs. */
  | { readonly kind: "recursive-definition"; readonly name: string; readonly place: Place }
  /** `$NAME` is defined, but what follows keeps keepalived from replacing it. */
  | { readonly kind: "reference-not-replaced"; readonly name: string; readonly place: Place }
  /** A definition over several lines that is not the last thing on its line is not replaced. */
  | { readonly kind: "multiline-not-last"; readonly name: string; readonly place: Place }
  /** `${NAME words}`: too many, too few, or no numbers. */
  | { readonly kind: "bad-parameters"; readonly name: string; readonly detail: string; readonly place: Place }
  /** The line would pass 1023 bytes, so the rest stays as it is. */
  | { readonly kind: "replacement-too-long"; readonly name: string; readonly place: Place }
  | { readonly kind: "bad-sequence"; readonly keyword: string; readonly detail: string; readonly place: Place }
  | IncludeProblem
  /** An include that keepalived reads in its first reading and again inside the copy. */
  | { readonly kind: "include-read-twice"; readonly pattern: string; readonly place: Place }
  | { readonly kind: "line-too-long" | "nul-line"; readonly place: Place }
  /** A line that starts with `#` or `!` in the copy: taken for a mark of the copy, or a crash. */
  | { readonly kind: "copy-mark"; readonly mark: string; readonly place: Place }
  /** A condition that holds, and comes from a definition (parser.c:read_line of 2.2.7: `len` is that of the reference). */
  | { readonly kind: "made-condition"; readonly place: Place }
  /** kalint stopped: the configuration is too large; `name`: the definition out of which it grew, if one over several lines. */
  | { readonly kind: "limit"; readonly name: string | undefined; readonly place: Place };

export interface IncludeProblem {
  readonly kind: "include";
  readonly reason: IncludeFailure;
  /** The name or pattern it is about. */
  readonly pattern: string;
  /** keepalived counts it as an error; else it only tells. */
  readonly isError: boolean;
  readonly place: Place;
}

/** More of them tell nobody anything. */
const MAX_PROBLEMS = 10_000;

/** Collects problems; the same one met again, in another reading or turn, counts once. */
export class ProblemList {
  readonly all: EvaluationProblem[] = [];
  readonly #seen = new Set<string>();

  add(problem: EvaluationProblem): void {
    if (this.all.length >= MAX_PROBLEMS) return;
    const { path, start, end } = problem.place;
    const key = [problem.kind, path, start, end, subject(problem)].join("\n");
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push(problem);
  }
}

function subject(problem: EvaluationProblem): string {
  if (problem.kind === "include") return `${problem.reason} ${problem.pattern}`;
  return "name" in problem ? (problem.name ?? "") : "";
}
