import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { describeEvent, describeMark } from "../forecast/describe.js";
import type { FailedNodes, Forecast, LineMark, Outcome, RouterForecast } from "../forecast/forecast.js";
import { handleOf } from "../forecast/handle.js";
import {
  counterexample,
  FROZEN,
  type FrozenCluster,
  type FrozenFailure,
  freezeFile,
  type NodeEntry,
  type Outcomes,
} from "../scenarios/freeze.js";
import type { Failure } from "../simulate/failures.js";
import { isAddressName } from "../simulate/outcome.js";
import { errorReason } from "../workspace/input-problem.js";
import { readTextFile } from "../workspace/read-file.js";
import { UsageError } from "./exit-codes.js";
import { areFiles, type Played } from "./simulate-forecast.js";
import { say } from "./terminal.js";

/** Writes the tables as a scenario file, which is the only kind of file that it replaces; gives what to tell about it. */
export function writeFrozen(played: readonly Played[], path: string): string {
  requireOwn(path);
  const clusters = played.map((one) => frozenCluster(one, path));
  const count = clusters.reduce((sum, { failures }) => sum + failures.length + 1, 0);
  try {
    writeFileSync(path, freezeFile(clusters));
  } catch (error) {
    throw new UsageError(`cannot write the scenarios to ${path}: ${errorReason(error)}`);
  }
  return `${path}: ${count} scenarios; "kalint simulate ${path}" plays them`;
}

function requireOwn(path: string): void {
  if (!/\.ya?ml$/i.test(path)) throw new UsageError(`--freeze ${path}: scenario files are named *.yaml or *.yml`);
  if (!existsSync(path)) return;
  const read = readTextFile(path);
  if (read.kind === "read" && read.file.text.startsWith(FROZEN)) return;
  throw new UsageError(`${path} exists and was not written by --freeze; it is left as it is`);
}

function frozenCluster(played: Played, path: string): FrozenCluster {
  const { forecast } = played;
  const [left] = forecast.left;
  if (left !== undefined) throw new UsageError(`cannot freeze ${forecast.nodes.join(", ")}: ${left}`);
  const entries = entriesOf(played, path);
  if (entries === undefined || forecast.models.some(({ instances }) => instances.length === 0)) {
    throw new UsageError(
      `cannot freeze ${forecast.nodes.join(", ")}: every node needs a file of its own with a vrrp_instance`,
    );
  }
  const models = forecast.models.map((model, at) => ({ ...model, name: entries[at]?.name ?? model.name }));
  const names = new Map(forecast.nodes.map((name, at) => [name, entries[at]?.name ?? name] as const));
  const routers = forecast.routers.flatMap((router) => {
    const handle = handleOf(router, forecast);
    if (handle === undefined) say(`${router.name}: its nodes have neither its name nor an address of it in common`);
    return handle === undefined ? [] : [{ router, handle }];
  });
  return { entries, models, handles: routers.map(({ handle }) => handle), failures: failuresOf(routers, names) };
}

interface Handled {
  readonly router: RouterForecast;
  readonly handle: string;
}

/** Every failure once, with what it does to each router that it can touch. */
function failuresOf(routers: readonly Handled[], names: ReadonlyMap<string, string>): readonly FrozenFailure[] {
  const found = new Map<
    string,
    { name: string; failure: Failure; routers: Map<string, { after: Outcomes; back: Outcomes }> }
  >();
  for (const { router, handle } of routers) {
    for (const line of router.lines) {
      const name = describeEvent(line);
      const known = found.get(name) ?? { name, failure: line.failure, routers: new Map() };
      found.set(name, known);
      const outcomes = (outcome: Outcome): Outcomes => outcomesOf(outcome, handle, names);
      known.routers.set(handle, { after: outcomes(line), back: outcomes(line.back) });
    }
  }
  return [...found.values()].map(({ name, failure, routers: own }) => ({
    name,
    happens: failure.happens,
    ends: failure.ends,
    routers: own,
  }));
}

/** An address also counts where it was left behind. */
function outcomesOf(
  { holders, leftovers, flaps }: Outcome,
  handle: string,
  names: ReadonlyMap<string, string>,
): Outcomes {
  if (flaps) return undefined;
  const kept = isAddressName(handle) ? leftovers : [];
  const order = [...names.keys()];
  return holders.map((some) =>
    order.filter((name) => some.includes(name) || kept.includes(name)).map((name) => names.get(name) ?? name),
  );
}

/** The nodes as a scenario file names them; undefined where one has no file. */
function entriesOf({ nodes, forecast }: Played, path: string | undefined): readonly NodeEntry[] | undefined {
  if (!areFiles(nodes) || nodes.length !== forecast.nodes.length) return undefined;
  const folder = path === undefined ? process.cwd() : realFolder(path);
  return nodes.map((node, at) => ({
    name: safeName(forecast.nodes[at] ?? node.name),
    file: relative(folder, realFolder(node.path) + sep + (node.path.split(/[\\/]/).at(-1) ?? "")).replaceAll(sep, "/"),
    configId: node.configId,
    release: node.target,
  }));
}

function realFolder(path: string): string {
  const folder = dirname(resolve(path));
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Names that mean something else in a scenario, or that a mapping would put first, get a word before them. */
function safeName(name: string): string {
  const plain = name.replace(/[\s|]+/g, "-");
  return /^(?:none|one|\*|\d+)$/.test(plain) ? `node-${plain}` : plain;
}

/** The avoidable state that the fewest failures lead to, as the text of a scenario file; undefined: there is none. */
export function shortestCounterexample(played: Played): string | undefined {
  const { forecast } = played;
  const entries = entriesOf(played, undefined);
  const found = firstMarked(forecast);
  if (entries === undefined || found === undefined) return undefined;
  const { router, failures, mark } = found;
  const handle = handleOf(router, forecast);
  if (handle === undefined) return undefined;
  const hit = new Set(failures.flatMap(({ nodes }) => nodes));
  const sound = new Set(router.members.map(({ node }) => node).filter((node) => !hit.has(node)));
  const expected = mark === "unmoved" ? [...sound].map(safeName).join("|") : "one";
  const name = `${failures.map(describeEvent).join(", then ")}: ${describeMark(mark)}`;
  return counterexample(
    entries,
    name,
    failures.map(({ failure }) => failure.happens),
    { [handle]: expected },
  );
}

function firstMarked({
  routers,
}: Forecast):
  | { readonly router: RouterForecast; readonly failures: readonly FailedNodes[]; readonly mark: LineMark }
  | undefined {
  for (const router of routers) {
    const line = router.lines.find(({ mark }) => mark !== "none");
    if (line !== undefined) return { router, failures: [line], mark: line.mark };
  }
  for (const router of routers) {
    const [pair] = router.pairs;
    if (pair !== undefined) return { router, failures: pair.failures, mark: pair.mark };
  }
  return undefined;
}
