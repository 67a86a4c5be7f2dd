import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";
import { spawn, spawnSync } from "./child-process.js";
import { interfaceBatch, interfaceNames, NAMESPACE, needKeepalived, PATH } from "./keepalived.js";
import { requireProgram } from "./requirement.js";

/** Two texts that ought to mean the same, read under one config-id. */
export interface Pair {
  readonly name: string;
  readonly before: Buffer;
  readonly after: Buffer;
  readonly configId: string;
  /** Folder whose files stand beside both, for includes. */
  readonly beside?: string;
}

/** What `keepalived -t` made of a text. */
export interface Reading {
  readonly exit: string;
  /** Each once, in order, without line numbers: four processes repeat them. */
  readonly messages: readonly string[];
  /** Logical lines as they were read, by the joined copy that keepalived keeps of all files. */
  readonly lines: readonly string[];
  /** The parsed configuration as keepalived prints it; undefined where it did not come to its end. */
  readonly data: readonly string[] | undefined;
}

/** `undefined` where keepalived never ends on the text as it was. */
export type Readings = { readonly before: Reading; readonly after: Reading } | undefined;

const SOURCE = fileURLToPath(new URL("keepalived-dump.c", import.meta.url));
const NAME = "keepalived.conf";

/** Seconds of work, not of time, for texts on which keepalived runs in circles, such as `$A=$A`; others take a tenth. */
const SECONDS = 2;

/** What the shell says of a program that went beyond. */
const KILLED = "137";

/** Pairs in one network namespace: making it costs more than reading a text. */
const BATCH = 16;

/** Skips the test (under CI: fails it) where keepalived cannot be made to print what it has read. */
export function needDump(context: TestContext): void {
  needKeepalived(context);
  requireProgram(context, spawnSync("gcc", ["--version"]).status === 0, "gcc");
}

/** Lets keepalived read both texts of each pair, on a machine that has every interface they name. */
export async function readPairs(pairs: readonly Pair[]): Promise<readonly Readings[]> {
  const root = mkdtempSync(join(tmpdir(), "kalint-dump-"));
  try {
    const library = join(root, "dump.so");
    const built = spawnSync("gcc", ["-shared", "-fPIC", "-nostdlib", "-o", library, SOURCE], { encoding: "utf8" });
    if (built.status !== 0) throw new Error(`gcc: ${built.stderr}`);
    const folders = pairs.map((pair, index) => layOut(join(root, String(index)), pair));
    const waiting = Array.from({ length: Math.ceil(pairs.length / BATCH) }, (_, index) => index * BATCH);
    const work = async () => {
      for (let at = waiting.shift(); at !== undefined; at = waiting.shift())
        await readBatch(pairs.slice(at, at + BATCH), folders.slice(at, at + BATCH), library);
    };
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
    return folders.map(readingsIn);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Writes both texts, each into a folder of its own; gives the folder of the pair. */
function layOut(folder: string, { before, after, configId, beside }: Pair): string {
  for (const [side, bytes] of Object.entries({ before, after })) {
    mkdirSync(join(folder, side), { recursive: true });
    writeFileSync(join(folder, side, NAME), bytes);
    for (const name of beside === undefined ? [] : readdirSync(beside)) {
      if (name !== NAME) symlinkSync(join(beside ?? "", name), join(folder, side, name));
    }
  }
  writeFileSync(join(folder, "id"), `${configId}\n`);
  return folder;
}

/**
 * One shell in one namespace reads them one after the other, when the interfaces have become what they stay: the dump
 * shows their addresses and states. `env` so that the preload is in keepalived alone.
 */
const SCRIPT = `
  echo 1 2>/dev/null >/proc/sys/net/ipv6/conf/default/addr_gen_mode
  ip -force -batch - >/dev/null 2>&1
  while ip -o link | grep -q 'state [DL]'; do sleep 0.02; done
  ulimit -t ${SECONDS}
  for folder do
    read -r id <"$folder/id"
    for side in before after; do
      cd "$folder/$side" || exit 1
      env LD_PRELOAD="$LIBRARY" DUMP_DATA="$folder/$side.data" DUMP_LINES="$folder/$side.lines" \\
        keepalived -t -f ${NAME} -i "$id" </dev/null >/dev/null 2>"$folder/$side.messages"
      code=$?
      echo $code >"$folder/$side.exit"
      test $code = ${KILLED} && break
    done
  done`;

async function readBatch(pairs: readonly Pair[], folders: readonly string[], library: string): Promise<void> {
  const names = new Set(pairs.flatMap(({ before }) => interfaceNames(before.toString("latin1"))));
  const child = spawn("unshare", [...NAMESPACE, "sh", "-c", SCRIPT, "sh", ...folders], {
    env: { PATH, LC_ALL: "C", LIBRARY: library },
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin.end(interfaceBatch([...names]) + linkLocal([...names]));
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

/** The kernel would choose addresses by chance, and some time later. */
const linkLocal = (names: readonly string[]): string =>
  names.map((name, index) => `addr add fe80::${(index + 1).toString(16)}/64 dev ${name} nodad\n`).join("");

function readingsIn(folder: string): Readings {
  const before = readingOf(folder, "before");
  return before.exit === KILLED ? undefined : { before, after: readingOf(folder, "after") };
}

function readingOf(folder: string, side: string): Reading {
  const read = (part: string): string => {
    const path = join(folder, `${side}.${part}`);
    return existsSync(path) ? readFileSync(path, "latin1").replaceAll(join(folder, side), "FOLDER") : "";
  };
  const messages = read("messages").split("\n");
  const data = read("data");
  return {
    exit: read("exit").trim() || "not run",
    messages: [...new Set(messages.map((message) => message.replace(/^\((?:.*?: )?Line \d+\) /, "")))],
    lines: read("lines").split("\n").flatMap(bareLine),
    data: data.endsWith("end of dump\n") ? data.split("\n").filter((line) => !MOMENT.test(line)) : undefined,
  };
}

/**
 * White space between words, beside braces, and around the value of a definition and its backslashes is what the
 * formatter changes. `#` lines name the files.
 */
function bareLine(line: string): string[] {
  if (line.startsWith("#")) return [];
  const split = line.replace(/^\s*(\$\w+=)\s+/, "$1").replace(/"[^"]*"?|\s+\\?|[{}]/g, (part) => {
    if (part.startsWith('"')) return part;
    if (part === "{" || part === "}") return `\n${part}\n`;
    return part.endsWith("\\") ? "\\" : " ";
  });
  return split.split("\n").flatMap((part) => part.trim() || []);
}

/** The time of day when keepalived read the text. */
const MOMENT = /^ *Last transition = /;
