import type { CompletionCandidate } from "../../../src/language-server/candidates.js";
import { candidatesAt } from "../../../src/language-server/candidates-at.js";
import { ChunkStore } from "../../../src/language-server/chunks.js";
import { contextAt } from "../../../src/language-server/context.js";
import { SourceFile } from "../../../src/text/source-file.js";
import type { Project, Suggestion, Suggestions } from "../protocol.js";

const chunks = new ChunkStore();

/** What may come next at a place: the keywords of the block, values, and names that the files define. */
export function suggest({ files, release }: Project, file: string, offset: number): Suggestions {
  const sources = files.map(({ name, text }) => new SourceFile(name, text));
  const source = sources.find(({ path }) => path === file);
  if (source === undefined) return { from: offset, list: [] };
  const context = contextAt(chunks, source, offset);
  const list = candidatesAt({ chunks, sources: () => sources }, context, release);
  return { from: context.start, list: list.map(toSuggestion) };
}

const toSuggestion = ({ label, kind, snippet, isDeprecated }: CompletionCandidate): Suggestion => ({
  label,
  kind,
  snippet: snippet === undefined ? undefined : toCodeMirror(snippet),
  isDeprecated: isDeprecated === true,
});

/** From the protocol's way to write places to fill in; of several choices the first one is put in. */
const toCodeMirror = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|}]*)[^|]*\|\}/g, (_, first) => field(first))
    .replace(/\$\{\d+:([^}]*)\}/g, (_, text) => field(text))
    .replace(/\$0/g, field(""));

const field = (text: string): string => `\${${text}}`;
