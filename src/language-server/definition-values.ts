import { mentionsIn } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import type { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import type { Session } from "./session.js";

/** A use of a definition, with the value that it has on every node. */
export interface Inlined extends Span {
  readonly name: string;
  readonly value: string;
}

/** The use at an offset, where one value of one line is known for it. */
export async function inlined(session: Session, source: SourceFile, offset: number): Promise<Inlined | undefined> {
  const found = (await valuesIn(session, source)).find(({ start, end }) => start <= offset && offset <= end);
  return found;
}

/** Every use of a definition in a file whose value is one, whatever the node. */
export async function valuesIn(session: Session, source: SourceFile): Promise<readonly Inlined[]> {
  if (!source.text.includes("$")) return [];
  const { result } = await session.judgement();
  const values = new Map<string, Set<string>>();
  for (const node of result.nodes) collect(node, source.path, values);
  return mentionsIn(source.text).flatMap(({ start, end, name }) => {
    const [value, ...others] = values.get(`${start}-${end}`) ?? [];
    return value === undefined || others.length > 0 ? [] : [{ start, end, name, value }];
  });
}

/** Words of a node that a use stands for as a whole; of a part of a word the value is not to be seen. */
function collect({ evaluated }: Node, path: string, values: Map<string, Set<string>>): void {
  for (const { words } of [...evaluated.first, ...(evaluated.later === evaluated.first ? [] : evaluated.later)]) {
    for (const word of words) {
      const { path: file, start, end, via } = word.source.locate(word.start, word.end);
      if (file !== path || !via.some(({ message }) => message === "defined here")) continue;
      const key = `${start}-${end}`;
      values.set(key, (values.get(key) ?? new Set()).add(word.value));
    }
  }
}
