import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { root } from "./repository.js";

/** Path of the grammar that VS Code is given. */
export const GRAMMAR = "editors/vscode/syntaxes/keepalived.tmLanguage.json";

export interface Scoped {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Reads texts with the grammar, as VS Code does: for each line its tokens. */
export async function textmateReader(grammarText: string): Promise<(text: string) => readonly (readonly Scoped[])[]> {
  const wasm = createRequire(import.meta.url)
    .resolve("vscode-oniguruma")
    .replace("main.js", "onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(grammarText, `${root}${GRAMMAR}`),
  });
  const grammar = await registry.loadGrammar("source.keepalived");
  if (grammar === null) throw new Error("the grammar cannot be loaded");
  return (text) => {
    let stack = textmate.INITIAL;
    return text.split(/\r?\n/).map((line) => {
      const { tokens, ruleStack, stoppedEarly } = grammar.tokenizeLine(line, stack);
      if (stoppedEarly) throw new Error(`reading takes too long: ${line}`);
      stack = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({ text: line.slice(startIndex, endIndex), scopes }));
    });
  };
}
