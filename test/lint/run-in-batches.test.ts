import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BatchLimits } from "../../src/lint/batches.js";
import { judge, type Task } from "../../src/lint/judge.js";
import type { Root } from "../../src/lint/plan.js";
import { type RunOptions, type RunOutcome, run } from "../../src/lint/run.js";
import { runInBatches } from "../../src/lint/run-in-batches.js";
import { rules } from "../../src/rules/index.js";
import { decode } from "../../src/workspace/bytes.js";
import { instanceText } from "../support/clusters.js";
import { type CorpusKind, corpusFiles } from "../support/corpus.js";
import { soundClusters } from "../support/sound-clusters.js";

const ALONE: BatchLimits = { fewest: 1, most: 1, text: 1 };
const FEW: BatchLimits = { fewest: 2, most: 3, text: 10_000 };
const FOLDERS: BatchLimits = { fewest: 1, most: 1000, text: 1_000_000 };

/** All rules, also those that are off by default. */
const options: RunOptions = { rules, severityOf: (rule) => rule.severity };

/** What a user sees of a run. */
const shown = ({ diagnostics, sources, nodes, clusters }: RunOutcome) => ({
  diagnostics,
  sources: sources.map(({ path, text }) => [path, text]),
  nodes: nodes.map(({ name }) => name),
  clusters: clusters.map(({ name, nodes: members, isComplete, evidence }) => [
    name,
    members.map((node) => node.name),
    isComplete,
    evidence.map(({ a, b, reason, isStrong }) => [a.name, b.name, reason, isStrong]),
  ]),
});

/** As another thread judges: nothing but data comes and goes. */
const elsewhere = (chosen: RunOptions) => async (task: Task) =>
  structuredClone(judge(structuredClone(task), { ...chosen, onProgress: undefined }));

async function expectSame(roots: readonly Root[], chosen: RunOptions, ...limits: readonly BatchLimits[]) {
  const whole = run(roots, chosen);
  // Completeness of a cluster also hangs on its nodes, which outlines do not tell.
  const expected = {
    ...shown(whole),
    clusters: shown(whole).clusters.map(([name, members, , why]) => [name, members, why]),
  };
  for (const limit of limits) {
    const found = shown(await runInBatches(roots, chosen, elsewhere(chosen), limit));
    expect({ ...found, clusters: found.clusters.map(([name, members, , why]) => [name, members, why]) }).toEqual(
      expected,
    );
  }
  return whole;
}

const soundRoots = Object.entries(soundClusters).flatMap(([name, texts]) =>
  Object.entries(texts).map(([path, text]) => ({ path: `${name}/${path}`, text: `${text}nonsense 1\n` })),
);

/** Included files by path, wherever they are included from. */
const readerOf = (texts: Readonly<Record<string, string>>): RunOptions["reader"] => ({
  glob: (pattern) => Object.keys(texts).filter((path) => path === pattern || pattern === "*"),
  read: (path) => {
    const text = texts[path];
    return text === undefined ? { kind: "missing" } : { kind: "text", text };
  },
});

