import { scenariosSchema } from "../../src/scenarios/shape.js";

/** The JSON schema of scenario files, for editors. */
export const scenariosPage = (): readonly [path: string, text: string] => [
  "docs/kalint-scenarios.schema.json",
  `${JSON.stringify(scenariosSchema(), undefined, 2)}\n`,
];
