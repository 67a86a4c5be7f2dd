import { OWNER_PRIORITY } from "../semantic/instances.js";
import type { Expectation, Holders } from "../simulate/scenario.js";
import { STATES } from "../simulate/world.js";
import { didYouMean } from "../text/suggest.js";
import { type Complain, findNode, microseconds, type ScenarioNames, type StepReading, wordsOf } from "./make-steps.js";
import type { Path } from "./read-document.js";
import type { StepValues } from "./shape.js";

/** What an `expect` asks for; what is wrong in it is complained about. */
export function readExpectation(step: StepValues, path: Path, names: ScenarioNames, complain: Complain): Expectation {
  const holders = new Map<string, Holders>();
  const priorities = new Map<string, number>();
  const states = new Map<string, string>();
  for (const [key, value] of Object.entries(step.expect ?? {})) {
    const reading = { path: [...path, key], names, complain };
    if (key === "priority") readPairs(value, reading, readPriority, (where, one) => priorities.set(where, one));
    else if (key === "state") readPairs(value, reading, readState, (where, one) => states.set(where, one));
    else {
      if (!names.holdable.has(key))
        complain(
          reading.path,
          `no node has an instance, sync group or address "${key}"${didYouMean(key, names.holdable)}`,
        );
      holders.set(key, readHolders(value, reading));
    }
  }
  const limit = (value: number | string | undefined): number | undefined =>
    value === undefined ? undefined : microseconds(value);
  return {
    holders,
    priorities,
    states,
    within: limit(step.within),
    outage: limit(step.outage),
    overlap: limit(step.overlap),
  };
}

function readPairs<Value>(
  value: unknown,
  reading: StepReading,
  read: (value: unknown, reading: StepReading) => Value | undefined,
  take: (where: string, value: Value) => void,
): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return reading.complain(reading.path, `expected a mapping such as { ${reading.names.nodes[0] ?? "lb1"} VI_1: … }`);
  }
  for (const [where, one] of Object.entries(value)) {
    const own = { ...reading, path: [...reading.path, where] };
    const found = isInstance(where, own) ? read(one, own) : undefined;
    if (found !== undefined) take(wordsOf(where).join(" "), found);
  }
}

/** `NODE INSTANCE`; the instance may be left out where a node has one. */
function isInstance(where: string, reading: StepReading): boolean {
  const [node, name, ...surplus] = wordsOf(where);
  const at = findNode(node, reading);
  if (at === undefined) return false;
  const known = reading.names.models[at]?.instances.map((instance) => instance.name) ?? [];
  if (surplus.length === 0 && (name === undefined ? known.length === 1 : known.includes(name))) return true;
  const message =
    name === undefined || surplus.length > 0
      ? `expected "NODE INSTANCE"; ${node} has ${known.join(", ")}`
      : `${node} has no instance "${name}"${didYouMean(name, known)}`;
  reading.complain(reading.path, message);
  return false;
}

function readPriority(value: unknown, { path, complain }: StepReading): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number > 0 && number <= OWNER_PRIORITY) return number;
  complain(path, `"${String(value)}" is not a priority (1-${OWNER_PRIORITY})`);
  return undefined;
}

const WRITTEN_STATES: readonly string[] = STATES.map((state) => state.toUpperCase());

function readState(value: unknown, { path, complain }: StepReading): string | undefined {
  // YAML reads a bare off as a word, but not every tool that writes it does.
  const state = value === false ? "OFF" : String(value).toUpperCase();
  if (WRITTEN_STATES.includes(state)) return state;
  const hint = didYouMean(state, WRITTEN_STATES) || `; states are ${WRITTEN_STATES.join(", ")}`;
  complain(path, `unknown state "${String(value)}"${hint}`);
  return undefined;
}

/** `lb1`, `none`, `one`, `lb1|lb2`, or a list of those that hold it together. */
function readHolders(value: unknown, reading: StepReading): Holders {
  if (value === "none" || value === null) return { kind: "all", of: [] };
  if (value === "one") return { kind: "one", of: "*" };
  const together = Array.isArray(value);
  const names = together
    ? value.map(String)
    : String(value)
        .split("|")
        .map((one) => one.trim());
  for (const name of names) findNode(name, reading);
  return { kind: together ? "all" : "one", of: names };
}
