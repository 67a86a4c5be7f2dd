import fs, { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fixFiles } from "../../src/cli/fix.js";
import type { ClusterRule, Rule } from "../../src/lint/define-rule.js";
import type { RunOptions } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { includeReader } from "../../src/workspace/include-reader.js";
import { readRepositoryFile } from "../support/repository.js";

/** Lines that were told, and what happens when a file has been replaced. */
const said: string[] = [];
const hooks: { afterReplacing?: (path: string) => void } = {};

beforeEach(() => {
  said.length = 0;
  delete hooks.afterReplacing;
  const { writeSync, renameSync } = fs;
  vi.spyOn(fs, "writeSync").mockImplementation((descriptor: number, ...rest: readonly unknown[]) => {
    const [bytes] = rest;
    if (descriptor !== 2 || !(bytes instanceof Uint8Array)) return Reflect.apply(writeSync, fs, [descriptor, ...rest]);
    said.push(...Buffer.from(bytes).toString().trimEnd().split("\n"));
    return bytes.length;
  });
  vi.spyOn(fs, "renameSync").mockImplementation((from, to) => {
    renameSync(from, to);
    hooks.afterReplacing?.(String(to));
  });
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const MASTER = readRepositoryFile("fixtures/seed/master.conf");
const SLAVE = readRepositoryFile("fixtures/seed/slave.conf");

/** Marks two files by one fix, so that both are written or none. */
const TOGETHER: ClusterRule = {
  name: "together",
  scope: "cluster",
  group: "cluster",
  severity: "warning",
  *check({ nodes }) {
    const edits = nodes.flatMap(({ evaluated: { files } }) => {
      const source = files[0]?.source;
      const isMarked = source === undefined || source.text.startsWith("# Marked.");
      return isMarked ? [] : [{ at: { source, start: 0, end: 0 }, text: "# Marked.\n" }];
    });
    const [first] = edits;
    if (first !== undefined)
      yield { at: first.at, message: "not marked", fix: { title: "Mark", safety: "safe", edits } };
  },
};

/** A folder with files as they were read; `meanwhile` happens before they are written. */
async function fix(
  files: Readonly<Record<string, string>>,
  meanwhile: (folder: string) => void,
  chosen: readonly Rule[] = rules,
) {
  const folder = mkdtempSync(join(tmpdir(), "kalint-fix-files-"));
  const roots = Object.entries(files).map(([name, text]) => ({ path: join(folder, name), text }));
  for (const { path, text } of roots) writeFileSync(path, text);
  meanwhile(folder);
  const options: RunOptions = { rules: chosen, severityOf: () => "warning", reader: includeReader() };
  const { result, failed } = await fixFiles(roots, options, "unsafe");
  const texts = Object.fromEntries(roots.map(({ path }) => [basename(path), readFileSync(path, "utf8")]));
  const left = result.diagnostics.filter(({ fix: one }) => one !== undefined);
  const findings = left.map(({ rule, location }) => `${basename(location.file)} ${rule}`);
  return {
    texts,
    failed,
    findings,
    said: said.map((line) => line.replaceAll(`${folder}/`, "").replace("kalint: ", "")),
  };
}

const write = (name: string, text: string) => (folder: string) => writeFileSync(join(folder, name), text);

describe("fixing files, one of which", () => {
  it("none: all are fixed", async () => {
    const { texts, failed, said: lines } = await fix({ "a.conf": MASTER, "b.conf": SLAVE }, () => undefined);
    expect(failed).toBe(false);
    expect(lines).toEqual([expect.stringMatching(/^\d+ findings fixed in 2 files: .+$/)]);
    expect(texts["a.conf"]).not.toBe(MASTER);
  });

  it("was changed since it was read: it is left alone, and the others are fixed", async () => {
    const {
      texts,
      failed,
      findings,
      said: lines,
    } = await fix({ "a.conf": MASTER, "b.conf": SLAVE }, write("a.conf", "# Mine.\n"));
    expect(failed).toBe(true);
    expect(texts["a.conf"]).toBe("# Mine.\n");
    expect(texts["b.conf"]).not.toBe(SLAVE);
    expect(lines).toEqual([
      "a.conf: skipped, it has changed in the meantime",
      expect.stringMatching(/^\d+ findings? fixed in 1 file: .+$/),
    ]);
    expect(findings).toContain("a.conf track-own-interface");
    expect(findings).not.toContain("b.conf track-own-interface");
  });

  it("is read-only: it is left alone", async () => {
    const {
      texts,
      failed,
      said: lines,
    } = await fix({ "a.conf": MASTER, "b.conf": SLAVE }, (folder) => chmodSync(join(folder, "a.conf"), 0o444));
    expect([failed, texts["a.conf"]]).toEqual([true, MASTER]);
    expect(lines[0]).toBe("a.conf: skipped, it is read-only");
    expect(texts["b.conf"]).not.toBe(SLAVE);
  });

  it("was changed: another that the same fix would change is left alone, too; a third is fixed", async () => {
    const other = MASTER.replaceAll("192.168.0.", "192.168.9.").replaceAll("VI_1", "VI_9").replace(" 51 ", " 99 ");
    const { texts, failed, findings } = await fix(
      { "a.conf": MASTER, "b.conf": SLAVE, "c.conf": other, "d.conf": other.replace("MASTER", "BACKUP") },
      write("a.conf", "# Mine.\n"),
      [TOGETHER],
    );
    expect(failed).toBe(true);
    expect(texts).toMatchObject({ "a.conf": "# Mine.\n", "b.conf": SLAVE });
    expect(texts["c.conf"]).toBe(`# Marked.\n${other}`);
    expect(texts["d.conf"]?.startsWith("# Marked.\n")).toBe(true);
    expect(findings).toEqual(["a.conf together"]);
  });

  it("cannot be written in the end: what it is joined with gets its old text back, and the report is about that", async () => {
    // Asked beforehand all is well; the file changes when the one before it is written.
    hooks.afterReplacing = (path) => {
      if (basename(path) === "a.conf") writeFileSync(join(dirname(path), "b.conf"), "# Mine.\n");
    };
    const {
      texts,
      failed,
      findings,
      said: lines,
    } = await fix({ "a.conf": MASTER, "b.conf": SLAVE }, () => undefined, [TOGETHER]);
    expect(failed).toBe(true);
    expect(texts).toEqual({ "a.conf": MASTER, "b.conf": "# Mine.\n" });
    expect(findings).toEqual(["a.conf together"]);
    expect(lines).toEqual(["b.conf: skipped, it has changed in the meantime; a.conf cannot be fixed either"]);
  });
});
