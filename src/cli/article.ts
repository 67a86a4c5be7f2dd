import type { Article, ArticlePart, Point } from "../reference/index.js";
import type { Colors } from "../reporters/report.js";
import { displayWidth } from "../text/display-width.js";
import { printable } from "../text/printable.js";
import { wrap } from "../text/wrap.js";

/** How an article is shown: with colours or none, in so many columns. */
export interface ArticleScreen {
  readonly colors: Colors;
  readonly width: number;
}

const INDENT = "  ";

/** Terms beyond this width, or beyond a third of the screen, have their text below instead of beside them. */
const MAX_TERM = 28;

/** An article as a page for the terminal. */
export function showArticle(article: Article, screen: ArticleScreen): string {
  const { colors } = screen;
  const blocks = [
    headline(article, screen),
    ...(article.usage === undefined ? [] : [paragraph(article.usage, screen)]),
    ...(article.summary === "" ? [] : [wrap(printable(article.summary), screen.width).join("\n")]),
    ...article.sections.map(({ title, parts }) =>
      [colors.bold(title), ...parts.map((part) => showPart(part, screen))].join("\n"),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function headline({ title, tag }: Article, { colors, width }: ArticleScreen): string {
  const isWide = displayWidth(title) + INDENT.length + displayWidth(tag) > width;
  if (!isWide) return `${colors.bold(title)}${INDENT}${colors.dim(tag)}`;
  return [colors.bold(title), ...wrap(tag, width - INDENT.length).map((line) => INDENT + colors.dim(line))].join("\n");
}

function showPart(part: ArticlePart, screen: ArticleScreen): string {
  switch (part.kind) {
    case "text":
      return paragraph(part.text, screen);
    case "code":
      return `${part.title === undefined ? "" : `${INDENT}${part.title}:\n`}${indented(printable(part.text).trimEnd().split("\n"), INDENT.repeat(2))}`;
    case "output":
      return indented(printable(part.text).trimEnd().split("\n"), INDENT.repeat(2));
    case "links":
      return part.links.map(({ text }) => paragraph(text, screen)).join("\n");
    case "points":
      return showPoints(part.points, screen);
  }
}

const paragraph = (text: string, { width }: ArticleScreen): string =>
  indented(wrap(printable(text), width - INDENT.length), INDENT);

const indented = (lines: readonly string[], indent: string): string =>
  lines.map((line) => (line === "" ? "" : indent + line)).join("\n");

/** Terms in one column, their texts in another; a long term is above its text. */
export function showPoints(points: readonly Point[], { colors, width }: ArticleScreen): string {
  const widths = points.filter(({ text }) => text !== "").map(({ term }) => displayWidth(term));
  const most = Math.min(MAX_TERM, Math.floor(width / 3));
  const column = Math.max(INDENT.length, ...widths.filter((one) => one <= most));
  const room = width - INDENT.length - column - INDENT.length;
  return points.map((point) => showPoint(point)).join("\n");

  function showPoint({ term, text }: Point): string {
    const head = INDENT + colors.cyan(printable(term));
    if (text === "") return head;
    const [first = "", ...rest] = wrap(printable(text), room);
    const hanging = " ".repeat(INDENT.length + column + INDENT.length);
    const others = indented(rest, hanging);
    const gap = column - displayWidth(term);
    const start = gap < 0 ? `${head}\n${hanging}${first}` : `${head}${" ".repeat(gap)}${INDENT}${first}`;
    return others === "" ? start : `${start}\n${others}`;
  }
}
