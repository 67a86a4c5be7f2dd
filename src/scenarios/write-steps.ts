import type { Event } from "../simulate/steps.js";

/** A step of a scenario file as data. */
export type StepData = Readonly<Record<string, unknown>>;

/** Events that happen together as steps of a file; `nodes`: their names by position. */
export const stepsOf = (events: readonly Event[], nodes: readonly string[]): readonly StepData[] =>
  events.map((event, at) => ({ ...(at === 0 ? {} : { after: "0s" }), ...stepOf(event, nodes) }));

function stepOf(event: Event, nodes: readonly string[]): StepData {
  const name = (at: number): string => nodes[at] ?? "";
  switch (event.kind) {
    case "start":
    case "stop":
    case "crash":
    case "kill":
      return { [event.kind]: event.nodes.length === 1 ? name(event.nodes[0] ?? -1) : event.nodes.map(name) };
    case "pause":
    case "resume":
      return { [event.kind]: name(event.node) };
    case "down":
    case "up":
    case "cut":
    case "join":
      return { [event.kind]: `${name(event.node)} ${event.interface}` };
    case "partition":
      return { partition: event.parts.map((part) => part.map(name)) };
    case "heal":
      return { heal: "all" };
    case "block":
    case "unblock":
      return {
        [event.kind]: [`${name(event.from)} > ${name(event.to)}`, ...(event.interface ? [event.interface] : [])].join(
          " ",
        ),
      };
    case "fail":
    case "pass":
    case "hang":
      return { [event.kind]: `${name(event.node)} ${event.name}` };
    case "file":
      return { file: `${name(event.node)} ${event.name} ${event.value}` };
    case "process":
    case "bfd":
      return { [event.kind]: `${name(event.node)} ${event.name} ${event.isUp ? "up" : "down"}` };
  }
}

/** Holders as an expectation names them, where one does: `lb1`, `none`, `lb1|lb2`, or those that hold it together. */
export function holdersData(outcomes: readonly (readonly string[])[]): string | readonly string[] | undefined {
  const distinct = [...new Map(outcomes.map((some) => [some.join("\n"), some] as const)).values()];
  const [only] = distinct;
  if (only === undefined) return undefined;
  if (distinct.length === 1) return only.length === 0 ? "none" : only.length === 1 ? only[0] : only;
  if (distinct.some((some) => some.length !== 1)) return undefined;
  return distinct.flat().toSorted().join("|");
}
