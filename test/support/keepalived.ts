import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { TestContext } from "vitest";
import { spawnSync } from "./child-process.js";
import { requireProgram } from "./requirement.js";

/** What `keepalived -t` answered. Exit 0: nothing to say; 5: complaints; 2: gave up; 6: script security. */
export interface Answer {
  readonly exit: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** In order, each once; `line` where keepalived gave one, `file` when it is not the root file. */
  readonly messages: readonly Message[];
}

export interface Message {
  readonly line?: number;
  readonly file?: string;
  readonly text: string;
  /** keepalived says nothing: it dies here, or never ends. */
  readonly isEnd?: true;
}

export interface KeepalivedOptions {
  /** Interfaces that exist; by default every one that the file may mean. */
  readonly interfaces?: readonly string[];
  readonly configId?: string;
  readonly args?: readonly string[];
  readonly timeout?: number;
}

/** Where keepalived and `ip` are, also for a user who is not root. */
export const PATH = `${process.env.PATH ?? ""}:/usr/sbin:/sbin`;
/** Options of `unshare` for a network of its own. */
export const NAMESPACE = process.getuid?.() === 0 ? ["--net"] : ["--net", "--user", "--map-root-user"];

let version: string | undefined;

/** The installed release, such as `2.2.7`, or an empty string. Asked once. */
export function keepalivedVersion(): string {
  version ??= askVersion();
  return version;
}

function askVersion(): string {
  const run = spawnSync("unshare", [...NAMESPACE, "keepalived", "-v"], { encoding: "utf8", env: { PATH } });
  return /v(\d+\.\d+\.\d+)/.exec(run.stderr ?? "")?.[1] ?? "";
}

/** Skips the test (under CI: fails it) when keepalived cannot be run in a network namespace of its own. */
export function needKeepalived(context: TestContext): void {
  requireProgram(context, keepalivedVersion() !== "", "keepalived (or unshare)");
}

/** Runs `keepalived -t` on a file in an empty network namespace with veth interfaces of the names it mentions. */
export function askKeepalived(path: string, options: KeepalivedOptions = {}): Answer {
  const file = resolve(path);
  const { configId = "test-id", args = [], timeout = 20_000 } = options;
  const interfaces = options.interfaces ?? interfaceNames(readFileSync(file, "latin1"));
  // The shell becomes keepalived, so that the time limit ends keepalived and nothing else.
  const script = 'ip -force -batch - >/dev/null 2>&1; exec keepalived "$@" </dev/null';
  const keepalived = ["-t", "-f", basename(file), "-i", configId, ...args];
  const run = spawnSync("unshare", [...NAMESPACE, "sh", "-c", script, "sh", ...keepalived], {
    cwd: dirname(file),
    env: { PATH, LC_ALL: "C" },
    input: interfaceBatch(interfaces),
    encoding: "latin1",
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: 1 << 26,
  });
  const timedOut = run.error !== undefined && "code" in run.error && run.error.code === "ETIMEDOUT";
  const messages = [...readMessages(run.stderr ?? "", file), ...endOf(run.signal)];
  return { exit: run.status, signal: run.signal, timedOut, messages };
}

/** A program that is killed by a signal has not been silent. */
export const endOf = (signal: string | null): Message[] =>
  signal === null ? [] : [{ text: `killed by ${signal}`, isEnd: true }];

/** Each reading process repeats the messages of the others. */
export function readMessages(stderr: string, file: string): Message[] {
  const messages = new Map<string, Message>();
  for (const raw of stderr.split("\n")) {
    if (raw === "") continue;
    const found = /^\((?:(.*?): )?Line (\d+)\) (.*)$/s.exec(raw);
    const named = found?.[1] === undefined || found[1] === basename(file) ? {} : { file: found[1] };
    const message = found === null ? { text: raw } : { line: Number(found[2]), ...named, text: found[3] ?? "" };
    if (!messages.has(raw)) messages.set(raw, message);
  }
  return [...messages.values()];
}

/** Commands of `ip` that make these interfaces: veth, because not every kernel has the dummy type. */
export function interfaceBatch(names: readonly string[]): string {
  const lines = names.map((name, index) => {
    const address = `198.18.${(index >> 4) & 255}.${((index & 15) << 4) + 1}/28`;
    return `link add ${name} type veth peer name _p${index}\naddr add ${address} dev ${name}\nlink set ${name} up\nlink set _p${index} up\n`;
  });
  return `link set lo up\n${lines.join("")}`;
}

const BEFORE_NAME =
  /^(?:interface|dev|oif|iif|default_interface|lvs_sync_daemon|lvs_sync_daemon_interface|garp_extra_if)$/;
const LIST = /^(?:track_interface|interfaces|linkbeat_interfaces|interface_up_down_delays)$/;
const NAME = /^[A-Za-z_][\w.-]{0,14}$/;

/**
 * Names that may be interfaces: behind `interface`, `dev` and so on, and first on the lines of a list of interfaces.
 * A guess on purpose, in lines of its own: the oracle must not hang on the parser it judges.
 */
export function interfaceNames(text: string): string[] {
  const names = new Set<string>();
  let isList = false;
  let before = "";
  for (const word of splitRoughly(text)) {
    const isMeant = BEFORE_NAME.test(before) || (isList && (before === "\n" || before === "{"));
    if (isMeant && NAME.test(word) && word !== "lo") names.add(word);
    if (word === "}") isList = false;
    else if (LIST.test(word)) isList = true;
    before = word;
  }
  return [...names];
}

/** Words, braces and line ends. */
function splitRoughly(text: string): string[] {
  const withoutComments = text.replace(/"/g, " ").replace(/[#!][^\r\n]*/g, "");
  return withoutComments.match(/[\n{}]|[^\s{}]+/g) ?? [];
}
