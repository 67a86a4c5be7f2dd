import type { Command } from "commander";
import type { FoundArticle } from "../reference/index.js";
import { asQuestion } from "../text/suggest.js";
import { type ArticleScreen, showArticle, showPoints } from "./article.js";
import { UsageError } from "./exit-codes.js";
import { colorsFor, terminal, writeOutput } from "./terminal.js";

/** Lines longer than this are hard to read, however wide the terminal. */
const MAX_COLUMNS = 100;

/** Where no terminal says otherwise. */
const USUAL_COLUMNS = 80;

/** `kalint explain NAME`: what a rule or a keyword is about, in the terminal. */
export function addExplainCommand(program: Command): void {
  program
    .command("explain")
    .summary("explain a rule or a keyword")
    .description(
      "Explains a rule: what it finds, why it matters, how to fix it; or a keyword of\nkeepalived.conf: what it does, what it takes, what to know.",
    )
    .argument("<name>", "a rule, a keyword, or the path of a keyword")
    .addHelpText("after", EXAMPLES)
    .action(explain);
}

const EXAMPLES = `
Examples:
  kalint explain cluster-vrid-mismatch     a rule
  kalint explain vrrp_instance/advert_int  a keyword, by its path
  kalint explain weight                    the places of a word`;

async function explain(name: string): Promise<void> {
  const { find } = await import("../reference/index.js");
  writeOutput(show(name, find(name), await screen()));
}

async function screen(): Promise<ArticleScreen> {
  const columns = terminal()?.columns;
  return { colors: await colorsFor(undefined), width: Math.min(columns || USUAL_COLUMNS, MAX_COLUMNS) };
}

function show(name: string, found: FoundArticle, on: ArticleScreen): string {
  switch (found.kind) {
    case "article":
      return showArticle(found.article, on);
    case "places":
      return `${on.colors.bold(`"${found.word}"`)} is a keyword in ${found.places.length} blocks:\n${showPoints(found.places, on)}\n`;
    case "documented-only": {
      const { word, place, use, note } = found.word;
      const instead = use === undefined ? "" : `; it knows ${use}`;
      throw new UsageError(
        `keepalived.conf(5) names ${word} at ${place}, but keepalived does not know it there${instead}${note === undefined ? "" : ` (${note})`}`,
      );
    }
    case "nothing":
      throw new UsageError(`unknown rule or keyword "${name}"${asQuestion(found.near)}`);
  }
}
