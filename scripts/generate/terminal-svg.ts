import { escapeXml } from "../../src/reporters/xml.js";
import { displayWidth } from "../../src/text/display-width.js";

const COLUMN = 8.4;
const LINE = 19;
const PAD = 18;
/** Height of the bar at the top of the window. */
const BAR = 30;

/** A window that is light on a light page and dark on a dark one; its frame sets it off from either. */
const STYLE = `
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; white-space: pre; }
.window { fill: #f6f8fa; stroke: #d1d9e0; }
.button { fill: #d1d9e0; }
.bold { font-weight: 700; }
.dim { fill: #59636e; }
.red { fill: #c4232d; font-weight: 700; }
.green { fill: #116329; }
.yellow { fill: #7d4e00; }
.cyan { fill: #0550ae; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.window { fill: #0d1117; stroke: #3d444d; }
.button { fill: #3d444d; }
.dim { fill: #9198a1; }
.red { fill: #ff7b72; }
.green { fill: #3fb950; }
.yellow { fill: #d29922; }
.cyan { fill: #79c0ff; }
}`.trim();

/** Codes of SGR that chalk uses here: what each turns on, and a code of 20 or more that ends with 2 or 9, what it turns off. */
const ON: Readonly<Record<string, string>> = {
  "1": "bold",
  "2": "dim",
  "31": "red",
  "32": "green",
  "33": "yellow",
  "36": "cyan",
};
const OFF: Readonly<Record<string, readonly string[]>> = {
  "22": ["bold", "dim"],
  "39": ["red", "green", "yellow", "cyan"],
};

interface Run {
  readonly text: string;
  readonly column: number;
  readonly kind: string;
}

/** What a terminal shows for `output`, a text with the colours of chalk, as an SVG file; `title` is for who cannot see it. */
export function terminalSvg(output: string, title: string): string {
  const lines = output.trimEnd().split("\n").map(runsOf);
  const columns = Math.max(...lines.flat().map(({ text, column }) => column + displayWidth(text)));
  const [width, height] = [round(2 * PAD + columns * COLUMN), BAR + PAD + lines.length * LINE];
  const body = lines.flatMap((runs, index) => runs.map((run) => drawRun(run, BAR + (index + 1) * LINE)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="kalint-title">
<title id="kalint-title">${escapeXml(title)}</title>
<style>${STYLE}</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" class="window"/>
${[0, 1, 2].map((at) => `<circle cx="${PAD + at * 18}" cy="${BAR / 2 + 2}" r="5" class="button"/>`).join("")}
${body.join("\n")}
</svg>
`;
}

/** A length of its own for each piece, so that columns stay columns in any font. */
function drawRun({ text, column, kind }: Run, y: number): string {
  const length = round(displayWidth(text) * COLUMN);
  const style = kind === "" ? "" : ` class="${kind}"`;
  return `<text x="${round(PAD + column * COLUMN)}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escapeXml(text)}</text>`;
}

/** The pieces of a line with their styles; spaces at their ends are left to the columns. */
function runsOf(line: string): readonly Run[] {
  const runs: Run[] = [];
  const active = new Set<string>();
  let column = 0;
  for (const piece of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1];
    if (code === undefined) {
      for (const [text] of piece.matchAll(/\S+(?: \S+)*| +/g)) {
        if (text.trim() !== "") runs.push({ text, column, kind: [...active].join(" ") });
        column += displayWidth(text);
      }
    } else if (ON[code] !== undefined) active.add(ON[code]);
    else for (const name of OFF[code] ?? []) active.delete(name);
  }
  return runs;
}

const round = (value: number): number => Math.round(value * 10) / 10;
