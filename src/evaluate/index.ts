export { type Evaluated, type EvaluateOptions, evaluate } from "./evaluate.js";
export { expand, expandJson } from "./expand.js";
export type { FileReader } from "./includes.js";
export { MAX_COST } from "./limits.js";
export { mentionedIds } from "./mentioned-ids.js";
export type { EvaluationProblem } from "./problems.js";
export { compareReleases } from "./release.js";
export { textReader } from "./text-reader.js";
export { isUnknown, isWritten } from "./unknown-word.js";
