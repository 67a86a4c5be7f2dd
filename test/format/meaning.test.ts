import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decode, encode } from "../../src/text/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { formatted } from "../support/format.js";
import { askKeepalived, interfaceNames, needKeepalived } from "../support/keepalived.js";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-format-"));
  for (const name of ["a", "b"]) mkdirSync(join(folder, name));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What keepalived says of a text: code, signal and messages, without line numbers. */
function answerTo(bytes: Buffer, name: "a" | "b", interfaces: readonly string[]) {
  const path = join(folder, name, "keepalived.conf");
  writeFileSync(path, bytes);
  const { exit, signal, messages } = askKeepalived(path, { interfaces });
  const texts = messages.map(({ text }) => text.replaceAll(join(folder, name), "FOLDER"));
  return { exit, signal, messages: [...new Set(texts)] };
}

function checkSame(bytes: Buffer, label: string): void {
  const output = formatted(decode(bytes));
  // What stays as it is means what it meant.
  if (output === undefined || encode(output).equals(bytes)) return;
  const interfaces = interfaceNames(bytes.toString("latin1"));
  expect(answerTo(encode(output), "b", interfaces), label).toEqual(answerTo(bytes, "a", interfaces));
}

describe("keepalived says the same of a file and of its canonical form", () => {
  it("for the formatter's fixtures", (context) => {
    needKeepalived(context);
    for (const name of readdirSync(join(fixtures, "format"))) {
      checkSame(readFileSync(join(fixtures, "format", name, "input.conf")), name);
    }
  });

  it("for the lexical cases", (context) => {
    needKeepalived(context);
    const folderOfCases = join(fixtures, "lexical");
    for (const name of readdirSync(folderOfCases).filter((one) => one.endsWith(".conf"))) {
      const recorded = readFileSync(join(folderOfCases, name.replace(/conf$/, "json")), "utf8");
      if (!recorded.includes('"hang"')) checkSame(readFileSync(join(folderOfCases, name)), name);
    }
  });

  it("for the corpus", (context) => {
    needKeepalived(context);
    for (const { name, bytes } of corpusFiles(context, "plain", "clusters")) checkSame(bytes, name);
  });
});

it("keepalived says the same, whatever the order, of a file with its keywords in the customary order", (context) => {
  needKeepalived(context);
  for (const name of readdirSync(join(fixtures, "format")).filter((one) => one.startsWith("order-"))) {
    const bytes = readFileSync(join(fixtures, "format", name, "input.conf"));
    const output = encode(formatted(decode(bytes), { order: "canonical" }) ?? "");
    const interfaces = interfaceNames(bytes.toString("latin1"));
    const [a, b] = [answerTo(bytes, "a", interfaces), answerTo(output, "b", interfaces)];
    expect({ ...b, messages: b.messages.sort() }, name).toEqual({ ...a, messages: a.messages.sort() });
  }
});
