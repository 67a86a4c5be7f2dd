import { rules } from "../../src/rules/index.js";
import { settingsSchema } from "../../src/settings/shape.js";

/** The JSON schema of settings files, which editors read. */
export function settingsPage(): readonly [string, string] {
  return ["docs/kalint.schema.json", `${JSON.stringify(settingsSchema(rules), undefined, 2)}\n`];
}
