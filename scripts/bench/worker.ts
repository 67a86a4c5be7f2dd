import { readFileSync } from "node:fs";
import { tokenize } from "../../grammar/index.js";
import { growHeapFor } from "../../src/cli/heap.js";
import { run as lint } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode } from "../../src/workspace/bytes.js";

/** Parts of kalint, each timed cold: once, in a process of its own, without the reading of the file. */
const TASKS: Readonly<Record<string, (path: string, text: string) => unknown>> = {
  lint: (path, text) =>
    lint([{ path, text }], { rules, severityOf: ({ isOptIn, severity }) => (isOptIn === true ? "off" : severity) }),
  parse: (path, text) => parseFile(new SourceFile(path, text)),
};

/** Bytes of the heap that the scanner's tokens take, for each line. */
function heapOfTokens(path: string, text: string): number {
  const source = new SourceFile(path, text);
  const lines = source.lineStarts.length;
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept = tokenize(source);
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed - before;
  return kept.tokens.length === 0 ? 0 : bytes / lines;
}

const [name = "", path = ""] = process.argv.slice(2);
const text = decode(readFileSync(path));
if (name === "heap") process.stdout.write(JSON.stringify({ ms: heapOfTokens(path, text), mib: 0 }));
else {
  const task = TASKS[name];
  if (task === undefined) throw new Error(`no task ${name}`);
  void run(task, path, text);
}

async function run(part: (path: string, text: string) => unknown, file: string, content: string): Promise<void> {
  await growHeapFor([{ text: content }]);
  const start = performance.now();
  part(file, content);
  const ms = performance.now() - start;
  process.stdout.write(JSON.stringify({ ms, mib: Math.round(process.resourceUsage().maxRSS / 1024) }));
}
