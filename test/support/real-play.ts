import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimNode } from "../../src/simulate/model.js";
import { SECOND } from "../../src/simulate/model.js";
import type { Scenario, Step } from "../../src/simulate/scenario.js";
import type { Event } from "../../src/simulate/steps.js";
import { spawnSync } from "./child-process.js";
import { PATH } from "./keepalived.js";
import type { Program } from "./keepalived-many.js";
import { makeMachine, type RealMachine } from "./real-machine.js";
import { type Machine, openNetwork, type RealNetwork } from "./real-network.js";

/** A scenario with what the model of a node does not tell: its text, and the addresses of its machine. */
export interface RealScenario {
  readonly scenario: Scenario<unknown>;
  readonly textOf: (node: SimNode) => string;
  readonly addressesOf: (node: SimNode) => ReadonlyMap<string, readonly string[]>;
}

/** What happened. Times are seconds since all nodes of the start had said their first states. */
export interface Recording {
  /** When each step happened that is no look, in order; starts at the beginning are before 0. */
  readonly steps: readonly number[];
  /** Shortly before each of these that is after 0, and at the end: when addresses were looked at. */
  readonly looks: readonly number[];
  /** BFD sessions, which come up some time after both ends run. */
  readonly sessions: readonly RecordedSession[];
  readonly rows: readonly RecordedRow[];
}

export interface RecordedSession {
  readonly node: string;
  readonly name: string;
  readonly changes: readonly { readonly at: number; readonly isUp: boolean }[];
}

/** One instance on one node. */
export interface RecordedRow {
  readonly node: string;
  readonly instance: string;
  readonly said: readonly { readonly at: number; readonly what: "init" | "backup" | "master" | "fault" | number }[];
  /** Whether all its addresses were on the machine, by look, where that was looked at. */
  readonly carries: readonly boolean[];
}

/** How long before an event the machines are looked at, in seconds. */
const LOOK_BEFORE = 0.15;

/** A command of this many milliseconds leaves open when it acted. */
const SLOW = 700;

/** Longest time until all nodes of the start have said something. */
const READY_LIMIT = 5_000;

