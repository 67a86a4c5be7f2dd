import type { Command } from "commander";
import type { ruleTexts } from "../reference/index.js";
import { jsonText } from "../text/printable.js";
import { writeOutput } from "./terminal.js";

/** `kalint rules`: one rule per line, or JSON. */
export function addRulesCommand(program: Command): void {
  program
    .command("rules")
    .summary("list the rules")
    .description("Lists every rule with its severity and what it finds.")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExamples:\n  kalint rules | grep cluster-\n  kalint rules --json | jq '.[].name'")
    .action(list);
}

type Texts = typeof ruleTexts;

async function list({ json }: { json?: boolean }): Promise<void> {
  const { ruleTexts } = await import("../reference/index.js");
  writeOutput(json === true ? asJson(ruleTexts) : asTable(ruleTexts));
}

function asTable(rules: Texts): string {
  const width = Math.max(...rules.map(({ name }) => name.length));
  return rules
    .map(({ name, severity, isOptIn, summary }) => {
      const shown = `${severity}${isOptIn === true ? " (off)" : ""}`;
      return `${name.padEnd(width)}  ${shown.padEnd(11)}  ${summary}\n`;
    })
    .join("");
}

function asJson(rules: Texts): string {
  const shape = rules.map(({ name, group, scope, severity, isOptIn, fix, summary }) => ({
    name,
    group,
    scope,
    severity,
    isOptIn: isOptIn === true,
    fix: fix ?? null,
    summary,
  }));
  return jsonText(shape);
}
