import * as z from "zod";
import { asQuestion } from "../../text/suggest.js";
import { defineTool, Refusal } from "../tool.js";

export const explain = defineTool({
  name: "explain",
  title: "Explain a rule or keyword",
  description:
    "Explains a rule of kalint (what it finds, why it matters, how to fix it) or a keyword of keepalived.conf (what it does, its arguments, ranges, defaults, releases, pitfalls; taken from the source of keepalived). A word that several blocks know gives the list of its places.",
  input: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .describe(
        "Name of a rule (cluster-vrid-mismatch), a keyword (auth_pass) or its path (vrrp_instance/advert_int).",
      ),
  }),
  output: z.object({
    kind: z.enum(["rule", "keyword", "places"]),
    title: z.string(),
    markdown: z.string(),
    places: z
      .array(z.object({ path: z.string(), summary: z.string() }))
      .describe("For a word that several blocks know."),
  }),
  async run({ name }) {
    const { find, toMarkdown } = await import("../../reference/index.js");
    const found = find(name);
    switch (found.kind) {
      case "article": {
        const { article } = found;
        const markdown = toMarkdown(article);
        const kind = article.kind satisfies "rule" | "keyword";
        return { data: { kind, title: article.title, markdown, places: [] }, text: markdown };
      }
      case "places": {
        const places = found.places.map(({ term, text }) => ({ path: term, summary: text }));
        const lines = places.map(({ path, summary }) => `- ${path}: ${summary}`);
        const markdown = `"${found.word}" is a keyword in ${places.length} blocks:\n\n${lines.join("\n")}\n`;
        return { data: { kind: "places" as const, title: found.word, markdown, places }, text: markdown };
      }
      case "documented-only": {
        const { word, place, use } = found.word;
        const instead = use === undefined ? "" : `; it knows ${use}`;
        throw new Refusal(
          `keepalived.conf(5) names ${word} at ${place}, but keepalived does not know it there${instead}`,
        );
      }
      case "nothing":
        throw new Refusal(`unknown rule or keyword "${name}"${asQuestion(found.near)}`);
    }
  },
});
