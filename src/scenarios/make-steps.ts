import { SECOND, type SimNode } from "../simulate/model.js";
import type { Step } from "../simulate/scenario.js";
import type { Event } from "../simulate/steps.js";
import { didYouMean } from "../text/suggest.js";
import { readExpectation } from "./make-expectations.js";
import type { Path } from "./read-document.js";
import { type EventWord, eventWords, type StepValues } from "./shape.js";

/** What the words of a scenario may name. */
export interface ScenarioNames {
  readonly nodes: readonly string[];
  /** The nodes as they are at this step: a reload changes one. */
  readonly models: SimNode[];
  /** Names of all instances, sync groups and addresses. */
  readonly holdable: ReadonlySet<string>;
}

/** Told of each mistake; reading goes on. */
export type Complain = (path: Path, message: string) => void;

/** Gives the node that a `reload` makes; undefined after a complaint. */
export type Reload = (node: number, value: unknown, path: Path) => SimNode | undefined;

/** Microseconds of `7s`, `500ms`, `1m` or a number of seconds. */
export function microseconds(value: number | string): number {
  if (typeof value === "number") return Math.round(value * SECOND);
  const [, number = "0", unit = "s"] = /^([\d.]+)\s*(ms|s|m)?$/.exec(value) ?? [];
  const factor = unit === "ms" ? SECOND / 1000 : unit === "m" ? 60 * SECOND : SECOND;
  return Math.round(Number(number) * factor);
}

/** The event or the expectation of a step without its time; undefined after a complaint, or where nothing happens. */
export function readAction(
  step: StepValues,
  path: Path,
  names: ScenarioNames,
  complain: Complain,
  reload: Reload,
):
  | Omit<Extract<Step, { kind: "event" }>, "at">
  | Omit<Extract<Step, { kind: "reload" }>, "at">
  | Omit<Extract<Step, { kind: "expect" }>, "at">
  | undefined {
  const words = eventWords.filter((word) => step[word] !== undefined);
  const [word, second] = words;
  if (second !== undefined || (word !== undefined && step.expect !== undefined)) {
    complain(
      [...path, second ?? "expect"],
      `a step has one event or one expect, but this one has "${word}" and "${second ?? "expect"}"`,
    );
    return undefined;
  }
  if (word === undefined) {
    if (step.expect !== undefined)
      return { kind: "expect", expected: readExpectation(step, [...path, "expect"], names, complain) };
    complain(path, `this step does nothing; it needs one of ${eventWords.join(", ")} or expect`);
    return undefined;
  }
  if (word === "reload") return readReload(step.reload, [...path, word], names, complain, reload);
  const event = readEvent(word, step[word], { path: [...path, word], names, complain });
  return event === undefined ? undefined : { kind: "event", event };
}

/** A value that is being read. */
export interface StepReading {
  readonly path: Path;
  readonly names: ScenarioNames;
  readonly complain: Complain;
}

function readReload(value: unknown, path: Path, names: ScenarioNames, complain: Complain, reload: Reload) {
  const name = typeof value === "object" && value !== null ? (value as { node?: unknown }).node : value;
  const node = findNode(name, { path, names, complain });
  if (node === undefined) return undefined;
  const becomes = reload(node, value, path);
  if (becomes === undefined) return undefined;
  names.models[node] = becomes;
  return { kind: "reload" as const, node, becomes };
}

function readEvent(word: Exclude<EventWord, "reload">, value: unknown, reading: StepReading): Event | undefined {
  switch (word) {
    case "start":
    case "stop":
    case "crash":
    case "kill": {
      const nodes = listOf(value).flatMap((one) => findNode(one, reading) ?? []);
      return nodes.length === 0 ? undefined : { kind: word, nodes };
    }
    case "pause":
    case "resume": {
      const node = findNode(value, reading);
      return node === undefined ? undefined : { kind: word, node };
    }
    case "partition":
      return readPartition(value, reading);
    case "heal":
      return { kind: "heal" };
    case "block":
    case "unblock":
      return readBlock(word, value, reading);
    case "down":
    case "up":
    case "cut":
    case "join":
      return readLink(word, value, reading);
    default:
      return readTracked(word, value, reading);
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

export const wordsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.trim().split(/\s+/) : [];

/** The position of a node; undefined after a complaint. */
export function findNode(value: unknown, { path, names, complain }: StepReading): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") {
    complain(path, `expected a node, such as ${names.nodes[0] ?? "lb1"}`);
    return undefined;
  }
  const at = names.nodes.indexOf(String(value));
  if (at >= 0) return at;
  complain(path, `unknown node "${String(value)}"${didYouMean(String(value), names.nodes)}`);
  return undefined;
}