/** Plays a scenario with real daemons in network namespaces of their own; what happens in them stays in them. */
export async function playForReal(real: RealScenario, program: Program): Promise<Recording> {
  const { nodes } = real.scenario.stage;
  const machines = nodes.map((node): Machine => ({ name: node.name, addresses: real.addressesOf(node) }));
  const neighbours = nodes.map((node) => neighbourOf(real.textOf(node)));
  const limit = real.scenario.until / 1000 + 60_000;
  const folder = mkdtempSync(join(tmpdir(), "kalint-election-"));
  const helpers = neighbours.flatMap((one) => one ?? []);
  const all = [...machines, ...helpers.map(({ machine }) => machine)];
  const network = await inTurn(() => openNetwork(all, limit));
  const make = (_: Machine, at: number): RealMachine =>
    makeMachine({ machines: all, at, network, folder: join(folder, `${at}`), command: program.command, limit });
  const real0 = machines.map(make);
  const real1 = helpers.map(({ machine }, at) => make(machine, machines.length + at));
  try {
    hurry(1);
    for (const [at, { text }] of helpers.entries()) {
      real1[at]?.configure(text);
      real1[at]?.prepare();
      real1[at]?.release();
    }
    for (const [at, node] of nodes.entries()) real0[at]?.configure(real.textOf(node));
    let next = 0;
    const sessions = neighbours.map((one) => (one === undefined ? undefined : real1[next++]));
    return await perform(real, real0, {
      network,
      sessions,
      ways: { cut: new Set(), parts: new Map(), blocked: new Set() },
    });
  } finally {
    hurry(-1);
    await Promise.all([...real0, ...real1].map((machine) => machine.end()));
    await network.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

let last: Promise<unknown> = Promise.resolve();

/** Many networks at once would keep those waiting that are played already. */
function inTurn<T>(make: () => Promise<T>): Promise<T> {
  const made = last.then(make);
  last = made.catch(() => undefined);
  return made;
}

let playing = 0;

/**
 * Lets this process, and what it starts, run before all else while something is played: what is written down is when it gets
 * to run.
 */
function hurry(change: 1 | -1): void {
  const before = playing;
  playing += change;
  if (before > 0 && playing > 0) return;
  const policy = playing > 0 ? ["--rr", "--reset-on-fork", "4"] : ["--other", "0"];
  spawnSync("chrt", [...policy.slice(0, -1), "--pid", policy.at(-1) ?? "0", `${process.pid}`], { env: { PATH } });
}

/** The other end of a BFD session, on a machine of its own. */
function neighbourOf(text: string): { readonly machine: Machine; readonly text: string } | undefined {
  const [, block = ""] = /\bbfd_instance\s+\S+\s*\{([^}]*)\}/.exec(text) ?? [];
  const there = /neighbor_ip\s+(\S+)/.exec(block)?.[1];
  const here = /source_ip\s+(\S+)/.exec(block)?.[1];
  if (there === undefined || here === undefined) return undefined;
  return {
    machine: { name: "neighbour", addresses: new Map([["eth3", [`${there}/24`]]]) },
    text: `bfd_instance back {\nneighbor_ip ${here}\nsource_ip ${there}\nmin_rx 200\nmin_tx 200\nmultiplier 3\n}\n`,
  };
}

/** What lies between the machines. */
interface Between {
  readonly network: RealNetwork;
  /** The other end of each node's BFD session. */
  readonly sessions: readonly (RealMachine | undefined)[];
  readonly ways: { readonly cut: Set<string>; readonly parts: Map<number, number>; readonly blocked: Set<string> };
}

async function perform(
  { scenario, textOf }: RealScenario,
  machines: readonly RealMachine[],
  between: Between,
): Promise<Recording> {
  const steps = scenario.steps.filter(({ kind }) => kind !== "expect");
  const begins = steps.findIndex((step) => step.at > 0);
  const first = begins < 0 ? steps : steps.slice(0, begins);
  const happened: number[] = [];
  const act = async (step: Step<unknown>): Promise<void> => {
    const before = performance.now();
    if (step.kind === "event") await apply(step.event, machines, between);
    // A signal acts at once, a command when it has ended.
    const isSlow = step.kind === "event" && isCommand(step.event);
    if (isSlow && performance.now() - before > SLOW)
      throw new Error("a command took so long that its time is not known");
    happened.push(isSlow ? performance.now() : before);
    if (step.kind === "event") return;
    if (step.kind === "reload") {
      machines[step.node]?.configure(textOf(step.becomes));
      machines[step.node]?.signal("SIGHUP");
    }
  };
  for (const step of first) await act(step);
  await allReady(scenario, machines);
  const zero = performance.now();
  const looks: number[] = [];
  const carried: (readonly string[])[][] = [];
  const look = async (): Promise<void> => {
    looks.push(performance.now());
    carried.push(await Promise.all(machines.map((machine) => machine.carried())));
  };
  let late = 0;
  const until = (at: number): Promise<void> => sleep(zero + at / 1000 + late - performance.now());
  for (const step of steps.slice(first.length)) {
    await until(step.at - LOOK_BEFORE * SECOND);
    await look();
    await until(step.at);
    late = Math.max(late, performance.now() - zero - step.at / 1000);
    await act(step);
  }
  await until(scenario.until);
  await look();
  const seconds = (time: number): number => Math.round(time - zero) / 1000;
  return {
    steps: happened.map(seconds),
    looks: looks.map(seconds),
    sessions: machines.flatMap((machine) => sessionsOf(machine, seconds)),
    rows: rowsOf(scenario, machines, carried, seconds),
  };
}

/** Each change once, although all instances that track a session tell of it. */
function sessionsOf(
  { name: node, sessions }: RealMachine,
  seconds: (time: number) => number,
): readonly RecordedSession[] {
  return [...new Set(sessions.map(({ name }) => name))].map((name) => {
    const changes: { at: number; isUp: boolean }[] = [];
    for (const one of sessions.filter((other) => other.name === name)) {
      const before = changes.at(-1);
      const at = seconds(one.at);
      if (before === undefined || before.isUp !== one.isUp || at - before.at > 0.05)
        changes.push({ at, isUp: one.isUp });
    }
    return { node, name, changes };
  });
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, ms)));

