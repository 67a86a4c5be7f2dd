import * as z from "zod";
import { type FormatOptions, formatEdits } from "../../format/index.js";
import { applyEdits } from "../../text/edit.js";
import { placingOf } from "../placed.js";
import { defineTool, edit, FILES, PROBLEMS } from "../tool.js";

const result = z.object({
  file: z.string(),
  state: z
    .enum(["formatted", "unchanged", "refused"])
    .describe("formatted: the edits bring it into the canonical form"),
  reason: z.string().optional().describe("Why it was left as it is."),
  edits: z.array(edit).describe("Against the text as it was given; none overlaps another."),
  text: z.string().optional().describe("The formatted text, where it changes and the file holds no password."),
});

export const format = defineTool({
  name: "format",
  title: "Format keepalived configurations",
  description:
    "Brings keepalived.conf files into the canonical form: indentation, spaces, blank lines, braces. Never changes what keepalived reads. Writes nothing: gives the edits, and the new text.",
  input: z.strictObject({
    ...FILES,
    indent: z
      .union([z.number().int().min(1).max(16), z.literal("tab")])
      .optional()
      .describe("Spaces for one level, or tab. Default: what the settings of the project say, else 4."),
    order: z.literal("canonical").optional().describe("Also put keywords in the customary order."),
  }),
  output: z.object({ files: z.array(result), ...PROBLEMS }),
  run({ indent, order }, inputs) {
    const files = inputs.given.map(({ path, text }) => {
      const level = indent ?? inputs.settings.of(path)?.indent?.value;
      const options = {
        path,
        ...(level === undefined ? {} : { indent: level }),
        ...(order === undefined ? {} : { order }),
      };
      return formatOne(path, text, options);
    });
    const lines = files.map(({ file, state, reason, edits }) =>
      [
        `${file}: ${state}${reason === undefined ? "" : `: ${reason}`}`,
        ...(edits.length === 0 ? [] : [JSON.stringify(edits)]),
      ].join("\n"),
    );
    return { data: { files, problems: [...inputs.problems] }, text: [...lines, ...inputs.problems].join("\n") };
  },
});

function formatOne(path: string, text: string, options: FormatOptions): z.input<typeof result> {
  const formatted = formatEdits(text, options);
  if (formatted.kind === "refused") return { file: path, state: "refused", reason: formatted.reason, edits: [] };
  if (formatted.edits.length === 0) return { file: path, state: "unchanged", edits: [] };
  const placing = placingOf([{ path, text }]);
  return {
    file: path,
    state: "formatted",
    edits: formatted.edits.map((one) => placing.edit({ file: path, ...one })),
    ...(placing.holdsSecret(path) ? {} : { text: applyEdits(text, formatted.edits) }),
  };
}
