// Builds the playground into a folder that any static host serves, and that works when it is opened as a file.
//   node scripts/build-playground.mjs [FOLDER]
import { fileURLToPath } from "node:url";
import { buildPlayground } from "./playground/bundle.mjs";

const [folder = fileURLToPath(new URL("../dist/playground", import.meta.url))] = process.argv.slice(2);
try {
  await buildPlayground(folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
