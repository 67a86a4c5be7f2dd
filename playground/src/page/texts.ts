import type { Article } from "../../../src/reference/article.js";
import { globalOf, loadScript } from "./engine-client.js";

let texts: Promise<Readonly<Record<string, Article>>> | undefined;

/** The article of a rule. All of them are loaded when the first one is asked for. */
export async function articleOf(rule: string): Promise<Article | undefined> {
  texts ??= loadScript("texts.js").then(() => JSON.parse(globalOf("kalintTexts")));
  texts.catch(() => {
    // Another click tries again.
    texts = undefined;
  });
  return (await texts)[rule];
}
