import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { decode } from "../../src/workspace/bytes.js";
import type { Message } from "../support/keepalived.js";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures");

/** What one release was seen to say about one case. */
export interface Recorded {
  readonly name: string;
  readonly release: string;
  readonly text: string;
  readonly configId: string;
  readonly messages: readonly Message[];
}

/** The rows of a table of fixtures/agreement, without its head. */
export function readTable(name: string): readonly (readonly string[])[] {
  const text = readFileSync(path.join(FIXTURES, "agreement", name), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));
}

/** Each case of fixtures/lexical and fixtures/semantic, once for each release, in the order of their names. */
export function recordedCases(): readonly Recorded[] {
  const cases = new Map<string, { readonly name: string; readonly release: string; readonly messages: Message[] }>();
  for (const [name = "", releases = "", exit = "", file = "", line = "", text = ""] of readTable("messages.tsv")) {
    for (const release of releases.split(",")) {
      const key = `${name} ${release}`;
      const known = cases.get(key) ?? { name, release, messages: /^(?:SIG|hang)/.test(exit) ? [endBy(exit)] : [] };
      cases.set(key, known);
      if (text === "") continue;
      const message = { text, ...(file !== "" && { file }), ...(line !== "" && { line: Number(line) }) };
      known.messages.push(message);
    }
  }
  return [...cases.values()].map((one) => ({ ...one, ...readCase(one.name) }));
}

const endBy = (exit: string): Message => ({ text: exit, isEnd: true });

function readCase(name: string): { readonly text: string; readonly configId: string } {
  const semantic = path.join(FIXTURES, "semantic", `${name}.conf`);
  if (existsSync(semantic)) return { text: decode(readFileSync(semantic)), configId: "test-id" };
  const lexical = path.join(FIXTURES, "lexical", name);
  const { configId } = JSON.parse(readFileSync(`${lexical}.json`, "utf8")) as { configId: string };
  return { text: decode(readFileSync(`${lexical}.conf`)), configId };
}

/** What hangs on the machine and not on the text: fixtures/agreement/machine.tsv, each row with its reason. */
export interface Machine {
  /** Tells messages of keepalived. */
  said(text: string): boolean;
  /** Tells rules whose finding keepalived repeats on some machines only. */
  found(rule: string): boolean;
}

export function readMachine(): Machine {
  const rows = readTable("machine.tsv");
  const patterns = rows.flatMap(([who, pattern = ""]) => (who === "keepalived" ? [new RegExp(pattern)] : []));
  const rules = new Set(rows.flatMap(([who, rule = ""]) => (who === "kalint" ? [rule] : [])));
  return { said: (text) => patterns.some((pattern) => pattern.test(text)), found: (rule) => rules.has(rule) };
}
