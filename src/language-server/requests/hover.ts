import type { Hover, HoverParams } from "vscode-languageserver";
import type { Statement, Word } from "../../../grammar/index.js";
import type { Node } from "../../semantic/node.js";
import { optionsOf } from "../../syntax/entries.js";
import type { KeywordPlace } from "../../syntax/schema-index.js";
import { briefArticle } from "../articles.js";
import { statementAt, wordAt } from "../context.js";
import type { OpenDocument } from "../documents.js";
import type { Session } from "../session.js";

/** `textDocument/hover`: what a word means, what it stands for after definitions, and what the other nodes have. */
export async function hover(session: Session, { textDocument, position }: HoverParams): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return null;
  const { source } = document;
  const offset = session.convert.offset(source, position);
  const { chunk, start } = session.chunks.at(source, offset);
  const found = statementAt(chunk.tree.items, offset - start);
  const word = found && wordAt(found.statement, offset - start);
  if (found?.place === undefined || word === undefined) return null;
  const { place, statement } = found;
  const article = await briefArticle(articlePath(place, statement, word));
  const parts = [article, ...facts(session, document, place, statement, start)].filter((part) => part !== undefined);
  if (parts.length === 0) return null;
  const range = session.convert.range(source, { start: start + word.start, end: start + word.end });
  const kind = session.client.hasMarkdown.hover ? "markdown" : "plaintext";
  return { contents: { kind, value: parts.join("\n\n") }, range };
}

/** An option of a line has an article of its own. */
function articlePath(place: KeywordPlace, { words }: Statement, word: Word): string {
  const { entry } = place.keyword;
  if (place.kind !== "list" || entry === undefined || words[0]?.value === place.name) return place.path;
  const option = optionsOf(entry).get(word.value);
  return option === undefined ? place.path : `${place.path}/${option.name}`;
}

/** From the last judgement, which may be of an older text: a hover does not wait for the rules. */
function facts(
  session: Session,
  { source }: OpenDocument,
  place: KeywordPlace,
  statement: Statement,
  base: number,
): string[] {
  const judged = session.last();
  if (judged === undefined) return [];
  const { nodes, clusters } = judged.result;
  const here = { path: source.path, start: base + statement.token.start, end: base + statement.token.end };
  const own = nodes.filter(({ evaluated }) => evaluated.files.some((file) => file.source.path === here.path));
  const values = statement.token.image.includes("$")
    ? own.flatMap((node) => valuesHere(node, place, here).map((text) => `On ${node.name}: \`${text}\``))
    : [];
  const others = clusters
    .filter(({ nodes: members }) => members.some((node) => own.includes(node)))
    .flatMap(({ nodes: members }) => members.filter((node) => !own.includes(node)));
  return [...values, ...othersHave(others, own, place, here)];
}

interface Here {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What evaluation made of a statement on a node. */
function valuesHere(node: Node, place: KeywordPlace, here: Here): string[] {
  const made = node.all(place.path).filter(({ statement }) => isFrom(statement, here));
  return made.map(({ statement }) => statement.words.map(({ value }) => value).join(" "));
}

const isFrom = ({ token }: Statement, { path, start, end }: Here): boolean => {
  const { path: file, start: from, end: to, via } = token.source.locate(token.start, token.end);
  const isIn = (one: { path: string; start: number; end: number }) =>
    one.path === path && one.start >= start && one.end <= end;
  return isIn({ path: file, start: from, end: to }) || via.some(isIn);
};

/** What the other nodes of the cluster have for the same setting of the same instance. */
function othersHave(others: readonly Node[], own: readonly Node[], place: KeywordPlace, here: Here): string[] {
  if (!place.path.startsWith("vrrp_instance/") || others.length === 0 || place.kind !== "option") return [];
  const instance = own
    .flatMap(({ instances }) => instances)
    .find(({ block }) => block.contents.some(({ statement }) => isFrom(statement, here)));
  if (instance?.name === undefined) return [];
  return others.flatMap((node) => {
    const same = node.instances.find(({ name }) => name === instance.name);
    const setting = same?.block.contents.findLast((element) => element.place === place);
    if (same === undefined) return [];
    const text = setting?.statement.words.map(({ value }) => value).join(" ");
    return [text === undefined ? `${node.name} does not set it` : `${node.name} has \`${text}\``];
  });
}
