import type { Tracker } from "../semantic/trackers.js";
import { isBlock } from "../semantic/walk.js";
import type { Finding } from "./define-rule.js";
import { removeStatement } from "./edits.js";

/** Offered where every weight is a setting of a definition that nothing else may need. */
export function dropWeights(trackers: readonly Tracker[]): Pick<Finding, "fix"> {
  const settings = trackers.map(({ definition, line }) =>
    line?.weight === "none" && definition !== undefined && isBlock(definition.block)
      ? definition.block.contents.find(({ place }) => place.name === "weight")
      : undefined,
  );
  const statements = settings.flatMap((setting) => setting?.statement ?? []);
  if (statements.length < trackers.length || trackers.some(({ kind }) => kind !== "script")) return {};
  const edits = [...new Set(statements)].map(removeStatement);
  return { fix: { title: "Remove the weight, so that a failure means FAULT", safety: "unsafe", edits } };
}
