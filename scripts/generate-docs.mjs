// Writes the pages that are made from rules, schema and grammar: docs/ and src/rules/README.md.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kalint-docs-"));
try {
  const script = join(folder, "documents.cjs");
  writeFileSync(script, await bundle("scripts/generate/documents.ts"));
  write(createRequire(import.meta.url)(script));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function write({ documents, OWNED }) {
  const pages = documents(root);
  for (const [path, text] of pages) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, text);
  }
  const written = readdirSync(`${root}docs`, { recursive: true }).map((name) => `docs/${name.replaceAll("\\", "/")}`);
  for (const path of written) {
    if (!pages.has(path) && OWNED.some((pattern) => pattern.test(path))) rmSync(root + path);
  }
}
