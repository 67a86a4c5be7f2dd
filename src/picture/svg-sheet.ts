import { escapeXml } from "../reporters/xml.js";
import { displayWidth } from "../text/display-width.js";
import { cutTo } from "./words.js";

/** Classes of text and shapes, in the colours of a light and of a dark page. */
export const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; }
.name { font-size: 15px; font-weight: 600; }
.strong { font-weight: 600; }
.dim { fill: #59636e; font-size: 12px; }
.number { font-variant-numeric: tabular-nums; font-weight: 600; }
.holder { fill: #1a7f37; font-weight: 600; font-size: 11px; }
.other { fill: #59636e; font-size: 11px; }
.warn { fill: #9a3412; font-size: 12px; }
.name.warn { font-size: 15px; }
.on { fill: #ffffff; font-size: 11px; font-weight: 600; }
.group { fill: #0550ae; font-size: 12px; font-weight: 600; }
.page { fill: #ffffff; }
.card { fill: #f6f8fa; stroke: #d1d9e0; }
.frame { fill: none; stroke: #0969da; stroke-dasharray: 5 4; }
.track { fill: #dde3ea; }
.kept { fill: #0969da; }
.taken { fill: #0969da; opacity: .38; }
.dot { fill: #1a7f37; }
.ring { fill: none; stroke: #818b98; stroke-width: 1.5; }
.line { stroke: #c4ccd4; fill: none; }
.rival { stroke: #9a3412; stroke-width: 1.5; stroke-dasharray: 3 2; }
.alarm { fill: #fff1e5; stroke: #f5c39b; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.dim, .other { fill: #9198a1; }
.holder { fill: #3fb950; }
.warn { fill: #ffb27a; }
.on { fill: #0d1117; }
.group { fill: #79c0ff; }
.page { fill: #0d1117; }
.card { fill: #151b23; stroke: #3d444d; }
.frame { stroke: #4493f8; }
.track { fill: #2f3742; }
.kept, .taken { fill: #4493f8; }
.dot { fill: #3fb950; }
.ring { stroke: #7d8590; }
.line { stroke: #3d444d; }
.rival { stroke: #ffb27a; }
.alarm { fill: #2d2013; stroke: #6b4423; }
}`.trim();

/** Width that a character of the usual size takes at most, for all but a few fonts. */
const COLUMN = 7.4;

/** How many columns of text fit into a width, at a font size. */
export const columnsIn = (width: number, size = 13): number => Math.max(4, Math.floor(width / (COLUMN * (size / 13))));

export const widthOf = (text: string, size = 13): number => displayWidth(text) * COLUMN * (size / 13);

/** A text on one line; where it is cut, the whole of it is shown when it is pointed at. */
export function textAt(
  x: number,
  y: number,
  text: string,
  kind: string,
  columns = Number.POSITIVE_INFINITY,
  extra = "",
): string {
  const short = cutTo(text, columns);
  const title = short === text ? "" : `<title>${escapeXml(text)}</title>`;
  return `<text x="${round(x)}" y="${round(y)}" class="${kind}"${extra}>${escapeXml(short)}${title}</text>`;
}

export const rect = (x: number, y: number, width: number, height: number, kind: string, radius = 0): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}" rx="${radius}" class="${kind}"/>`;

const round = (value: number): number => Math.round(value * 10) / 10;

/** A whole file: it needs nothing from anywhere. */
export const sheet = (width: number, height: number, title: string, body: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="kalint-title">
<title id="kalint-title">${escapeXml(title)}</title>
<style>${STYLE}</style>
${rect(0, 0, width, height, "page")}
${body.join("\n")}
</svg>
`;
