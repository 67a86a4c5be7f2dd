import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Daemon, makeDaemon, openLog, readSaid, readSession, type Said, type Session } from "./real-daemon.js";
import { type Machine, neighbourLines, type RealNetwork } from "./real-network.js";

/** A machine that is played for real. */
export interface RealMachine {
  readonly name: string;
  /** Everything its daemons have said so far. */
  readonly said: Said[];
  /** When its BFD sessions came up and went down. */
  readonly sessions: readonly Session[];
  /** Their log. */
  readonly lines: readonly string[];
  readonly isRunning: () => boolean;
  /** Writes the configuration; a daemon that runs reads it again. */
  readonly configure: (text: string) => void;
  /** Makes a daemon that waits for `release`. */
  readonly prepare: () => void;
  readonly release: () => void;
  readonly stop: () => void;
  readonly kill: () => void;
  /** The machine is gone, with what keepalived put on it. */
  readonly crash: () => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly setScript: (name: string, mode: "pass" | "fail" | "hang") => void;
  readonly setFile: (name: string, value: number) => void;
  readonly setLink: (device: string, isUp: boolean) => Promise<void>;
  /** Addresses on it that it was not given at the start. */
  readonly carried: () => Promise<readonly string[]>;
  readonly end: () => Promise<void>;
}

interface Place {
  readonly machines: readonly Machine[];
  readonly at: number;
  readonly network: RealNetwork;
  readonly folder: string;
  readonly command: readonly string[];
  readonly limit: number;
}

/** Settings that change no election: scripts run as root, and a new master does not wait to announce its addresses. */
const GLOBALS = "global_defs {\nscript_user root\nvrrp_garp_master_delay 0\n}\n";

/** A machine of the network on which keepalived can run. */
export function makeMachine({ machines, at, network, folder, command, limit }: Place): RealMachine {
  const machine = machines[at] ?? { name: "", addresses: new Map() };
  mkdirSync(folder, { recursive: true });
  const said: Said[] = [];
  const lines: string[] = [];
  const sessions: Session[] = [];
  let daemon: Daemon | undefined;
  let groups: ReadonlyMap<string, readonly string[]> = new Map();
  const last = new Map<string, Said["what"]>();
  const { log, close } = openLog(limit, (line, at) => {
    lines.push(line);
    const session = readSession(line, at);
    if (session !== undefined) sessions.push(session);
    for (const one of readSaid(line, at, groups)) {
      if (last.get(one.instance) === one.what) continue;
      if (typeof one.what === "string") last.set(one.instance, one.what);
      said.push(one);
    }
  });
  const own = new Set([...machine.addresses.values()].flat());
  const foreign = async (): Promise<readonly { device: string; address: string }[]> =>
    addressesIn(await network.ip(at, "-o", "addr", "show")).filter(({ address }) => !own.has(address));
  return {
    name: machine.name,
    said,
    sessions,
    lines,
    isRunning: () => daemon?.isAlive() === true,
    configure: (text) => {
      groups = groupsIn(text);
      writeFileSync(join(folder, "keepalived.conf"), GLOBALS + rig(text, folder), { mode: 0o644 });
    },
    prepare: () => {
      last.clear();
      // A daemon that was killed leaves these, and the next one would take them for those of a living one.
      for (const file of readdirSync(folder)) if (file.endsWith(".pid")) rmSync(join(folder, file));
      daemon = makeDaemon({ command, folder, pid: network.pidOf(at), limit, log });
    },
    release: () => daemon?.release(),
    stop: () => daemon?.signal("SIGTERM", "parent"),
    kill: () => daemon?.kill(),
    crash: async () => {
      daemon?.kill();
      await daemon?.ended;
      for (const { device, address } of await foreign()) await network.ip(at, "addr", "del", address, "dev", device);
    },
    signal: (signal) => daemon?.signal(signal, signal === "SIGHUP" ? "parent" : "all"),
    setScript: (name, mode) => {
      for (const one of ["fail", "hang"]) {
        const mark = join(folder, `${name}.${one}`);
        if (mode === one) writeFileSync(mark, "");
        else rmSync(mark, { force: true });
      }
    },
    setFile: (name, value) => writeFileSync(join(folder, name), `${value}\n`),
    setLink: async (device, isUp) => {
      await network.ip(at, "link", "set", device, isUp ? "up" : "down");
      if (!isUp) return;
      // The kernel takes IPv6 addresses from an interface that goes down.
      const there = new Set(addressesIn(await network.ip(at, "-o", "addr", "show")).map(({ address }) => address));
      for (const address of machine.addresses.get(device) ?? []) {
        if (!there.has(address)) await network.ip(at, "addr", "add", address, "dev", device);
      }
      await network.batch(at, neighbourLines(machines, at, device));
    },
    carried: async () => (await foreign()).map(({ address }) => address.split("/", 1)[0] ?? ""),
    end: async () => {
      daemon?.kill();
      await daemon?.ended;
      await close();
    },
  };
}

/** Members of each sync group by its name. */
const groupsIn = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...text.matchAll(/\bvrrp_sync_group\s+(\S+)\s*\{\s*group\s*\{([^}]*)\}/g)].map(([, name = "", members = ""]) => [
      name,
      members.trim().split(/\s+/),
    ]),
  );

/** All but loopback and link-local ones, with their prefix. */
const addressesIn = (text: string): readonly { device: string; address: string }[] =>
  [...text.matchAll(/^\d+: (\S+)\s+inet6? (\S+)/gm)]
    .map(([, device = "", address = ""]) => ({ device, address }))
    .filter(({ device, address }) => device !== "lo" && !address.startsWith("fe80"));

/** Puts scripts and files that `setScript` and `setFile` rule in place of those that a configuration names. */
function rig(text: string, folder: string): string {
  const scripts = text.replace(/(\bvrrp_script\s+(\S+)\s*\{[^}]*?\n\s*script)\s+.*$/gm, (_, head, name) => {
    const [path, mark] = [join(folder, `${name}.sh`), join(folder, name)];
    writeFileSync(path, `#!/bin/sh\nwhile [ -e ${mark}.hang ]; do sleep 0.1; done\n[ ! -e ${mark}.fail ]\n`, {
      mode: 0o755,
    });
    return `${head} "${path}"`;
  });
  return scripts.replace(
    /(\b(?:vrrp_)?track_file\s+(\S+)\s*\{\s*file)\s+.*$/gm,
    (_, head, name) => `${head} "${join(folder, name)}"`,
  );
}
