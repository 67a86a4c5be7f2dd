import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../playground/src/engine/judging.js";
import { fromFragment, toFragment } from "../../playground/src/share.js";
import { documentedRules } from "../../src/rules/index.js";
import { readRepositoryFile } from "../support/repository.js";

describe("the fragment of an address", () => {
  it("brings back any files and release", () => {
    const file = fc.record({ name: fc.string({ unit: "grapheme" }), text: fc.string({ unit: "binary-ascii" }) });
    const release = fc.constantFrom(undefined, "2.0.20", "2.4.3");
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), release, (files, chosen) => {
        const fragment = toFragment({ files, release: chosen });
        expect(fragment).toMatch(/^1\.[\w-]+$/);
        expect(fromFragment(fragment)).toEqual({ files, release: chosen });
      }),
    );
  });

  it("is undefined for anything else", () => {
    const sound = toFragment({ files: [{ name: "a.conf", text: "x".repeat(500) }], release: undefined });
    const pack = (value: unknown) => toFragment({ files: [], release: undefined, ...(value as object) });
    for (const damaged of [
      "",
      "1.",
      "2.abc",
      "1.%%%",
      sound.slice(0, -8),
      pack({}),
      pack({ files: [{ name: "a", text: "b" }], release: "newest" }),
    ]) {
      expect(fromFragment(damaged)).toBeUndefined();
    }
  });

  it("is far shorter than the text", () => {
    const text = "vrrp_instance VI_1 {\n    priority 100\n}\n".repeat(500);
    expect(toFragment({ files: [{ name: "a.conf", text }], release: undefined }).length).toBeLessThan(text.length / 20);
  });
});

it("the page of each rule links to its bad example, where the rule reports", () => {
  const wrong = documentedRules.flatMap(({ name }) => {
    const page = readRepositoryFile(`docs/rules/${name}.md`);
    const [, fragment = ""] = /\n\[Try it in the playground\]\(https:\/\/[^#]+#([\w.-]+)\)\n/.exec(page) ?? [];
    const project = fromFragment(fragment);
    const found = project === undefined ? [] : check(project).filter(({ rule }) => rule === name);
    return found.length > 0 ? [] : [name];
  });
  expect(wrong).toEqual([]);
});
