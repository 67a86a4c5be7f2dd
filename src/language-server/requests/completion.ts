import type { CompletionItem, CompletionList, CompletionParams, Range } from "vscode-languageserver";
import { rules } from "../../rules/index.js";
import { topLevelPlaces } from "../../syntax/schema-index.js";
import { argumentsAt, type Candidate, keywordsIn, optionsAt } from "../candidates.js";
import { type Context, contextAt } from "../context.js";
import { type NamesIn, namesIn } from "../names.js";
import type { Session } from "../session.js";

/** `textDocument/completion`. */
export async function completion(
  session: Session,
  { textDocument, position }: CompletionParams,
): Promise<CompletionList> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return { isIncomplete: false, items: [] };
  const { source } = document;
  const offset = session.convert.offset(source, position);
  const context = contextAt(session.chunks, source, offset);
  const range = session.convert.range(source, { start: context.start, end: offset });
  const target = session.targetOf(source.path);
  const items = candidates(session, context, target).map((one) => toItem(session, one, range));
  return { isIncomplete: false, items };
}

function candidates(session: Session, context: Context, target: string | undefined): readonly Candidate[] {
  const { block, words, typed, comment, isQuoted } = context;
  if (comment !== undefined) return inComment(comment);
  if (typed.startsWith("$"))
    return named(session, ({ definitions }) => definitions.map((name) => `$${name}`), "variable");
  if (typed.startsWith("@")) {
    return named(session, ({ configIds }) => configIds.flatMap((id) => [`@${id}`, `@^${id}`]), "id");
  }
  if (isQuoted) return [];
  const statement = words[0]?.startsWith("@") === true ? words.slice(1) : words;
  const ask = { session, target };
  if (block?.kind === "list") return optionsAt(ask, block, statement);
  const [keyword, ...args] = statement;
  if (keyword === undefined) return keywordsIn(block, target);
  const place = (block?.children ?? topLevelPlaces()).get(keyword);
  return place === undefined ? [] : argumentsAt(ask, place, args);
}

const named = (
  session: Session,
  pick: (names: NamesIn) => readonly string[],
  kind: Candidate["kind"],
): readonly Candidate[] => [...new Set([...namesIn(session)].flatMap(pick))].map((label) => ({ label, kind }));

const SUPPRESSION = /^[#!]+\s*kalint-ignore(?:-file)?\s+(?:[\w-]+[\s,]+)*[\w-]*$/;

/** In a comment the names of rules that it may suppress; at its start the suppression itself. */
function inComment(comment: string): readonly Candidate[] {
  if (SUPPRESSION.test(comment)) {
    return rules.map(({ name }) => ({
      label: name,
      kind: "rule",
      snippet: `${name}: \${1:reason}`,
      plain: `${name}: `,
    }));
  }
  if (!/^[#!]+\s*[\w-]*$/.test(comment)) return [];
  return ["kalint-ignore", "kalint-ignore-file"].map((label) => ({ label, kind: "suppression", plain: `${label} ` }));
}

/** As the protocol numbers them. */
const KINDS = {
  keyword: 10,
  block: 22,
  list: 22,
  value: 12,
  option: 20,
  name: 18,
  variable: 6,
  id: 23,
  rule: 18,
  suppression: 14,
} as const satisfies Record<Candidate["kind"], CompletionItem["kind"]>;

function toItem(session: Session, one: Candidate, range: Range): CompletionItem {
  const { label, kind, snippet, plain, isDeprecated, path } = one;
  const isSnippet = session.client.hasSnippets && snippet !== undefined;
  return {
    label,
    kind: KINDS[kind],
    textEdit: { range, newText: (isSnippet ? snippet : plain) ?? label },
    insertTextFormat: isSnippet ? 2 : 1,
    filterText: label,
    sortText: `${isDeprecated === true ? "2" : "1"}${label}`,
    ...(isDeprecated === true && { tags: [1] }),
    ...((path !== undefined || kind === "rule") && { data: path ?? label }),
  };
}
