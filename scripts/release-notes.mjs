// Prints what the changelog says of a version.
//   node scripts/release-notes.mjs VERSION
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";

const changelog = readFileSync(new URL("../docs/CHANGELOG.md", import.meta.url), "utf8");
const section = changelog.split(/^## /m).find((one) => one.startsWith(`[${argv[2]}]`));
if (section === undefined) {
  console.error(`docs/CHANGELOG.md has no section ${argv[2]}`);
  exit(1);
}
console.log(
  section
    .slice(section.indexOf("\n"))
    .replace(/^\[[^\]]*\]: .*$/gm, "")
    .trim(),
);
