import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAst } from "../../src/syntax/build-ast.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { LspClient, PULLS } from "../../test/support/lsp-client.js";

/**
 * Times one thing that an editor asks for after each keystroke, in a server that is warm, and in turn with it the full
 * parse that it is compared with. What is taken is the time that a main thread had a core.
 */
const [task = "", path = ""] = process.argv.slice(2);
const text = readFileSync(path, "utf8");
const WARM = 60;
const ROUNDS = 60;

const FILE = "keepalived.conf";
const middle = text.indexOf("priority", text.length / 2);
const lineNumber = text.slice(0, middle).split("\n").length - 1;
const column = middle - (text.lastIndexOf("\n", middle) + 1);
const place = (right: number) => ({ line: lineNumber, character: column + right });

const REQUESTS: Readonly<Record<string, readonly [string, object]>> = {
  diagnostics: ["textDocument/diagnostic", {}],
  format: ["textDocument/formatting", { options: { tabSize: 4, insertSpaces: true } }],
  tokens: ["textDocument/semanticTokens/full", {}],
  completion: ["textDocument/completion", { position: place(3) }],
  hover: ["textDocument/hover", { position: place(3) }],
  outline: ["textDocument/documentSymbol", {}],
};

async function main(): Promise<void> {
  if (task === "initialize") return report([await start()], [], process.pid);
  const folder = mkdtempSync(join(tmpdir(), "kalint-bench-editor-"));
  const client = await LspClient.start({ folder, capabilities: PULLS });
  try {
    client.open(FILE, text);
    const pid = client.child.pid ?? 0;
    const [method, params] = REQUESTS[task] ?? [];
    if (method === undefined) throw new Error(`no task ${task}`);
    const { times, parses } = await answers(client, pid, method, {
      ...params,
      textDocument: { uri: client.uri(FILE) },
    });
    report(times, parses, pid);
  } finally {
    client.kill();
    rmSync(folder, { recursive: true });
  }
}

/** A digit is typed into a value in the middle of the text, and taken out again. */
async function answers(client: LspClient, pid: number, method: string, params: object) {
  const times: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const start = place(-1);
    const before = cpu(pid);
    client.change(FILE, {
      range: { start, end: round % 2 === 0 ? start : place(0) },
      text: round % 2 === 0 ? " " : "",
    });
    await client.request(method, params);
    const took = cpu(pid) - before;
    const parsed = parse();
    if (round < WARM) continue;
    times.push(took);
    parses.push(parsed);
  }
  return { times, parses };
}

/** Milliseconds from the start of a server to its first answer. */
async function start(): Promise<number> {
  const before = performance.now();
  const client = new LspClient({ folder: tmpdir(), capabilities: PULLS });
  await client.initialize();
  const ms = performance.now() - before;
  client.kill();
  return ms;
}

/** A tree and what the schema makes of it. */
function parse(): number {
  const before = cpu(process.pid);
  buildAst(parseFile(new SourceFile(path, text)).items);
  return cpu(process.pid) - before;
}

/** Milliseconds for which the main thread of a process has had a core. */
const cpu = (pid: number): number => Number(readFileSync(`/proc/${pid}/schedstat`, "latin1").split(" ")[0]) / 1e6;

function report(times: readonly number[], parses: readonly number[], pid: number): void {
  const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  const mib = Math.round(Number(resident) / 1024);
  const [ms, p95, reference] = [quantile(times, 0.5), quantile(times, 0.95), quantile(parses, 0.5)];
  process.stdout.write(JSON.stringify({ ms, p95, reference, mib }));
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;

void main();
