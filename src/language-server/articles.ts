import type { SectionTitle } from "../reference/article.js";

/** What an editor shows beside a word: the sections that people look up while they write. */
const SECTIONS: ReadonlySet<SectionTitle> = new Set<SectionTitle>([
  "Arguments",
  "Lines",
  "Options",
  "Default",
  "Invalid input",
  "Invalid value",
  "Notes",
  "Releases",
  "Why it matters",
  "Why",
  "How to fix",
]);

/** The article of a keyword or a rule as Markdown, without what only its page shows; undefined where there is none. */
export async function briefArticle(name: string): Promise<string | undefined> {
  const { find, toMarkdown } = await import("../reference/index.js");
  const found = find(name);
  if (found.kind !== "article") return undefined;
  const { article } = found;
  const sections = article.sections.filter(({ title }) => SECTIONS.has(title));
  return toMarkdown({ ...article, sections }, undefined, 3);
}
