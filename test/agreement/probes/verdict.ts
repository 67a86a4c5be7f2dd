import { type RunResult, run } from "../../../src/lint/run.js";
import { rules } from "../../../src/rules/index.js";
import type { Answer, Message } from "../../support/keepalived.js";
import { askMany, type Program } from "../../support/keepalived-many.js";
import { compare } from "../compare.js";
import { type Machine, readMachine } from "../recorded.js";
import { placeIn } from "./hosts.js";

/** Lines in a block that is sound without them. */
export interface Probe {
  /** Path of the block; its host stands in `hosts.ts`. */
  readonly path: string;
  readonly lines: readonly string[];
  /** The line says nothing about others of the same block, so that many may be asked about at once. */
  readonly isJoined?: boolean;
}

/**
 * How kalint and keepalived stand to each other about one probe. `missed`: keepalived says something, stops or dies, and
 * kalint has no warning or error for it. `false`: kalint warns of what keepalived takes.
 */
export type Verdict = "agree" | "stricter by intent" | "machine" | "missed" | "false";

export interface Judged {
  readonly probe: Probe;
  readonly release: string;
  readonly verdict: Verdict;
  /** What one says and the other does not, a line each. */
  readonly differences: readonly string[];
}

/** Probes in one text. */
const BATCH = 60;

type Batch = readonly Probe[];

/** Asks keepalived and kalint about each probe, and compares them. */
export async function judgeAll(probes: readonly Probe[], program: Program): Promise<readonly Judged[]> {
  const machine = readMachine();
  const judged: Judged[] = [];
  for (let batches = toBatches(probes); batches.length > 0; ) {
    const texts = batches.map((batch) => textOf(batch));
    const answers = await askMany(
      texts.map(({ text }) => text),
      program,
    );
    batches = batches.flatMap((batch, index) => {
      const { text, line } = texts[index] as { text: string; line: number };
      const asked = { batch, text, line, answer: answers[index] as Answer, release: program.release, machine };
      const { done, again } = settleBatch(asked);
      judged.push(...done);
      return again;
    });
  }
  return judged;
}

function toBatches(probes: readonly Probe[]): Batch[] {
  const batches: Probe[][] = [];
  for (const probe of probes) {
    const last = batches.at(-1);
    const isMore = probe.isJoined === true && last?.[0]?.isJoined === true && last[0].path === probe.path;
    if (isMore && last.length < BATCH) last.push(probe);
    else batches.push([probe]);
  }
  return batches;
}

const textOf = (batch: Batch) =>
  placeIn(
    batch[0]?.path ?? "",
    batch.flatMap(({ lines }, index) => lines.map((line) => line.replaceAll("§", `${index + 1}`))),
  );

interface Asked {
  readonly batch: Batch;
  readonly text: string;
  /** Where the first probe stands. */
  readonly line: number;
  readonly answer: Answer;
  readonly release: string;
  readonly machine: Machine;
}

/** Probes that are decided, and batches to ask about once more because one of their lines ended the reading. */
function settleBatch(asked: Asked): { readonly done: readonly Judged[]; readonly again: readonly Batch[] } {
  const { batch, answer, line, machine } = asked;
  const { exit, messages } = answer;
  if (batch.length === 1) return { done: [judge(asked, batch[0] as Probe, messages)], again: [] };
  const placed = messages.filter((message) => !machine.said(message.text));
  const stop = exit === 2 ? placed.findLast(({ text }) => text.startsWith("***"))?.line : undefined;
  const isClear = placed.every((message) => message.line !== undefined) && (exit === 2) === (stop !== undefined);
  if (!isClear) {
    const half = batch.length >> 1;
    return { done: [], again: [batch.slice(0, half), batch.slice(half)] };
  }
  const end = stop === undefined ? batch.length : stop - line + 1;
  const result = lint(asked);
  const done = batch.slice(0, end).map((probe, index) => {
    const at = line + index;
    const own = messages.filter((message) => message.line === at);
    const isStop = stop === at;
    return judge({ ...asked, answer: { ...answer, exit: isStop ? 2 : 5 } }, probe, own, onLine(result, at));
  });
  return { done, again: end < batch.length ? [batch.slice(end)] : [] };
}

function onLine(result: RunResult, line: number): RunResult {
  const [source] = result.sources;
  const diagnostics = result.diagnostics.filter(({ location }) => source?.positionAt(location.start).line === line);
  return { ...result, diagnostics };
}

const lint = ({ text, release }: Asked): RunResult =>
  run([{ path: "/probe.conf", text }], {
    rules,
    severityOf: (rule) => (rule.isOptIn === true ? "off" : rule.severity),
    target: release,
    configIds: ["test-id"],
  });

function judge(asked: Asked, probe: Probe, said: readonly Message[], result = lint(asked)): Judged {
  const { release, machine, answer } = asked;
  const messages = withoutConsequences(said, machine);
  // What is lost is no mere advice.
  const diagnostics = result.diagnostics.filter(({ severity }) => severity !== "info");
  const {
    differences: found,
    agreed,
    stricter,
    machine: byMachine,
  } = compare(messages, { ...result, diagnostics }, machine);
  // Who stops says nothing of what else is wrong.
  const open = answer.exit === 2 ? found.filter(({ who }) => who === "keepalived") : found;
  const differences = open.map(({ who, what }) => `${who}: ${what}`);
  const isSilent = answer.exit === 2 && !diagnostics.some(({ severity }) => severity === "error");
  if (isSilent) differences.push("keepalived: stops with exit 2");
  const isMissed = isSilent || found.some(({ who }) => who === "keepalived");
  const verdict = isMissed
    ? "missed"
    : differences.length > 0
      ? "false"
      : agreed === 0 && stricter > 0
        ? "stricter by intent"
        : agreed === 0 && byMachine > 0
          ? "machine"
          : "agree";
  return { probe, release, verdict, differences };
}

/** What a name that the machine does not know makes of the rest of its line. */
const withoutConsequences = (messages: readonly Message[], machine: Machine): readonly Message[] =>
  messages.filter(({ line, text }, index) => {
    const before = messages.slice(0, index).filter((other) => other.line === line);
    return machine.said(text) || !before.some((other) => machine.said(other.text));
  });

/** How a probe is named to people: path and words. */
export const nameOf = ({ path, lines }: Probe): string => `${path}: ${lines.join(" ⏎ ")}`;
