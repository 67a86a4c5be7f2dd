import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, constants, tmpdir } from "node:os";
import { join } from "node:path";
import { spawn, spawnSync } from "./child-process.js";
import { type Answer, endOf, interfaceBatch, keepalivedVersion, NAMESPACE, PATH, readMessages } from "./keepalived.js";

/** A keepalived to ask: the words that start it, and its release. */
export interface Program {
  readonly release: string;
  readonly command: readonly string[];
}

/** Interfaces that exist where many texts are asked about. */
export const INTERFACES = ["eth0", "eth1", "eth2", "eth3"];

/** Seconds of work, not of time, for texts on which keepalived runs in circles. */
const SECONDS = 2;

/**
 * The installed keepalived, and those that the variable KALINT_KEEPALIVED names: absolute paths, separated by colons. A
 * path such as `TREE/usr/sbin/keepalived` in an unpacked system of another release is started with its own libraries.
 */
export function programs(): readonly Program[] {
  const others = (process.env.KALINT_KEEPALIVED ?? "").split(":").filter((path) => path !== "");
  return [{ release: keepalivedVersion(), command: ["keepalived"] }, ...others.map(toProgram)];
}

function toProgram(path: string): Program {
  const tree = path.replace(/\/usr\/sbin\/keepalived$/, "");
  const loader = join(tree, "lib64/ld-linux-x86-64.so.2");
  const isForeign = tree !== path && tree !== "" && existsSync(loader);
  const libraries = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"].map((folder) => join(tree, folder)).join(":");
  const command = isForeign ? [loader, "--library-path", libraries, path] : [path];
  const [first = "", ...rest] = command;
  const run = spawnSync("unshare", [...NAMESPACE, first, ...rest, "-v"], { encoding: "utf8", timeout: 20_000 });
  const release = /v(\d+\.\d+\.\d+)/.exec(run.stderr ?? "")?.[1];
  if (release === undefined) throw new Error(`KALINT_KEEPALIVED: ${path} is no keepalived that runs here`);
  return { release, command };
}

/** What a program says about each text, asked one after the other in few network namespaces: 10 ms a text. */
export async function askMany(texts: readonly string[], program: Program): Promise<readonly Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "kalint-ask-"));
  try {
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${index}.conf`), text);
    writeFileSync(join(folder, "interfaces"), interfaceBatch(INTERFACES));
    const workers = Math.min(availableParallelism(), 4);
    await Promise.all(Array.from({ length: workers }, (_, worker) => askSome(folder, program, worker, workers, texts)));
    return texts.map((_, index) => answerIn(folder, index));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SCRIPT = `
  ip -force -batch interfaces >/dev/null 2>&1
  while ip -o link | grep -q 'state [DL]'; do sleep 0.02; done
  ulimit -t ${SECONDS}
  at=$WORKER
  while test $at -lt $COUNT; do
    "$@" -t -f $at.conf -i test-id </dev/null >/dev/null 2>$at.messages
    echo $? >$at.exit
    at=$((at + WORKERS))
  done`;

async function askSome(
  folder: string,
  { command }: Program,
  worker: number,
  workers: number,
  { length }: readonly string[],
): Promise<void> {
  const child = spawn("unshare", [...NAMESPACE, "sh", "-c", SCRIPT, "sh", ...command], {
    cwd: folder,
    env: { PATH, LC_ALL: "C", WORKER: `${worker}`, WORKERS: `${workers}`, COUNT: `${length}` },
    stdio: "ignore",
    timeout: 30_000 + length * 1000,
    killSignal: "SIGKILL",
  });
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

/** What the shell adds to the number of a signal. */
const BY_SIGNAL = 128;

/** What the shell says of a signal. */
const BY_SHELL = /^(?:Segmentation fault|Aborted|Killed|Bus error|CPU time limit exceeded)(?: \(core dumped\))?$/;

function answerIn(folder: string, index: number): Answer {
  const path = join(folder, `${index}.conf`);
  const code = Number(readFileSync(join(folder, `${index}.exit`), "utf8"));
  const signal = Object.entries(constants.signals).find(([, number]) => number === code - BY_SIGNAL)?.[0] ?? null;
  const said = readMessages(readFileSync(join(folder, `${index}.messages`), "latin1"), path);
  const messages = signal === null ? said : said.filter(({ text }) => !BY_SHELL.test(text));
  const timedOut = signal === "SIGKILL" || signal === "SIGXCPU";
  return { exit: signal === null ? code : null, signal, timedOut, messages: [...messages, ...endOf(signal)] };
}
