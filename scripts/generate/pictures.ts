import { readFileSync } from "node:fs";
import { Chalk } from "chalk";
import { drawClusters } from "../../src/cli/draw-clusters.js";
import { placeText, wordFinder } from "../../src/cli/find-words.js";
import { summarize } from "../../src/diagnostics/summary.js";
import { hostNeeds } from "../../src/host/needs.js";
import { hostText } from "../../src/host/text.js";
import type { Rule } from "../../src/lint/define-rule.js";
import { run } from "../../src/lint/run.js";
import { judgeBeside } from "../../src/live/beside.js";
import { readDump } from "../../src/live/read-dump.js";
import { liveText, type Style } from "../../src/live/text.js";
import { NO_INPUTS } from "../../src/mcp/inputs.js";
import { lint } from "../../src/mcp/tools/lint.js";
import { svgPicture } from "../../src/picture/svg.js";
import { pretty } from "../../src/reporters/pretty.js";
import { rules } from "../../src/rules/index.js";
import { wrap } from "../../src/text/wrap.js";
import { terminalSvg } from "./terminal-svg.js";

/** Columns of the terminal in the picture: what README shows without making it smaller. */
const WIDTH = 92;

const NODES = ["lb1.conf", "lb2.conf"];
const DUMPS = ["lb1.dump", "lb2.dump"];

/** The pictures of README: what the command prints for the pair with mistakes, and what it draws for the other. */
export const pictures = (root: string): readonly (readonly [string, string])[] => [
  ["docs/host.svg", host(read(root, "sound"))],
  ["docs/kalint.svg", report(read(root, "mistakes"))],
  ["docs/live.svg", live(root)],
  ["docs/mcp.svg", call(read(root, "mistakes"))],
  ["docs/show.svg", svgPicture(drawClusters(lintAll(read(root, "weight")).clusters).picture)],
];

type Files = readonly { readonly path: string; readonly text: string }[];

const read = (root: string, folder: string): Files =>
  NODES.map((path) => ({ path, text: readFileSync(`${root}fixtures/examples/${folder}/${path}`, "utf8") }));

const lintAll = (files: Files) =>
  run(files, { rules, severityOf: (rule: Rule) => (rule.isOptIn === true ? "off" : rule.severity) });

/** Two MASTERs, because one of them has not read its file again. */
function live(root: string): string {
  const folder = `${root}fixtures/examples/two-masters/`;
  const { clusters } = lintAll(read(root, "two-masters"));
  const dumps = DUMPS.map((path) => ({ name: undefined, dump: readDump(path, readFileSync(folder + path, "utf8")) }));
  const { bold, green, red, dim } = new Chalk({ level: 1 });
  const style = { place: placesOf(clusters), strong: bold, good: green, bad: red, faint: dim };
  const command = `kalint live ${DUMPS.join(" ")} --config ${NODES.join(" ")}`;
  const text = liveText(judgeBeside(dumps, clusters), style);
  return terminalSvg(`${dim("$")} ${bold(command)}\n${text}`, `Output of ${command}: lb2 rejects the adverts of lb1`);
}

/** What the host of the first node must allow. */
function host(files: Files): string {
  const { clusters } = lintAll(files);
  const [first] = clusters.flatMap((cluster) => hostNeeds(cluster));
  if (first === undefined) throw new Error("the example for kalint host has no node");
  const needs = { ...first, node: first.node.replace(/\.conf$/, "") };
  const { bold, dim } = new Chalk({ level: 1 });
  const text = hostText(needs, placesOf(clusters), { strong: bold, faint: dim });
  const command = `kalint host --node lb1 ${NODES.join(" ")}`;
  return terminalSvg(`${dim("$")} ${bold(command)}\n${text}`, `Output of ${command}: packets and kernel settings`);
}

/** What an assistant asks, and what it is answered. */
function call(files: Files): string {
  const { bold, dim } = new Chalk({ level: 1 });
  const answer = lint.run({}, { ...NO_INPUTS, given: files });
  if (answer instanceof Promise) throw new Error("the tool lint waits for something");
  const { text } = answer;
  const question = `lint {"paths": [${NODES.map((name) => `"${name}"`).join(", ")}]}`;
  const lines = text.split("\n").flatMap((line) => wrap(line, WIDTH));
  return terminalSvg(
    `${dim("tool call")}  ${bold(question)}\n\n${lines.join("\n")}\n`,
    `A call of the tool lint and its answer: ${text.replaceAll("\n", " ")}`,
  );
}

function placesOf(clusters: ReturnType<typeof lintAll>["clusters"]): Style["place"] {
  const find = wordFinder(clusters.flatMap(({ nodes }) => nodes));
  return (word) => placeText(find(word));
}

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
