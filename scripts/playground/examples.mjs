import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../playground/examples", import.meta.url));

/** The examples with their files, in the order of their index. */
export function examplesModule() {
  const examples = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).map((example) => {
    const own = join(folder, example.id);
    const files = readdirSync(own)
      .sort()
      .map((name) => ({ name, text: readFileSync(join(own, name), "utf8") }));
    return { ...example, files };
  });
  return { examples };
}