describe("a run in batches gives what a run over everything gives", () => {
  it("where clusters lie in folders of their own", async () => {
    const { diagnostics } = await expectSame(soundRoots, options, ALONE, FEW, FOLDERS);
    expect(diagnostics.length).toBeGreaterThan(soundRoots.length - 1);
  });

  it("where the nodes of a cluster are far from each other", async () => {
    const scattered = soundRoots.map(({ path, text }) => ({ path: path.split("/").reverse().join("/"), text }));
    scattered.sort((a, b) => (a.path < b.path ? -1 : 1));
    await expectSame(scattered, options, ALONE, FEW, FOLDERS);
  });

  it("where all include one file, with findings and suppressions in it", async () => {
    const texts = {
      "common.conf": [
        "# kalint-ignore unknown-keyword: used by all",
        "nonsense 1",
        "vrrp_instance SHARED {",
        "    interface eth0",
        "    track_script {",
        "        # kalint-ignore undefined-track-target: used by one",
        "        chk",
        "    }",
        "}",
        "# kalint-ignore unknown-keyword: used by none",
        "global_defs {",
        "}",
      ].join("\n"),
    };
    const roots = [0, 1, 2, 3].map((n) => ({
      path: `${n}.conf`,
      text: `include common.conf\n${n === 2 ? "" : 'vrrp_script chk {\n script "/bin/true"\n}\n'}${instanceText({ vrid: 50 + (n >> 1), priority: 100 + n, vips: [`192.0.2.${n >> 1}/24`] })}`,
    }));
    const chosen = { ...options, reader: readerOf(texts) };
    const { diagnostics } = await expectSame(roots, chosen, ALONE, FEW, FOLDERS);
    const complaints = diagnostics.filter(({ rule }) => rule.startsWith("suppression-"));
    expect(complaints.map(({ rule, location }) => [rule, location.file])).toEqual([
      ["suppression-unused", "common.conf"],
    ]);
  });

  it("where roots include each other, and one is a template", async () => {
    const texts = { "part.conf": "nonsense 1\n", "z.conf": instanceText({ lines: ["nonsense 2"] }) };
    const roots = [
      { path: "part.conf", text: texts["part.conf"] },
      { path: "a.conf", text: `${instanceText()}include part.conf\n` },
      { path: "b.conf", text: "{{ template }}\n" },
      { path: "c.conf", text: "include z.conf\n@one nonsense 3\n@two nonsense 4\n" },
      { path: "z.conf", text: texts["z.conf"] },
    ];
    await expectSame(roots, { ...options, reader: readerOf(texts) }, ALONE, FEW, FOLDERS);
  });

  it("with settings that differ by file, declared clusters, and only some files wanted", async () => {
    const paths = soundRoots.map(({ path }) => path);
    const chosen: RunOptions = {
      ...options,
      severityOf: (rule, file) => (rule.name === "unknown-keyword" && file?.includes("1") ? "info" : rule.severity),
      optionsFor: (rule, file) =>
        rule.name === "unknown-keyword" && file.includes("2") ? { extraKeywords: ["nonsense"] } : {},
      targetFor: (path) => (path.length % 2 === 0 ? "2.0.10" : undefined),
      formatter: (text) => text.replaceAll("    ", "  "),
      clusters: [
        { name: "across", nodes: [paths[0] ?? "", paths.at(-1) ?? "", "missing.conf"] },
        { name: "pair", nodes: paths.slice(4, 6) },
      ],
      wanted: new Set(paths.filter((_, index) => index % 3 === 0)),
    };
    await expectSame(soundRoots, chosen, ALONE, FEW, FOLDERS);
    await expectSame(soundRoots, { ...chosen, isPartial: true, wanted: undefined }, FEW);
    await expectSame(soundRoots, { ...chosen, target: "2.2.7", configIds: ["one", "two"] }, FEW);
  });

  it("for any files", { timeout: 300_000 }, async () => {
    const vip = fc.constantFrom("192.0.2.1/24", "192.0.2.2/24", "198.51.100.1/24", "2001:db8::1/64");
    const instance = fc.record({
      name: fc.constantFrom("VI_1", "VI_2"),
      vrid: fc.constantFrom(51, 52),
      priority: fc.constantFrom(100, 150),
      state: fc.constantFrom("MASTER", "BACKUP"),
      secret: fc.constantFrom("one", "two"),
      vips: fc.array(vip, { maxLength: 2 }),
    });
    const line = fc.constantFrom(
      "include common.conf",
      "include a/0.conf",
      "include *",
      "nonsense 1",
      "@one nonsense 2",
      "# kalint-ignore unknown-keyword: known",
      "# kalint-ignore cluster-vip-mismatch: known",
      "{{ hole }}",
      "virtual_server 192.0.2.9 80 {\n}",
    );
    const text = fc
      .tuple(fc.array(instance, { maxLength: 2 }), fc.array(line, { maxLength: 2 }))
      .map(([instances, lines]) => [...lines, ...instances.map((one) => instanceText(one))].join("\n"));
    const folder = fc.constantFrom("", "a/", "a/b/", "c/");
    const roots = fc
      .array(fc.tuple(folder, text), { minLength: 1, maxLength: 7 })
      .map((all) => all.map(([where, content], index) => ({ path: `${where}${index}.conf`, text: content })));
    const limits = fc.record({
      fewest: fc.integer({ min: 1, max: 3 }),
      most: fc.integer({ min: 1, max: 4 }),
      text: fc.constant(3000),
    });
    await fc.assert(
      fc.asyncProperty(roots, text, limits, async (files, common, limit) => {
        const texts = { ...Object.fromEntries(files.map((file) => [file.path, file.text])), "common.conf": common };
        await expectSame(files, { ...options, reader: readerOf(texts) }, limit);
      }),
      { numRuns: 150 },
    );
  });

  it("for all real clusters in one call", { timeout: 300_000 }, async (context) => {
    const rootsOf = (...kinds: readonly CorpusKind[]) =>
      corpusFiles(context, ...kinds).map(({ name, bytes }) => ({ path: name, text: decode(bytes) }));
    await expectSame(rootsOf("clusters"), options, FEW);
    await expectSame(rootsOf("clusters", "plain", "templates"), options, { fewest: 16, most: 32, text: 100_000 });
  });
});
