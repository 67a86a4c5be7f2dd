import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/lint/define-rule.js";
import { partsOf } from "../../src/lint/grouping.js";
import { makePlan } from "../../src/lint/plan.js";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { instanceText } from "../support/clusters.js";
import { soundClusters } from "../support/sound-clusters.js";

const severityOf = (rule: Rule) => rule.severity;

/** Names of the nodes of each part. */
function parts(texts: Readonly<Record<string, string>>): string[][] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const reader = {
    glob: (pattern: string) => [pattern],
    read: () => ({ kind: "text", text: "global_defs {\n    router_id a\n}\n" }) as const,
  };
  return partsOf(makePlan(files, { rules, severityOf, reader })).map(({ nodes }) => nodes.map(({ name }) => name));
}

describe("partsOf", () => {
  it("keeps the nodes of a cluster together, and others apart", () => {
    const one = (vip: string, secret: string) => instanceText({ secret, vips: [vip] });
    const texts = {
      "a/1.conf": one("192.0.2.1/24", "a"),
      "b/1.conf": one("198.51.100.1/24", "b"),
      "a/2.conf": one("192.0.2.1/24", "a"),
      "b/2.conf": one("198.51.100.1/24", "b"),
      "lone.conf": "global_defs {\n}\n",
    };
    expect(parts(texts)).toEqual([["a/1.conf", "a/2.conf"], ["b/1.conf", "b/2.conf"], ["lone.conf"]]);
  });

  it("keeps nodes together that read one file, and those of one file", () => {
    const texts = {
      "a.conf": "include x.conf\n",
      "b.conf": "c 1\n",
      "d.conf": "include x.conf\n",
      "e.conf": "@m f 1\n@n f 2\n",
    };
    expect(parts(texts)).toEqual([["a.conf", "d.conf"], ["b.conf"], ["e.conf@m", "e.conf@n"]]);
  });

  it("changes nothing: clusters side by side give what each gives alone, but for ids that two of them use", () => {
    const files = Object.entries(soundClusters).flatMap(([name, texts]) =>
      Object.entries(texts).map(([path, text]) => ({ name, path: `${name}/${path}`, text: `${text}nonsense 1\n` })),
    );
    const clusters = Object.entries(soundClusters).map(([name, texts]) => ({
      name,
      nodes: Object.keys(texts).map((path) => `${name}/${path}`),
    }));
    const options = { rules, severityOf, clusters };
    const alone = clusters.flatMap(
      ({ name }) =>
        run(
          files.filter((file) => file.name === name),
          options,
        ).diagnostics,
    );
    const together = run(files, options).diagnostics.filter(({ rule }) => rule !== "cluster-vrid-collision");
    expect(together).toHaveLength(alone.length);
    expect(new Set(together.map((one) => JSON.stringify(one)))).toEqual(
      new Set(alone.map((one) => JSON.stringify(one))),
    );
  });
});
