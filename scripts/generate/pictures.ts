import { readFileSync } from "node:fs";
import { Chalk } from "chalk";
import { drawClusters } from "../../src/cli/draw-clusters.js";
import { summarize } from "../../src/diagnostics/summary.js";
import type { Rule } from "../../src/lint/define-rule.js";
import { run } from "../../src/lint/run.js";
import { svgPicture } from "../../src/picture/svg.js";
import { pretty } from "../../src/reporters/pretty.js";
import { rules } from "../../src/rules/index.js";
import { terminalSvg } from "./terminal-svg.js";

/** Columns of the terminal in the picture: what README shows without making it smaller. */
const WIDTH = 92;

const NODES = ["lb1.conf", "lb2.conf"];

/** The pictures of README: what the command prints for the pair with mistakes, and what it draws for the other. */
export const pictures = (root: string): readonly (readonly [string, string])[] => [
  ["docs/kalint.svg", report(read(root, "mistakes"))],
  ["docs/show.svg", svgPicture(drawClusters(lintAll(read(root, "weight")).clusters).picture)],
];

type Files = readonly { readonly path: string; readonly text: string }[];

const read = (root: string, folder: string): Files =>
  NODES.map((path) => ({ path, text: readFileSync(`${root}fixtures/examples/${folder}/${path}`, "utf8") }));

const lintAll = (files: Files) =>
  run(files, { rules, severityOf: (rule: Rule) => (rule.isOptIn === true ? "off" : rule.severity) });

function report(files: Files): string {
  const { diagnostics, sources } = lintAll(files);
  const colors = new Chalk({ level: 1 });
  const text = pretty({
    diagnostics,
    summary: summarize(diagnostics),
    files: NODES,
    sources: new Map(sources.map((source) => [source.path, source])),
    colors,
    width: WIDTH,
    fold: true,
    version: "",
  });
  const command = `kalint ${NODES.join(" ")}`;
  const title = `Output of ${command}: ${diagnostics.map(({ message }) => message).join("; ")}`;
  return terminalSvg(`${colors.dim("$")} ${colors.bold(command)}\n${text}`, title);
}
