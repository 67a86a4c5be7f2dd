import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import { EFFECTIVE_PRIORITY, type Instance } from "../../semantic/instances.js";
import type { Node } from "../../semantic/node.js";
import { contribution } from "../../semantic/trackers.js";
import { valuesIn } from "../definition-values.js";
import type { Session } from "../session.js";

interface Hint {
  readonly offset: number;
  readonly label: string;
}

/** `textDocument/inlayHint`, which is off unless the client's settings turn it on. */
export async function inlayHint(session: Session, { textDocument, range }: InlayHintParams): Promise<InlayHint[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !session.options().inlayHints) return [];
  const { source } = document;
  const { result } = await session.judgement();
  const { start, end } = session.convert.span(source, range);
  const values = await valuesIn(session, source);
  const hints: Hint[] = values.map((one) => ({ offset: one.end, label: ` = ${one.value}` }));
  const seen = new Set<number>();
  for (const node of result.nodes) {
    for (const hint of node.instances.flatMap((instance) => priorityHint(node, instance, source.path) ?? [])) {
      if (!seen.has(hint.offset)) hints.push(hint);
      seen.add(hint.offset);
    }
  }
  return hints
    .filter(({ offset }) => start <= offset && offset <= end)
    .map(({ offset, label }) => ({ position: session.convert.position(source, offset), label, paddingLeft: true }));
}

/** The lowest and the highest priority that trackers can make of the one that is set. */
function priorityHint(node: Node, instance: Instance, path: string): Hint | undefined {
  const { value, at, isDefault } = instance.priority;
  const place = at.source.locate(at.start, at.end);
  if (value === undefined || isDefault || place.path !== path || value > EFFECTIVE_PRIORITY.highest) return undefined;
  const trackers = node.trackers(instance).filter(({ ignored, weight }) => ignored === undefined && weight !== 0);
  let [lowest, highest] = [value, value];
  for (const tracker of trackers) {
    const [up, down] = [contribution(tracker, true), contribution(tracker, false)];
    if (up === undefined || down === undefined) return undefined;
    lowest += Math.min(up, down);
    highest += Math.max(up, down);
  }
  if (lowest === highest) return undefined;
  const held = (number: number) => Math.min(Math.max(number, EFFECTIVE_PRIORITY.lowest), EFFECTIVE_PRIORITY.highest);
  return { offset: place.end, label: `${held(lowest)}-${held(highest)} with trackers` };
}
