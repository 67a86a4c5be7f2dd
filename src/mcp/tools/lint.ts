import * as z from "zod";
import { limitFindings } from "../../diagnostics/limit.js";
import { summarize } from "../../diagnostics/summary.js";
import { run } from "../../lint/run.js";
import { plural } from "../../reporters/report.js";
import { Placing } from "../placed.js";
import { rootsOf, runOptions } from "../run-options.js";
import { defineTool, edit, FILES, PLACE, PROBLEMS, READING, release } from "../tool.js";

const MOST_LISTED = 1000;

export const severity = z.enum(["error", "warning", "info"]);

export const JUDGING = {
  ...READING,
  target: release("Release of keepalived that the files are for, such as 2.2.7. Default: no particular one."),
  isPartial: z.boolean().optional().describe("Not all nodes of the clusters are given: do not report missing ones."),
  rules: z
    .record(z.string(), z.enum(["error", "warning", "info", "off"]))
    .optional()
    .describe('Severity of single rules, such as {"prefer-track-process": "off"}; "off" turns one off.'),
};

const finding = z.object({
  rule: z.string().describe("Name of the rule; the tool explain and the resource kalint://rules/NAME say more."),
  severity,
  message: z.string(),
  help: z.string().optional(),
  ...PLACE,
  related: z.array(z.object({ ...PLACE, message: z.string() })),
  nodes: z.array(z.string()),
  fix: z
    .object({
      title: z.string(),
      safety: z.enum(["safe", "unsafe"]).describe("unsafe: it changes what keepalived does"),
      edits: z.array(edit),
    })
    .optional(),
  url: z.string(),
});

export const lint = defineTool({
  name: "lint",
  title: "Check keepalived configurations",
  description:
    "Checks keepalived.conf files: syntax, values, references, and contradictions between the nodes of a cluster (two masters, different virtual_router_id, missing peers), as keepalived itself would read them. Give the files of all nodes together. Reports findings with places, advice and fixes. Changes nothing.",
  input: z.strictObject({
    ...FILES,
    ...JUDGING,
    maxFindings: z
      .number()
      .int()
      .min(1)
      .max(MOST_LISTED)
      .optional()
      .describe("Findings of one rule in one file that are listed. Default: 20."),
  }),
  output: z.object({
    findings: z.array(finding),
    summary: z.object({
      files: z.number().int(),
      errors: z.number().int(),
      warnings: z.number().int(),
      notes: z.number().int(),
      safeFixes: z.number().int(),
      unsafeFixes: z.number().int(),
    }),
    ...PROBLEMS,
  }),
  run({ maxFindings = 20, ...args }, inputs) {
    const { diagnostics, sources } = run(rootsOf(inputs), runOptions(inputs, args));
    const placing = new Placing(sources);
    const findings = limitFindings(diagnostics, maxFindings).map((one) => placing.finding(one));
    const { errors, warnings, infos, fixable, unsafeFixable } = summarize(diagnostics);
    const files = inputs.given.length;
    const summary = { files, errors, warnings, notes: infos, safeFixes: fixable, unsafeFixes: unsafeFixable };
    const lines = findings.map(lineOf);
    const found = [plural(errors, "error"), plural(warnings, "warning"), plural(infos, "note")].join(", ");
    return {
      data: { findings, summary, problems: [...inputs.problems] },
      text: [...lines, `${plural(files, "file")}: ${found}`, ...inputs.problems].join("\n"),
    };
  },
});

/** As compilers write it, with the advice. */
export function lineOf(one: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly message: string;
  readonly rule: string;
  readonly help?: string;
}): string {
  const help = one.help === undefined ? "" : `\n    help: ${one.help}`;
  return `${one.file}:${one.line}:${one.column}: ${one.severity}: ${one.message} [${one.rule}]${help}`;
}
