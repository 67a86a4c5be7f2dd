import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  snippetCompletion,
} from "@codemirror/autocomplete";
import type { Suggestion } from "../protocol.js";
import type { Workspace } from "./workspace.js";

/** Kinds of the engine as CodeMirror names them. */
const KINDS: Readonly<Record<string, string>> = {
  keyword: "property",
  block: "keyword",
  list: "keyword",
  value: "enum",
  option: "property",
  name: "class",
  variable: "variable",
  id: "constant",
  rule: "text",
  suppression: "text",
};

/** Completion by the engine; asked for after a word was begun, or by hand. */
export const completeFrom =
  (workspace: Workspace, id: number): CompletionSource =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/[^\s{}]+/);
    if (typed === null && !context.explicit) return null;
    const file = workspace.files.find((one) => one.id === id);
    if (file === undefined) return null;
    const { from, list } = await workspace.quick.call("suggest", workspace.project, file.name, context.pos);
    return list.length === 0 ? null : { from, options: list.map(toCompletion), validFor: /^[\w.$@^-]*$/ };
  };

function toCompletion({ label, kind, snippet, isDeprecated }: Suggestion): Completion {
  const facts = { label, type: KINDS[kind] ?? "text", ...(isDeprecated ? { boost: -50, detail: "deprecated" } : {}) };
  return snippet === undefined || snippet === label ? facts : snippetCompletion(snippet, facts);
}