function readPartition(value: unknown, reading: StepReading): Event | undefined {
  if (!Array.isArray(value)) {
    reading.complain(reading.path, "expected groups of nodes, such as [[lb1], [lb2, lb3]]");
    return undefined;
  }
  const parts = value.map((part) => listOf(part).flatMap((one) => findNode(one, reading) ?? []));
  const all = parts.flat();
  const twice = all.find((node, at) => all.indexOf(node) < at);
  if (twice !== undefined) reading.complain(reading.path, `"${reading.names.nodes[twice]}" is in two groups`);
  return { kind: "partition", parts };
}

function readBlock(kind: "block" | "unblock", value: unknown, reading: StepReading): Event | undefined {
  const [, from, to, name] = /^(\S+)\s*>\s*(\S+)(?:\s+(\S+))?$/.exec(String(value).trim()) ?? [];
  if (from === undefined || to === undefined) {
    reading.complain(reading.path, `expected "A > B" or "A > B INTERFACE"`);
    return undefined;
  }
  const [sender, receiver] = [findNode(from, reading), findNode(to, reading)];
  return sender === undefined || receiver === undefined
    ? undefined
    : { kind, from: sender, to: receiver, interface: name };
}

function readLink(kind: "down" | "up" | "cut" | "join", value: unknown, reading: StepReading): Event | undefined {
  const [node, name, ...surplus] = wordsOf(value);
  const at = findNode(node, reading);
  if (at === undefined || isTooLong(surplus, reading)) return undefined;
  const instances = reading.names.models[at]?.instances ?? [];
  const known = instances.flatMap((one) => [
    ...(one.interface === undefined ? [] : [one.interface]),
    ...one.trackers.flatMap((tracker) => (tracker.kind === "interface" ? tracker.name : [])),
  ]);
  const only = new Set(known).size === 1 ? known[0] : undefined;
  const chosen = name ?? only;
  if (chosen === undefined)
    reading.complain(reading.path, `expected "NODE INTERFACE"; ${node} uses ${[...new Set(known)].join(", ")}`);
  else if (!known.includes(chosen)) {
    reading.complain(
      reading.path,
      `${node} has no instance on interface "${chosen}" and tracks none${didYouMean(chosen, known)}`,
    );
  }
  return chosen === undefined ? undefined : { kind, node: at, interface: chosen };
}

/** Complains about words after those that a value needs. */
function isTooLong(surplus: readonly string[], { path, complain }: StepReading): boolean {
  if (surplus.length > 0) complain(path, `unexpected "${surplus.join(" ")}" at the end`);
  return surplus.length > 0;
}

const TRACKED = {
  fail: "script",
  pass: "script",
  hang: "script",
  file: "file",
  rm: "file",
  process: "process",
  bfd: "bfd",
} as const;

const WORDS = {
  script: "vrrp_script",
  file: "track_file",
  process: "vrrp_track_process",
  bfd: "bfd_instance",
} as const;

function readTracked(word: keyof typeof TRACKED, value: unknown, reading: StepReading): Event | undefined {
  const kind = TRACKED[word];
  const hasThird = word === "file" || word === "process" || word === "bfd";
  const words = wordsOf(value);
  const [node, name, third] = words;
  const at = findNode(node, reading);
  if (at === undefined || isTooLong(words.slice(hasThird ? 3 : 2), reading)) return undefined;
  const known = reading.names.models[at]?.defined[kind] ?? [];
  if (name === undefined || !known.includes(name)) {
    const what =
      name === undefined
        ? `"${word}" needs the name of what changes`
        : `${node} defines no ${WORDS[kind]} "${name}"${didYouMean(name, known)}`;
    reading.complain(reading.path, what);
    return undefined;
  }
  if (word === "fail" || word === "pass" || word === "hang") return { kind: word, node: at, name };
  if (word === "rm") return { kind: "file", node: at, name, value: 0 };
  if (word === "file") return readFileValue(at, name, third, reading);
  if (third === "up" || third === "down") return { kind: word, node: at, name, isUp: third === "up" };
  reading.complain(reading.path, `expected "${node} ${name} down" or "${node} ${name} up"`);
  return undefined;
}

/** Text that is not a number counts as 0 (track_file.c:process_track_file). */
function readFileValue(
  node: number,
  name: string,
  text: string | undefined,
  { path, complain }: StepReading,
): Event | undefined {
  if (text === undefined) {
    complain(path, `"file" needs the value that is written: "NODE ${name} VALUE"`);
    return undefined;
  }
  return { kind: "file", node, name, value: /^[+-]?\d+/.test(text) ? Number.parseInt(text, 10) : 0 };
}
