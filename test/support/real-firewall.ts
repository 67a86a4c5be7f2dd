import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnSync } from "./child-process.js";
import { PATH } from "./keepalived.js";
import { programs } from "./keepalived-many.js";
import { makeMachine } from "./real-machine.js";
import { type Machine, openNetwork } from "./real-network.js";
import { type AdvertKind, nodeText, type Outcome, type RuleSet } from "./rule-sets.js";

const MACHINES: readonly Machine[] = [1, 2].map((own) => ({
  name: `node${own}`,
  addresses: new Map([["eth0", [`192.0.2.${own}/24`]]]),
}));

/** Three intervals of silence, skew, one more advert, and what a busy machine takes. */
const LONG_ENOUGH = 8_000;
const LIMIT = 60_000;

/** Plays a pair whose second node is behind rules, and gives what that node does; throws where the first does not become MASTER. */
export async function playBehind(kind: AdvertKind, rules: Pick<RuleSet, "program" | "text">): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "kalint-firewall-"));
  const network = await openNetwork(MACHINES, LIMIT);
  const [program] = programs();
  const command = program?.command ?? [];
  const machines = MACHINES.map((_, at) =>
    makeMachine({ machines: MACHINES, at, network, folder: join(folder, `${at}`), command, limit: LIMIT }),
  );
  try {
    loadRules(network.pidOf(1), rules);
    for (const [at, machine] of machines.entries()) machine.configure(nodeText(kind, at === 0 ? 1 : 2));
    for (const machine of machines) machine.prepare();
    for (const machine of machines) machine.release();
    await sleep(LONG_ENOUGH);
    const [first, second] = machines.map(({ said }) => said.map(({ what }) => what));
    if (first?.at(-1) !== "master") throw new Error(`node1: ${first}\n${machines[0]?.lines.join("\n")}`);
    if (second?.includes("master") !== true) return "backup";
    return second.at(-1) === "master" ? "master" : "master, then backup";
  } finally {
    await Promise.all(machines.map((machine) => machine.end()));
    await network.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Loads rules in the network namespace of a process. */
export function loadRules(pid: number, { program, text }: Pick<RuleSet, "program" | "text">): void {
  const argv = program === "nft" ? ["nft", "-f", "-"] : ["iptables-restore"];
  runInside(["nsenter", "-t", `${pid}`, "-n"], argv, text);
}

/** What the program says of rules that it has loaded: `nft -j list ruleset` or `iptables-save`. */
export function listed({ program, text }: Pick<RuleSet, "program" | "text">): string {
  const load = program === "nft" ? "nft -f -" : "iptables-restore";
  const list = program === "nft" ? "nft -j list ruleset" : "iptables-save";
  return runInside(["unshare", "--net"], ["sh", "-c", `${load} && ${list}`], text);
}

function runInside(where: readonly string[], argv: readonly string[], input: string): string {
  const [first = "", ...rest] = [...where, ...argv];
  const run = spawnSync(first, rest, { input, encoding: "utf8", env: { PATH, LC_ALL: "C" } });
  if (run.status !== 0) throw new Error(`${argv.join(" ")}: ${run.stderr}\n${input}`);
  return run.stdout;
}

const isThere = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`], { env: { PATH } }).status === 0;

/** The first program that is missing for rules to be loaded; undefined: none. */
export function missingForRules(...others: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return "root";
  return ["nft", "iptables-restore", "unshare", ...others].find((program) => !isThere(program));
}
