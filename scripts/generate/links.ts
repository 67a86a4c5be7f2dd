/** Name of the page of keywords at top level that are no blocks. */
export const TOP_LEVEL = "top-level";

/** The page of a keyword, from the folder `docs/keywords`, with the heading that is its own. */
export function keywordPage(path: string, blocks: ReadonlySet<string>): string {
  const [root = ""] = path.split("/");
  const page = blocks.has(root) ? root : TOP_LEVEL;
  return `${page}.md#${slug(path)}`;
}

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
