import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitLine } from "../../src/semantic/command-words.js";
import { nodeOf } from "../support/node-of.js";

const scriptOf = (line: string) => nodeOf(`vrrp_instance VI_1 {\n    ${line}\n}\n`).scripts[0];

describe("words of a command", () => {
  it.each([
    [`notify "/usr/bin/x a b"`, ["/usr/bin/x", "a", "b"]],
    [`notify "/usr/bin/x 'a b' c"`, ["/usr/bin/x", "a b", "c"]],
    [`notify '/usr/bin/x a'`, ["/usr/bin/x", "a"]],
    [`notify /usr/bin/x root`, ["/usr/bin/x"]],
    [String.raw`notify "/usr/bin/x a\ b"`, ["/usr/bin/x", "a b"]],
    [String.raw`notify "/usr/bin/x \x41\101\n\cA"`, ["/usr/bin/x", "AA\n\x01"]],
    [`notify /usr/bin/"x y"`, ["/usr/bin/x", "y"]],
    [`notify "/usr/bin/x 'a"`, []],
    [`notify "/usr/bin/x $VALUE"`, []],
    [`notify "/usr/bin/x`, []],
  ])("%s", (line, words) => {
    expect(scriptOf(line)?.words.map(({ value }) => value) ?? []).toEqual(words);
  });

  it("know the piece of the text they come from", () => {
    const [, second] = scriptOf(`notify_master "/usr/bin/x one two"`)?.words ?? [];
    expect(second?.at.source.text.slice(second.at.start, second.at.end)).toBe("one");
  });

  it("know the user and the group, and keywords that take none", () => {
    const script = scriptOf(`notify_master "/usr/bin/x a" haproxy nogroup`);
    expect([script?.user, script?.group, script?.takesUser, script?.isQuoted]).toEqual([
      "haproxy",
      "nogroup",
      true,
      true,
    ]);
    const check = nodeOf("vrrp_script a {\n    script /usr/bin/x\n}\n").scripts[0];
    expect([check?.keyword, check?.takesUser, check?.isQuoted]).toEqual(["script", false, false]);
  });
});

it("takes any line", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(" ", "a", "x", "4", "7", "c", '"', "'", "\\", "\t") }), (line) => {
      const words = splitLine(line);
      expect(words === undefined || words.join("").length <= line.length).toBe(true);
    }),
  );
});
