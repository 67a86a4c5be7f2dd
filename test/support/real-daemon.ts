import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import { type ChildProcess, childrenOf, spawn } from "./child-process.js";
import { PATH } from "./keepalived.js";

/** What a daemon says of one of its instances: the state that it enters, or its priority. */
export interface Said {
  /** Milliseconds, of `performance.now`. */
  readonly at: number;
  readonly instance: string;
  readonly what: "init" | "backup" | "master" | "fault" | number;
}

/** A keepalived that runs in a network namespace. */
export interface Daemon {
  readonly isAlive: () => boolean;
  /** Lets it begin. */
  readonly release: () => void;
  readonly signal: (signal: NodeJS.Signals, who: "parent" | "all") => void;
  /** Ends it and all its children at once, without a word to anybody. */
  readonly kill: () => void;
  readonly ended: Promise<void>;
}

export interface DaemonOptions {
  /** Words that start keepalived. */
  readonly command: readonly string[];
  readonly folder: string;
  /** The process whose namespace it is put into. */
  readonly pid: number;
  /** Milliseconds after which it ends in any case. */
  readonly limit: number;
  /** What it says goes here. */
  readonly log: Writable;
}

/** Begins before all else that wants the processor: an election is a matter of milliseconds, and takes few of them. */
const FIRST = ["--rr", "5"];

/** Puts the time before each line; this process may read them late. */
const STAMP = "$| = 1; while (<STDIN>) { printf '%.3f %s', time, $_ }";

/** A log that gives lines with the time at which they were written, in milliseconds of `performance.now`. */
export function openLog(
  limit: number,
  hear: (line: string, at: number) => void,
): { log: Writable; close: () => Promise<void> } {
  const child = spawn("chrt", [...FIRST, "perl", "-MTime::HiRes=time", "-e", STAMP], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { PATH },
    timeout: limit,
  });
  const ended = once(child, "close");
  child.stdin.on("error", () => undefined);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const space = line.indexOf(" ");
    hear(line.slice(space + 1), Number(line.slice(0, space)) * 1000 - performance.timeOrigin);
  });
  return {
    log: child.stdin,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Prepares a daemon that waits for `release`, so that several can begin at one moment. */
export function makeDaemon({ command, folder, pid, limit, log }: DaemonOptions): Daemon {
  const files = ["p", "r", "c", "b"].flatMap((option) => [`-${option}`, join(folder, `${option}.pid`)]);
  const keepalived = [...command, "-n", "-l", "-D", "-G", "-f", join(folder, "keepalived.conf"), ...files];
  // What waits for keepalived ends with this process, also where it is stopped; the rest ends with its namespace.
  const argv = [...FIRST, "setpriv", "--pdeathsig", "KILL", "nsenter", "-t", `${pid}`, "-n", "-p", ...keepalived];
  const child = spawn("sh", ["-c", 'read _ && exec chrt "$@"', "sh", ...argv], {
    stdio: ["pipe", log, log],
    env: { PATH, LC_ALL: "C", TMPDIR: folder },
    timeout: limit,
  });
  child.stdin?.on("error", () => undefined);
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    isAlive,
    release: () => child.stdin?.end("\n"),
    signal: (signal, who) => {
      if (!isAlive()) return;
      // The shell has become nsenter, which waits for keepalived.
      for (const one of who === "all" ? descendants(child) : childrenOf(child.pid ?? 0)) send(one, signal);
      if (signal === "SIGCONT") send(child.pid ?? 0, signal);
    },
    kill: () => {
      if (isAlive()) killAll(child);
    },
    ended: once(child, "close").then(() => undefined),
  };
}

function descendants({ pid = 0 }: ChildProcess): readonly number[] {
  const below = (one: number): readonly number[] => childrenOf(one).flatMap((child) => [...below(child), child]);
  return below(pid);
}

/** All are stopped first: the parent would start a new child between two signals. */
function killAll(child: ChildProcess): void {
  const all: number[] = [...childrenOf(child.pid ?? 0)];
  for (const one of all) {
    send(one, "SIGSTOP");
    all.push(...childrenOf(one).filter((other) => !all.includes(other)));
  }
  for (const one of [...all, child.pid ?? 0]) send(one, "SIGKILL");
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

const STATES = { INIT: "init", BACKUP: "backup", MASTER: "master", FAULT: "fault" } as const;

/** A BFD session that came up or went down; each instance that tracks it says so. */
export interface Session {
  readonly at: number;
  readonly name: string;
  readonly isUp: boolean;
}

/** What a line of the log says of a BFD session. */
export function readSession(line: string, at: number): Session | undefined {
  const [, name, state] = /Tracked BFD instance (\S+) is (UP|DOWN)$/.exec(line) ?? [];
  return name === undefined ? undefined : { at, name, isUp: state === "UP" };
}

/** What a line of the log says of instances. `groups`: members of sync groups by name. */
export function readSaid(line: string, at: number, groups: ReadonlyMap<string, readonly string[]>): readonly Said[] {
  const text = line.replace(/^\w{3} \w{3} +\d+ [\d:]+ \d{4}: /, "");
  const [, entering = "", state = ""] = /^\((.+?)\) Entering (\w+) STATE/.exec(text) ?? [];
  if (state in STATES) return [{ at, instance: entering, what: STATES[state as keyof typeof STATES] }];
  const fault = /^\((.+?)\) entering FAULT state$/.exec(text)?.[1];
  if (fault !== undefined) return [{ at, instance: fault, what: "fault" }];
  // A member that was BACKUP says nothing of itself (vrrp_sync.c:vrrp_sync_fault).
  const group = /^VRRP_Group\((.+?)\) Syncing instances to FAULT state$/.exec(text)?.[1];
  if (group !== undefined) return (groups.get(group) ?? []).map((instance) => ({ at, instance, what: "fault" }));
  // One whose addresses are still there from before says no more than this when it becomes MASTER.
  const timeout = /^\((.+?)\) Receive advertisement timeout$/.exec(text)?.[1];
  if (timeout !== undefined && ![...groups.values()].some((members) => members.includes(timeout)))
    return [{ at, instance: timeout, what: "master" }];
  const [, changing = "", priority] =
    /^\((.+?)\) (?:Changing effective priority from \d+ to|Setting effective priority to) (\d+)/.exec(text) ?? [];
  return priority === undefined ? [] : [{ at, instance: changing, what: Number(priority) }];
}