const isCommand = ({ kind }: Event): boolean =>
  ["down", "up", "cut", "join", "partition", "heal", "block", "unblock"].includes(kind);

/** Waits until each instance of a node that runs has said its first state. */
async function allReady({ stage }: Scenario<unknown>, machines: readonly RealMachine[]): Promise<void> {
  const end = performance.now() + READY_LIMIT;
  const isReady = (machine: RealMachine, at: number): boolean =>
    !machine.isRunning() ||
    new Set(machine.said.flatMap(({ instance, what }) => (typeof what === "number" ? [] : instance))).size >=
      (stage.nodes[at]?.instances.length ?? 0);
  while (performance.now() < end && !machines.every(isReady)) await sleep(10);
}

function rowsOf(
  { stage }: Scenario<unknown>,
  machines: readonly RealMachine[],
  carried: readonly (readonly (readonly string[])[])[],
  seconds: (time: number) => number,
): readonly RecordedRow[] {
  return stage.nodes.flatMap(({ name, instances }, at) =>
    instances.map((instance) => ({
      node: name,
      instance: instance.name,
      said: (machines[at]?.said ?? []).flatMap((one) =>
        one.instance === instance.name ? { at: seconds(one.at), what: one.what } : [],
      ),
      carries: carried.map((look) => instance.addresses.every((address) => look[at]?.includes(address) === true)),
    })),
  );
}

async function apply(event: Event, machines: readonly RealMachine[], between: Between): Promise<void> {
  switch (event.kind) {
    case "start":
      return start(event.nodes.flatMap((at) => machines[at] ?? []));
    case "stop":
    case "kill":
    case "crash": {
      const { kind, nodes } = event;
      await Promise.all(nodes.map((at) => machines[at]?.[kind]()));
      return;
    }
    case "pause":
    case "resume":
      return machines[event.node]?.signal(event.kind === "pause" ? "SIGSTOP" : "SIGCONT");
    case "down":
    case "up":
      return machines[event.node]?.setLink(event.interface, event.kind === "up");
    case "fail":
    case "pass":
    case "hang":
      return machines[event.node]?.setScript(event.name, event.kind);
    case "file":
      return machines[event.node]?.setFile(event.name, event.value);
    case "bfd":
      return between.sessions[event.node]?.signal(event.isUp ? "SIGCONT" : "SIGSTOP");
    case "process":
      throw new Error("the kernel tells of processes in its first network namespace alone");
    default:
      return changeWays(event, machines.length, between);
  }
}

async function start(machines: readonly RealMachine[]): Promise<void> {
  for (const machine of machines) machine.prepare();
  await sleep(100);
  for (const machine of machines) machine.release();
}

type WayEvent = Extract<Event, { kind: "cut" | "join" | "partition" | "heal" | "block" | "unblock" }>;

async function changeWays(event: WayEvent, nodes: number, { network, ways }: Between): Promise<void> {
  const { cut, parts, blocked } = ways;
  if (event.kind === "cut") cut.add(`${event.node} ${event.interface}`);
  else if (event.kind === "join") cut.delete(`${event.node} ${event.interface}`);
  else if (event.kind === "block") blocked.add(`${event.from} ${event.to} ${event.interface ?? "*"}`);
  else if (event.kind === "unblock") blocked.delete(`${event.from} ${event.to} ${event.interface ?? "*"}`);
  else {
    parts.clear();
    const now = event.kind === "partition" ? event.parts : [];
    for (const [part, members] of now.entries()) for (const node of members) parts.set(node, part);
  }
  await network.filter((from, to, device) => {
    if (from >= nodes || to >= nodes) return true;
    if (cut.has(`${from} ${device}`) || cut.has(`${to} ${device}`)) return false;
    if ((parts.get(from) ?? 0) !== (parts.get(to) ?? 0)) return false;
    return !blocked.has(`${from} ${to} *`) && !blocked.has(`${from} ${to} ${device}`);
  });
}
