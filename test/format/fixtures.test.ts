import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decode } from "../../src/workspace/bytes.js";
import { checkEvaluation, checkInvariants, commentsOf, formatted, wordsOf } from "../support/format.js";

const folder = new URL("../../fixtures/format/", import.meta.url);
const cases = readdirSync(folder).sort();

describe.each(cases)("%s", (name) => {
  const input = decode(readFileSync(new URL(`${name}/input.conf`, folder)));
  const options = name.startsWith("order-") ? ({ order: "canonical" } as const) : undefined;

  it("is printed as recorded", async () => {
    const output = formatted(input, options);
    if (output === undefined) throw new Error("refused");
    await expect(output).toMatchFileSnapshot(`../../fixtures/format/${name}/output.conf`);
  });

  it("keeps words and comments", () => {
    if (options === undefined) {
      checkInvariants(input);
      checkEvaluation(input);
    } else {
      const output = formatted(input, options) ?? "";
      // Another order of statements is another order of words, and no more.
      expect(wordsOf(output).sort()).toEqual(wordsOf(input).sort());
      expect(commentsOf(output).sort()).toEqual(commentsOf(input).sort());
    }
  });

  it("stays as it is when it is formatted again", () => {
    const output = formatted(input, options) ?? "";
    expect(formatted(output, options)).toBe(output);
  });
});
