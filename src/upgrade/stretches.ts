import type { Item } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import type { Location, Span } from "../text/span.js";
import type { Change } from "./change.js";

/** The statements that some changes are about: their whole blocks where the keyword is, else the line. */
export class Stretches {
  readonly #byFile = new Map<string, Span[]>();

  constructor(nodes: readonly Node[], changes: readonly Change[]) {
    const starts = new Set(changes.map(({ location }) => keyOf(location)));
    if (starts.size === 0) return;
    const files = new Map(nodes.flatMap(({ evaluated }) => evaluated.files.map((file) => [file.source.path, file])));
    for (const [path, { items }] of files) this.#byFile.set(path, [...stretchesOf(path, items, starts)]);
  }

  /** Whether a place is in one of them. */
  has({ file, start }: Location): boolean {
    const spans = this.#byFile.get(file) ?? [];
    let [low, high] = [0, spans.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((spans[middle]?.start ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const span = spans[low];
    return span !== undefined && span.start <= start && start < span.end;
  }
}

const keyOf = ({ file, start }: Pick<Location, "file" | "start">): string => `${start} ${file}`;

/** In order, and none within another. */
function* stretchesOf(file: string, items: readonly Item[], starts: ReadonlySet<string>): Generator<Span> {
  for (const item of items) {
    const { token } = item;
    const block = item.kind === "statement" ? item.block : undefined;
    const [keyword, ...others] = token.words;
    const isMeant = ({ start }: Span) => starts.has(keyOf({ file, start }));
    if (isMeant(keyword ?? token)) {
      yield { start: token.start, end: block?.close?.end ?? Math.max(token.end, block?.open.end ?? 0) };
      continue;
    }
    if (others.some(isMeant)) yield { start: token.start, end: token.end };
    if (block !== undefined) yield* stretchesOf(file, block.items, starts);
  }
}
