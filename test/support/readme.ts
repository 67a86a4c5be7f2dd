import { readRepositoryFile } from "./repository.js";

interface Block {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of README.md, each with the heading that is next above it. */
function blocks(): readonly Block[] {
  const found: Block[] = [];
  let heading = "";
  for (const [piece] of readRepositoryFile("README.md").matchAll(/^```.*\n[\s\S]*?^```$|^#.*$/gm)) {
    const [, language, text] = /^```(.*)\n([\s\S]*)```$/.exec(piece) ?? [];
    if (language === undefined || text === undefined) heading = piece;
    else found.push({ heading, language, text });
  }
  return found;
}

/** What stands in the only fenced block of a language below a heading of README.md. */
export function blockBelow(heading: string, language: string): string {
  const [block, ...others] = blocks().filter((one) => one.heading === heading && one.language === language);
  if (block === undefined || others.length > 0) throw new Error(`${heading} has not one block of "${language}"`);
  return block.text;
}
