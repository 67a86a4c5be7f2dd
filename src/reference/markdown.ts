import type { Article, ArticlePart, ArticleSection, Point } from "./article.js";

/** Where a target has its page; undefined: no link. */
export type LinkTo = (target: string) => string | undefined;

/** An article as Markdown. `level` is that of its title. The sections of a keyword, which are short, have no headings. */
export function toMarkdown(article: Article, linkTo: LinkTo = () => undefined, level = 1): string {
  const title = (text: string): string =>
    article.kind === "keyword" ? `**${text}**` : `${"#".repeat(level + 1)} ${text}`;
  const blocks = [
    `${"#".repeat(level)} ${code(article.title)}`,
    ...(article.summary === "" ? [] : [plain(article.summary)]),
    ...(article.usage === undefined ? [] : [fenced(article.usage)]),
    ...article.sections.map((section) => sectionText(section, title, linkTo)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const sectionText = ({ title, parts }: ArticleSection, show: (title: string) => string, linkTo: LinkTo): string =>
  [show(title), ...parts.map((part) => partText(part, linkTo))].join("\n\n");

function partText(part: ArticlePart, linkTo: LinkTo): string {
  switch (part.kind) {
    case "text":
      return plain(part.text);
    case "code":
      return `${part.title === undefined ? "" : `${code(part.title)}:\n\n`}${fenced(part.text)}`;
    case "output":
      return fenced(part.text, "text");
    case "links":
      return part.links
        .map(({ text, url }) => (url === undefined ? `- ${plain(text)}` : `- [${plain(text)}](${url})`))
        .join("\n");
    case "points":
      return part.points.map((point) => pointText(point, linkTo)).join("\n");
  }
}

function pointText({ term, text, target, isLabel }: Point, linkTo: LinkTo): string {
  const link = target === undefined ? undefined : linkTo(target);
  const name = isLabel === true ? plain(term) : code(term);
  const head = link === undefined ? name : `[${name}](${link})`;
  return text === "" ? `- ${head}` : `- ${head}: ${plain(text)}`;
}

/** Text in which Markdown would see marks: what is already code stays. */
export const plain = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(/[\\*<>[\]|~]|(?<!\w)_|_(?!\w)/g, "\\$&")))
    .join("");

/** A code span, whatever the text holds. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A fenced block that no fence inside the text can end. */
function fenced(text: string, language = "conf"): string {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
