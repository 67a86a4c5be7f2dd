import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "vitest";
import { groupBy } from "../../src/text/group-by.js";
import { corpusFiles } from "../support/corpus.js";
import type { Message } from "../support/keepalived.js";
import { compare } from "./compare.js";
import { openLedger } from "./differences.js";
import { readMachine } from "./recorded.js";
import { fingerprint, lintWholeFile } from "./whole-file.js";

const RELEASE = "2.2.7";

it("finds in real configurations what keepalived reports", (context) => {
  const files = corpusFiles(context, "plain", "clusters");
  const said = recordedMessages();
  const machine = readMachine();
  const ledger = openLedger("differences-files.tsv");
  for (const { name, path: file, bytes } of files) {
    const result = lintWholeFile(file, bytes, RELEASE);
    ledger.add(fingerprint(bytes), RELEASE, compare(said.get(name) ?? [], result, machine));
  }
  ledger.settle("Agreement on real configurations");
});

/** What release 2.2.7 was seen to say, by file. */
function recordedMessages(): ReadonlyMap<string, readonly Message[]> {
  const text = readFileSync(path.join(process.env.KALINT_CORPUS ?? "", "ka227-messages.tsv"), "utf8");
  const rows = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((row) => row.split("\t"));
  const byFile = groupBy(rows, ([file = ""]) => file);
  const messages = [...byFile].map(([file, lines]) => [file, lines.map(toMessage)] as const);
  return new Map(messages);
}

const toMessage = ([, line = "", text = ""]: readonly string[]): Message =>
  line === "" ? { text } : { line: Number(line), text };
