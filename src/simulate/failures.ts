import type { SimNode } from "./model.js";
import type { Event } from "./steps.js";
import { drainingValue } from "./trackers.js";

/** A single thing that can go wrong in a cluster, and its way back. */
export interface Failure {
  readonly kind: FailureKind;
  /** Nodes that it hits. */
  readonly nodes: readonly number[];
  /** Interface, script, file, process or BFD session. */
  readonly name: string | undefined;
  readonly happens: readonly Event[];
  readonly ends: readonly Event[];
}

export type FailureKind =
  | "stop"
  | "crash"
  | "kill"
  | "freeze"
  | "isolate"
  | "down"
  | "cut"
  | "fail"
  | "file"
  | "process"
  | "bfd";

/** Failures after which nodes cannot hear each other, or one does not know what the others did meanwhile. */
const SPLITS: ReadonlySet<FailureKind> = new Set(["freeze", "isolate", "cut"]);

/** Two holders are the price of VRRP itself where nodes are cut off from each other. */
export const splits = ({ kind }: Failure): boolean => SPLITS.has(kind);

/** All single failures that the files give rise to: of nodes, of links that instances use, of what they track. */
export function singleFailures(nodes: readonly SimNode[]): readonly Failure[] {
  const all = nodes.map((_, at) => at);
  const concerned = all.filter((at) => (nodes[at]?.instances.length ?? 0) > 0);
  return [
    ...concerned.flatMap((at) => nodeFailures(at, all)),
    ...concerned.flatMap((at) => linkFailures(nodes, at)),
    ...trackerFailures(nodes, concerned),
  ];
}

function nodeFailures(node: number, all: readonly number[]): Failure[] {
  const own = { nodes: [node], name: undefined };
  const start: Event[] = [{ kind: "start", nodes: [node] }];
  const others = all.filter((one) => one !== node);
  const gone = (["stop", "crash", "kill"] as const).map(
    (kind): Failure => ({
      ...own,
      kind,
      happens: [{ kind, nodes: [node] }],
      ends: start,
    }),
  );
  const isolated: Failure = {
    ...own,
    kind: "isolate",
    happens: [{ kind: "partition", parts: [[node], others] }],
    ends: [{ kind: "heal" }],
  };
  return [
    ...gone,
    { ...own, kind: "freeze", happens: [{ kind: "pause", node }], ends: [{ kind: "resume", node }] },
    ...(others.length === 0 ? [] : [isolated]),
  ];
}

function linkFailures(nodes: readonly SimNode[], node: number): Failure[] {
  const instances = nodes[node]?.instances ?? [];
  const used = new Set(instances.flatMap((one) => one.interface ?? []));
  const tracked = instances.flatMap(({ trackers }) =>
    trackers.flatMap(({ kind, name }) => (kind === "interface" ? name : [])),
  );
  const down = [...new Set([...used, ...tracked])].map((name) => link("down", "up", node, name));
  return [...down, ...[...used].map((name) => link("cut", "join", node, name))];
}

const link = (kind: "down" | "cut", back: "up" | "join", node: number, name: string): Failure => ({
  kind,
  nodes: [node],
  name,
  happens: [{ kind, node, interface: name }],
  ends: [{ kind: back, node, interface: name }],
});

/** Each tracked thing on each node, and on all nodes that track it. */
function trackerFailures(nodes: readonly SimNode[], concerned: readonly number[]): Failure[] {
  const byThing = new Map<string, { kind: "script" | "file" | "process" | "bfd"; name: string; nodes: number[] }>();
  for (const node of concerned) {
    for (const { trackers } of nodes[node]?.instances ?? []) {
      for (const { kind, name } of trackers) {
        if (kind === "interface") continue;
        const key = `${kind} ${name}`;
        const known = byThing.get(key) ?? { kind, name, nodes: [] };
        if (!known.nodes.includes(node)) known.nodes.push(node);
        byThing.set(key, known);
      }
    }
  }
  return [...byThing.values()].flatMap(({ kind, name, nodes: some }) => [
    ...some.map((node) => trackerFailure(kind, name, [node], nodes)),
    ...(some.length > 1 ? [trackerFailure(kind, name, some, nodes)] : []),
  ]);
}

function trackerFailure(
  kind: "script" | "file" | "process" | "bfd",
  name: string,
  on: readonly number[],
  nodes: readonly SimNode[],
): Failure {
  const events = (make: (node: number) => Event): Event[] => on.map(make);
  const shared = { nodes: on, name };
  switch (kind) {
    case "script":
      return {
        ...shared,
        kind: "fail",
        happens: events((node) => ({ kind: "fail", node, name })),
        ends: events((node) => ({ kind: "pass", node, name })),
      };
    case "file":
      return {
        ...shared,
        kind: "file",
        happens: events((node) => ({ kind: "file", node, name, value: worstValue(nodes[node], name) })),
        ends: events((node) => ({ kind: "file", node, name, value: 0 })),
      };
    case "process":
    case "bfd":
      return {
        ...shared,
        kind,
        happens: events((node) => ({ kind, node, name, isUp: false })),
        ends: events((node) => ({ kind, node, name, isUp: true })),
      };
  }
}

function worstValue(node: SimNode | undefined, name: string): number {
  const tracker = node?.instances
    .flatMap(({ trackers }) => trackers)
    .find((one) => one.kind === "file" && one.name === name);
  return tracker === undefined ? 1 : drainingValue(tracker);
}
