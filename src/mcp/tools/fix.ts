import * as z from "zod";
import { summarize } from "../../diagnostics/summary.js";
import { fixRun } from "../../lint/fix-run.js";
import { plural } from "../../reporters/report.js";
import { placingOf } from "../placed.js";
import { rootsOf, runOptions } from "../run-options.js";
import { defineTool, edit, FILES, PROBLEMS } from "../tool.js";
import { JUDGING } from "./lint.js";

const changedFile = z.object({
  file: z.string(),
  edits: z.array(edit).describe("Against the text as it was given; none overlaps another."),
  text: z.string().optional().describe("The new text, where the file holds no password."),
});

export const fix = defineTool({
  name: "fix",
  title: "Fixes for keepalived configurations",
  description:
    "Gives the edits that apply all fixes of the findings of lint, until none is left. Writes nothing: apply the edits yourself, or run kalint --fix. Safe fixes do not change what keepalived does; with unsafe, also those that do.",
  input: z.strictObject({
    ...FILES,
    ...JUDGING,
    unsafe: z
      .boolean()
      .optional()
      .describe("Also fixes that change what keepalived does; look at each of them before use. Default: false."),
  }),
  output: z.object({
    files: z.array(changedFile).describe("The files that change."),
    left: z.object({ errors: z.number().int(), warnings: z.number().int(), notes: z.number().int() }),
    ...PROBLEMS,
  }),
  run({ unsafe = false, ...args }, inputs) {
    const given = new Set(inputs.given.map(({ path }) => path));
    const options = runOptions(inputs, args);
    const { result, changed } = fixRun(rootsOf(inputs), options, unsafe ? "unsafe" : "safe", (path) => given.has(path));
    const files = [...changed].map(([path, { before, after }]) => {
      const placing = placingOf([{ path, text: before }]);
      const edits = placing.edits(path, after);
      return { file: path, edits, ...(placing.holdsSecret(path) ? {} : { text: after }) };
    });
    const { errors, warnings, infos } = summarize(result.diagnostics);
    const data = { files, left: { errors, warnings, notes: infos }, problems: [...inputs.problems] };
    const count = files.reduce((sum, { edits }) => sum + edits.length, 0);
    const left = [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "note")].join(", ");
    const shown = JSON.stringify(files.map(({ file, edits }) => ({ file, edits })));
    return {
      data,
      text: [
        `${plural(count, "edit")} in ${plural(files.length, "file")}; left: ${left}`,
        ...(count === 0 ? [] : [shown]),
        ...inputs.problems,
      ].join("\n"),
    };
  },
});
