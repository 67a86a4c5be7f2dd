// Takes the note away that nothing is published yet. The release workflow runs it once the first release is out.
//   node scripts/mark-published.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** README.md without the note. */
export const withoutMark = (text) => text.replace(/<!-- unpublished: [\s\S]*?<!-- \/unpublished -->\n\n/, "");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = fileURLToPath(new URL("../README.md", import.meta.url));
  writeFileSync(readme, withoutMark(readFileSync(readme, "utf8")));
}
