import { compact } from "../reporters/compact.js";
import { pretty } from "../reporters/pretty.js";
import type { Reporter } from "../reporters/report.js";

/** Reporters that few runs need are loaded when they are asked for. */
const LOADERS: Readonly<Record<string, () => Promise<Reporter>>> = {
  pretty: async () => pretty,
  compact: async () => compact,
  json: async () => (await import("../reporters/json.js")).json,
  sarif: async () => (await import("../reporters/sarif.js")).sarif,
  github: async () => (await import("../reporters/github.js")).github,
  gitlab: async () => (await import("../reporters/gitlab.js")).gitlab,
  junit: async () => (await import("../reporters/junit.js")).junit,
  checkstyle: async () => (await import("../reporters/checkstyle.js")).checkstyle,
  markdown: async () => (await import("../reporters/markdown.js")).markdown,
};

/** Names of all forms, for help and completion. */
export const reporterNames: readonly string[] = Object.keys(LOADERS);

/** The reporter of a name out of `reporterNames`. */
export async function loadReporter(name: string): Promise<Reporter> {
  const load = LOADERS[name];
  if (load === undefined) throw new Error(`no reporter ${name}`);
  return load();
}
