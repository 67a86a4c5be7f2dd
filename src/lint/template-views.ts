import { type Block, type Item, tokens } from "../../grammar/index.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { topLevelPlaces } from "../syntax/schema-index.js";
import { parseFile, type SyntaxFile } from "../syntax/tree.js";
import { MARK } from "../template/placeholder.js";
import type { Reading } from "../template/readings.js";
import { pathTo, type Template } from "../template/template.js";
import { firstWhere } from "../text/search.js";
import { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import { type FoundDiagnostic, runRules } from "./engine.js";
import { lintFile } from "./lint-file.js";
import { nodesOf, type Root, targetOf } from "./plan.js";
import type { RunOptions } from "./run.js";
import { settle } from "./settle.js";
import { type Suppression, suppressionsOf } from "./suppressions.js";

/** A reading of a template, and what rules find in it. */
export interface View {
  readonly reading: Reading;
  readonly tree: SyntaxFile;
  readonly found: readonly Diagnostic[];
  readonly suppressions: readonly Suppression[];
}

/** A text that stands in a file with another text of the same length: positions are those of the file. */
class ReadingSource extends SourceFile {
  readonly #written: SourceFile;

  constructor(written: SourceFile, text: string) {
    super(written.path, text);
    this.#written = written;
  }

  override get lineStarts(): readonly number[] {
    return this.#written.lineStarts;
  }
}

export const readTree = (written: SourceFile, { text }: Reading): SyntaxFile =>
  parseFile(new ReadingSource(written, text));

/** Runs the rules of one file and one node over a reading. */
export function viewOf(tree: SyntaxFile, reading: Reading, root: Root, isPart: boolean, options: RunOptions): View {
  const { rules, severityOf, optionsFor } = options;
  const own = rules.filter(({ scope }) => scope !== "cluster");
  const nodes = nodesOf(tree, options, isPart);
  const files = [lintFile(tree, targetOf(root.path, options))];
  const found: FoundDiagnostic[] = runRules(own, { files, nodes, clusters: [] }, severityOf, optionsFor);
  return {
    reading,
    tree,
    found: settle(found, [], () => undefined, rules),
    suppressions: suppressionsOf(tree, []),
  };
}

/** How many blocks are open at the end; undefined: one is closed that is not open. */
export function openAtEnd({ tokens: all }: SyntaxFile): number | undefined {
  let depth = 0;
  for (const { tokenType } of all) {
    if (tokenType === tokens.Open) depth++;
    else if (tokenType === tokens.Close && --depth < 0) return undefined;
  }
  return depth;
}

/** Whether a reading puts out what is written at a place. */
export const puts = ({ sections }: Template, { choose }: Reading, span: Span): boolean =>
  pathTo(sections, span).every(({ section, index }) => choose(section) === index);

/**
 * Whether all is known of the blocks that a place belongs to: none of them holds, between its own lines, an output that
 * may be any lines, or a loop, which repeats its lines.
 */
export function isClosed(items: readonly Item[], loops: readonly Span[], place: Span): boolean {
  const block = blockAround(items, place);
  return block === undefined || (!isOpen(block, loops) && isClosed(block.block.items, loops, place));
}

/** A block with where it begins and ends. */
interface Placed extends Span {
  readonly block: Block;
}

/** The block of some items that a place belongs to, or touches. */
export function blockAround(items: readonly Item[], { start, end }: Span): Placed | undefined {
  const item = items[firstWhere(items, (one) => endOf(one) > start)];
  if (item?.kind !== "statement" || item.block === undefined || end <= item.token.start) return undefined;
  return { block: item.block, start: item.token.start, end: endOf(item) };
}

const endOf = (item: Item): number => {
  if (item.kind !== "statement") return item.token.end;
  return item.block === undefined ? item.token.end : (item.block.close?.end ?? Number.POSITIVE_INFINITY);
};

/** Loops are in order. */
function isOpen({ block, start, end }: Placed, loops: readonly Span[]): boolean {
  if (hasHole(block.items)) return true;
  for (let at = firstWhere(loops, (one) => one.start > start); ; at++) {
    const loop = loops[at];
    if (loop === undefined || loop.start >= end) return false;
    const inner = loop.end <= end ? blockAround(block.items, { start: loop.start, end: loop.start + 1 }) : undefined;
    if (loop.end <= end && !(inner !== undefined && inner.start < loop.start && loop.end <= inner.end)) return true;
  }
}

const HOLES = new WeakMap<readonly Item[], boolean>();

/** Some line begins with a word that is not known, so that it may be any line, or several. */
export function hasHole(items: readonly Item[]): boolean {
  const known = HOLES.get(items);
  if (known !== undefined) return known;
  const found = items.some((item) => item.kind === "statement" && item.keyword?.text.includes(MARK) === true);
  HOLES.set(items, found);
  return found;
}

/** Names of files that are no part of one: `keepalived.conf.j2`. */
const WHOLE = /keepalived(?:\.(?:conf|cfg|config))?(?:\.[a-z0-9]+)?$/i;

/** Whether other templates, or outputs, put out more of the configuration than the readings show. */
export function isFragment(path: string, trees: readonly SyntaxFile[]): boolean {
  if (trees.some(({ items }) => hasHole(items))) return true;
  if (WHOLE.test(path)) return false;
  return topLevelNames(trees).size < 2;
}

/** Whether the template puts out the inside of a block: no line of it is one of the top level. */
export const isInside = (trees: readonly SyntaxFile[]): boolean => topLevelNames(trees).size === 0;

function topLevelNames(trees: readonly SyntaxFile[]): ReadonlySet<string> {
  const known = topLevelPlaces();
  return new Set(
    trees.flatMap(({ items }) =>
      items.flatMap((item) =>
        item.kind === "statement" && known.has(item.keyword?.value ?? "") ? [item.keyword?.value ?? ""] : [],
      ),
    ),
  );
}
