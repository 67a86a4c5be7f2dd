import { once } from "node:events";
import { childrenOf, spawn } from "./child-process.js";
import { PATH } from "./keepalived.js";

/** A machine with addresses by interface. Each interface of one name is on one segment. */
export interface Machine {
  readonly name: string;
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

/** Network namespaces of machines, joined so that every direction between two of them can be cut by itself. */
export interface RealNetwork {
  /** Process whose namespaces are the machine's. */
  readonly pidOf: (machine: number) => number;
  /** Runs a command of `ip` on a machine. */
  readonly ip: (machine: number, ...words: readonly string[]) => Promise<string>;
  /** Runs lines of `ip -batch` on a machine. */
  readonly batch: (machine: number, lines: readonly string[]) => Promise<void>;
  /** Lets pass what `mayPass` lets pass, and nothing else. */
  readonly filter: (mayPass: (from: number, to: number, device: string) => boolean) => Promise<void>;
  /** Ends the namespaces with all that is in them. */
  readonly close: () => Promise<void>;
}

/** What a command did not do in time is a fault of the machine. */
const COMMAND_LIMIT = 30_000;

/** Runs a command to its end and gives its output. */
async function run(argv: readonly string[], input = ""): Promise<string> {
  const [program = "", ...args] = argv;
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH, LC_ALL: "C" },
    timeout: COMMAND_LIMIT,
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${argv.join(" ")}: ${code}: ${err.trim()}\n${input}`);
  return out;
}

/**
 * A network namespace with a process namespace, whose first process ends with its standard input. The kernel then ends all
 * that is in it, also what is stopped, even where this process was killed.
 */
async function openNamespace(limit: number): Promise<{ pid: number; close: () => Promise<void> }> {
  const child = spawn("unshare", ["--net", "--pid", "--fork", "sh", "-c", "echo; read _"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH },
    timeout: limit,
  });
  const ended = once(child, "close");
  child.stdin.on("error", () => undefined);
  await Promise.race([once(child.stdout, "data"), ended.then(() => Promise.reject(new Error("no network namespace")))]);
  const [pid = 0] = childrenOf(child.pid ?? 0);
  return {
    pid,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

const inside = (pid: number, ...argv: readonly string[]): readonly string[] => [
  "chrt",
  "--rr",
  "3",
  "nsenter",
  "-t",
  `${pid}`,
  "-n",
  ...argv,
];
const batch = (pid: number, lines: readonly string[]): Promise<string> =>
  run(inside(pid, "ip", "-batch", "-"), `${lines.join("\n")}\n`);

/** IPv6 addresses are usable at once. */
const SETTINGS = "for i in /proc/sys/net/ipv6/conf/*; do echo 0 > $i/accept_dad; done";

/** Hardware address of an interface; they ascend with the machines, and so do the link-local addresses that come of them. */
const hardwareOf = (machine: number, place: number): string =>
  [2, 0, 0, 0, place, machine + 1].map((part) => part.toString(16).padStart(2, "0")).join(":");

/**
 * Entries for all others on the segments of a machine, which do not age: a machine whose answers are lost would vanish from
 * the others' caches after a while, and with unicast no advert would reach it.
 */
export const neighbourLines = (machines: readonly Machine[], at: number, only?: string): readonly string[] =>
  machines.flatMap(({ addresses }, other) =>
    other === at
      ? []
      : [...addresses].flatMap(([device, own], place) =>
          only !== undefined && device !== only
            ? []
            : own
                .filter((address) => !address.includes(":") && machines[at]?.addresses.has(device))
                .map(
                  (address) =>
                    `neigh replace ${address.split("/", 1)[0]} lladdr ${hardwareOf(other, place)} dev ${device} nud permanent`,
                ),
        ),
  );

/** Makes the machines and joins them. `limit`: milliseconds after which all of it ends in any case. */
export async function openNetwork(machines: readonly Machine[], limit: number): Promise<RealNetwork> {
  const spaces = await Promise.all([...machines, undefined].map(() => openNamespace(limit)));
  const hub = spaces.at(-1)?.pid ?? 0;
  const pidOf = (machine: number): number => spaces[machine]?.pid ?? 0;
  const close = async (): Promise<void> => void (await Promise.all(spaces.map((space) => space.close())));
  try {
    await batch(hub, wires(machines, pidOf));
    await Promise.all(
      machines.map(async (machine, at) => {
        await run(inside(pidOf(at), "sh", "-c", SETTINGS));
        await batch(pidOf(at), [...interfaces(machine), ...neighbourLines(machines, at)]);
      }),
    );
  } catch (error) {
    await close();
    throw error;
  }
  const open = new Set(directions(machines).map(wireOf));
  return {
    pidOf,
    close,
    ip: (machine, ...words) => run(inside(pidOf(machine), "ip", ...words)),
    batch: async (machine, lines) => void (await batch(pidOf(machine), lines)),
    filter: async (mayPass) => {
      const changes = directions(machines).filter(
        (one) => open.has(wireOf(one)) !== mayPass(one.from, one.to, one.device),
      );
      for (const one of changes) if (!open.delete(wireOf(one))) open.add(wireOf(one));
      const state = (on: boolean) => FLOODS.map((flood) => `${flood} ${on ? "on" : "off"}`).join(" ");
      const lines = changes.map((one) => `link set ${wireOf(one)} type bridge_slave ${state(open.has(wireOf(one)))}`);
      if (lines.length > 0) await batch(hub, lines);
    },
  };
}

interface Direction {
  readonly from: number;
  readonly to: number;
  readonly device: string;
}

const devicesOf = (machines: readonly Machine[]): readonly string[] => [
  ...new Set(machines.flatMap(({ addresses }) => [...addresses.keys()])),
];

/** All pairs of machines with an interface of one name. */
function directions(machines: readonly Machine[]): readonly Direction[] {
  return devicesOf(machines).flatMap((device) => {
    const on = machines.flatMap(({ addresses }, machine) => (addresses.has(device) ? [machine] : []));
    return on.flatMap((from) => on.flatMap((to) => (from === to ? [] : [{ from, to, device }])));
  });
}

/** The port of `from` through which all for `to` goes. */
const wireOf = ({ from, to, device }: Direction): string => `${device}.${from}.${to}`;

const FLOODS = ["flood", "mcast_flood", "bcast_flood"];

/**
 * Each interface has a bridge of its own, which learns nothing and floods what it gets; a wire goes from each to each.
 * Wires are isolated from each other, so nothing goes round in circles, and what a wire gets reaches the machine alone.
 * A direction is cut where its wire gets nothing any more.
 */
function wires(machines: readonly Machine[], pidOf: (machine: number) => number): readonly string[] {
  const bridges = machines.flatMap(({ addresses }, at) =>
    [...addresses.keys()].flatMap((device, place) => [
      `link add name ${device}.${at} type bridge mcast_snooping 0`,
      `link set ${device}.${at} up`,
      `link add name ${device}.p${at} type veth peer name ${device} address ${hardwareOf(at, place)} netns ${pidOf(at)}`,
      `link set ${device}.p${at} master ${device}.${at} up`,
      `link set ${device}.p${at} type bridge_slave learning off`,
    ]),
  );
  const pairs = directions(machines).filter(({ from, to }) => from < to);
  const between = pairs.flatMap((one) => {
    const [there, back] = [wireOf(one), wireOf({ ...one, from: one.to, to: one.from })];
    return [
      `link add name ${there} type veth peer name ${back}`,
      ...(
        [
          [there, one.from],
          [back, one.to],
        ] as const
      ).flatMap(([wire, at]) => [
        `link set ${wire} master ${one.device}.${at} up`,
        `link set ${wire} type bridge_slave learning off isolated on`,
      ]),
    ];
  });
  return [...bridges, ...between];
}

function interfaces({ addresses }: Machine): readonly string[] {
  return [
    "link set lo up",
    ...[...addresses].flatMap(([device, own]) => [
      ...own.map((address) => `addr add ${address} dev ${device}`),
      `link set ${device} up`,
    ]),
  ];
}
