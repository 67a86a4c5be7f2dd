import {
  Token as GrammarToken,
  type Item,
  MAX_DEPTH,
  parseTokens,
  type Token,
  tokens as types,
} from "../../grammar/index.js";

/** Top-level keywords that the parent process acts on, from the first reading (main.c, global_parser.c). */
const MAIN_KEYWORDS: ReadonlySet<string> = new Set([
  "global_defs",
  "linkbeat_use_polling",
  "net_namespace",
  "net_namespace_ipvs",
  "namespace_with_ipsets",
  "use_pid_dir",
  "instance",
  "child_wait_time",
]);

/** What keepalived acts on: settings of the parent from the first reading, the rest from the later ones. */
export function effectiveItems(first: readonly Token[], later: readonly Token[]): readonly Item[] {
  const laterItems = parseTokens(capDepth(later));
  if (first === later) return laterItems;
  const ofParent = parseTokens(capDepth(first)).filter(isMain);
  const items: Item[] = [];
  let next = 0;
  for (const item of laterItems) {
    if (!isMain(item)) items.push(item);
    else {
      const own = ofParent[next++];
      if (own !== undefined) items.push(own);
    }
  }
  items.push(...ofParent.slice(next));
  return items;
}

function isMain(item: Item): boolean {
  return item.kind === "statement" && MAIN_KEYWORDS.has(item.keyword?.value ?? "");
}

/** Braces too deep for the tree become tokens of their own, as the scanner does for a file. */
function capDepth(stream: readonly Token[]): readonly Token[] {
  let depth = 0;
  let isCapped = true;
  for (const token of stream) {
    const type = cappedType(token, depth);
    if (type !== token.tokenType) isCapped = false;
    depth = depthAfter(token, depth);
  }
  return isCapped ? stream : capped(stream);
}

function capped(stream: readonly Token[]): readonly Token[] {
  let depth = 0;
  return stream.map((token) => {
    const type = cappedType(token, depth);
    depth = depthAfter(token, depth);
    if (type === token.tokenType) return token;
    const { source, start, end, words, prefixes, isFirst, isPlain, lost } = token;
    return new GrammarToken(type, source, start, end, words, prefixes, isFirst, isPlain, lost);
  });
}

const opens = (token: Token): boolean =>
  token.tokenType === types.Open || (token.tokenType === types.DeepBrace && token.image.endsWith("{"));

const closes = (token: Token): boolean =>
  token.tokenType === types.Close || (token.tokenType === types.DeepBrace && token.image.endsWith("}"));

function depthAfter(token: Token, depth: number): number {
  if (opens(token)) return depth + 1;
  return closes(token) ? Math.max(0, depth - 1) : depth;
}

function cappedType(token: Token, depth: number) {
  if (opens(token)) return depth >= MAX_DEPTH ? types.DeepBrace : types.Open;
  if (closes(token)) return depth > MAX_DEPTH ? types.DeepBrace : types.Close;
  return token.tokenType;
}
