import { readRepositoryFile } from "./repository.js";

interface Block {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page, each with the heading that is next above it. */
export function blocksOf(page: string): readonly Block[] {
  const found: Block[] = [];
  let heading = "";
  for (const [piece] of readRepositoryFile(page).matchAll(/^```.*\n[\s\S]*?^```$|^#.*$/gm)) {
    const [, language, text] = /^```(.*)\n([\s\S]*)```$/.exec(piece) ?? [];
    if (language === undefined || text === undefined) heading = piece;
    else found.push({ heading, language, text });
  }
  return found;
}

/** What is in the only fenced block of a language below a heading of a page. */
export function blockBelow(page: string, heading: string, language: string): string {
  const [block, ...others] = blocksOf(page).filter((one) => one.heading === heading && one.language === language);
  if (block === undefined || others.length > 0)
    throw new Error(`${page}: ${heading} has not one block of "${language}"`);
  return block.text;
}
