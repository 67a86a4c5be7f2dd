import type { Item, Statement, Token, Word } from "../../grammar/index.js";
import { type KeywordPlace, topLevelPlaces } from "../syntax/schema-index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { firstWhere } from "../text/search.js";

/** What makes a brace one too many: keywords of a block that are outside of it. */
export interface EarlyClose {
  /** The first keyword outside. */
  readonly outside: Word;
  /** The block that they belong to, and the brace that closes it before them; not there where nothing opens it. */
  readonly block: { readonly keyword: Word; readonly close: Token } | undefined;
}

/**
 * Looks at what comes before a `}` at top level that closes nothing: statements that belong into a block, up to the
 * block that was closed too early. Undefined: nothing there is misplaced, so that only the brace itself is wrong.
 */
export function earlyClose(brace: Token, files: readonly SyntaxFile[]): EarlyClose | undefined {
  const items = files.find(({ source }) => source === brace.source)?.items ?? [];
  const end = firstWhere(items, ({ token }) => token.start >= brace.start);
  const outside: Statement[] = [];
  for (let at = end - 1; at >= 0; at--) {
    const item = items[at];
    if (item?.kind !== "statement" || item.keyword === undefined) break;
    if (topLevelPlaces().has(item.keyword.value)) return found(item, outside.reverse());
    outside.push(item);
  }
  return found(undefined, outside.reverse());
}

function found(before: Item | undefined, outside: readonly Statement[]): EarlyClose | undefined {
  const [first] = outside;
  if (first?.keyword === undefined) return undefined;
  const isHome = ({ children }: KeywordPlace) => outside.every(({ keyword }) => children.has(keyword?.value ?? ""));
  const { keyword, block } = before?.kind === "statement" ? before : { keyword: undefined, block: undefined };
  const place = topLevelPlaces().get(keyword?.value ?? "");
  if (keyword !== undefined && block?.close !== undefined && place !== undefined && isHome(place))
    return { outside: first.keyword, block: { keyword, close: block.close } };
  return [...topLevelPlaces().values()].some(isHome) ? { outside: first.keyword, block: undefined } : undefined;
}
