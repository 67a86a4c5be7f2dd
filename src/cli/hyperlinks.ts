import { noticeNames } from "../diagnostics/notice-names.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { rules } from "../rules/index.js";
import { terminal } from "./terminal.js";

/**
 * How the name of a rule is shown: as a link (OSC 8) to its page where the terminal has links, else undefined. A name
 * without a page stays plain.
 */
export async function linkFor(): Promise<((rule: string, shown: string) => string) | undefined> {
  const { FORCE_HYPERLINK = "" } = process.env;
  // The library takes some milliseconds to load, and without a terminal its answer is known.
  if (FORCE_HYPERLINK === "" && terminal() === undefined) return undefined;
  const { createSupportsHyperlinks } = await import("supports-hyperlinks");
  if (!createSupportsHyperlinks(process.stdout)) return undefined;
  const pages = new Set<string>([...rules.map(({ name }) => name), ...noticeNames]);
  return (rule, shown) => (pages.has(rule) ? `\u001b]8;;${ruleUrl(rule)}\u0007${shown}\u001b]8;;\u0007` : shown);
}
