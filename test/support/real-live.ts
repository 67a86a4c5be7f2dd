import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spawn } from "./child-process.js";
import { PATH } from "./keepalived.js";
import type { Program } from "./keepalived-many.js";
import type { LiveEvent, LiveScenario } from "./live-scenario.js";
import { loadRules } from "./real-firewall.js";
import { makeMachine, type RealMachine } from "./real-machine.js";
import { type Machine, openNetwork, type RealNetwork } from "./real-network.js";

/** What the daemons of a node wrote. */
export interface TakenDump {
  readonly data: string;
  readonly stats: string;
  readonly json: string;
}

/** The silence of the longest interval, and what a busy machine takes. */
const SETTLED = 9_000;
const LIMIT = 90_000;

/** Linux: SIGRTMIN + 2, as `keepalived --signum=JSON` says. */
const SIGJSON = 36 as unknown as NodeJS.Signals;

/** Plays a scenario with daemons in network namespaces, and takes their dumps. */
export async function takeDumps(scenario: LiveScenario, program: Program): Promise<readonly TakenDump[]> {
  const isForged = scenario.before?.some(({ kind }) => kind === "forge") === true;
  const machines = [...scenario.nodes, ...(isForged ? [""] : [])].map(
    (_, at): Machine => ({
      name: `lb${at + 1}`,
      addresses: new Map([
        ["eth0", [`192.0.2.${at + 1}/24`]],
        ["eth1", [`198.51.100.${at + 1}/24`]],
      ]),
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), "kalint-live-"));
  const network = await inTurn(() => openNetwork(machines, LIMIT));
  const running = scenario.nodes.map((_, at) =>
    makeMachine({ machines, at, network, folder: join(folder, `${at}`), command: program.command, limit: LIMIT }),
  );
  const act = actor(network, running);
  try {
    for (const [at, text] of scenario.nodes.entries()) running[at]?.configure(text);
    for (const event of scenario.before ?? []) await act(event);
    for (const machine of running) machine.prepare();
    for (const machine of running) machine.release();
    await sleep(SETTLED);
    const early = await dumpsOf(folder, running, scenario.early ?? []);
    for (const event of scenario.after ?? []) await act(event);
    if (scenario.after !== undefined) await sleep(SETTLED);
    const all = running.flatMap((_, at) => (early.has(at) ? [] : [at]));
    const late = await dumpsOf(folder, running, all);
    return running.map((_, at) => early.get(at) ?? late.get(at) ?? { data: "", stats: "", json: "" });
  } finally {
    await Promise.all(running.map((machine) => machine.end()));
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

/** Makes events happen; what is cut stays cut. */
function actor(network: RealNetwork, running: readonly RealMachine[]): (event: LiveEvent) => Promise<void> {
  const cut = new Set<string>();
  return async (event) => {
    switch (event.kind) {
      case "cut":
        cut.add(`${event.from} ${event.to}`);
        return network.filter((from, to) => !cut.has(`${from} ${to}`));
      case "rules":
        return loadRules(network.pidOf(event.node), { program: "nft", text: event.text });
      case "file":
        return running[event.node]?.setFile(event.name, event.value);
      case "fail":
      case "hang":
        return running[event.node]?.setScript(event.name, event.kind);
      case "down":
        return running[event.node]?.setLink(event.device, false);
      case "stop":
        return running[event.node]?.stop();
      case "reload":
        running[event.node]?.configure(event.text);
        return running[event.node]?.signal("SIGHUP");
      case "forge":
        return forge(network.pidOf(running.length), running.length + 1, event.what);
    }
  };
}

/** Sends packets that are wrong in one way, once a second, for as long as the machine exists. */
function forge(pid: number, own: number, what: "type" | "auth-type" | "length"): void {
  const type = what === "type" ? "22" : "21";
  const auth = what === "auth-type" ? "07" : "00";
  const packet = `${type}336401${auth}010000c0000264${"00".repeat(8)}${what === "length" ? "00000000" : ""}`;
  // IP_MULTICAST_TTL and IP_MULTICAST_IF.
  const program = `use Socket;
    socket(my $s, PF_INET, SOCK_RAW, 112) or die;
    setsockopt($s, 0, 33, pack("C", 255)) or die;
    setsockopt($s, 0, 32, inet_aton("192.0.2.${own}")) or die;
    while (1) { send($s, pack("H*", "${packet}"), 0, sockaddr_in(0, inet_aton("224.0.0.18"))); sleep 1 }`;
  spawn("setpriv", ["--pdeathsig", "KILL", "nsenter", "-t", `${pid}`, "-n", "-p", "perl", "-e", program], {
    stdio: "ignore",
    env: { PATH },
    timeout: LIMIT,
  });
}

async function dumpsOf(
  folder: string,
  running: readonly RealMachine[],
  wanted: readonly number[],
): Promise<ReadonlyMap<number, TakenDump>> {
  for (const signal of ["SIGUSR1", "SIGUSR2", SIGJSON] as const) for (const at of wanted) running[at]?.signal(signal);
  if (wanted.length > 0) await sleep(700);
  const read = (at: number, name: string): string => readFileSync(join(folder, `${at}`, `keepalived.${name}`), "utf8");
  return new Map(
    wanted.map((at) => [at, { data: read(at, "data"), stats: read(at, "stats"), json: read(at, "json") }] as const),
  );
}
