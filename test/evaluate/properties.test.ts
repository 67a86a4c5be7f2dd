import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Item } from "../../grammar/index.js";
import {
  type Evaluated,
  type EvaluateOptions,
  evaluate,
  expand,
  expandJson,
  isUnknown,
} from "../../src/evaluate/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { hardText } from "../support/random-text.js";
import { caseReader, lexicalCases } from "./lexical-cases.js";

const MAX_COST = 20_000;

const run = (text: string, options: Partial<EvaluateOptions> = {}): Evaluated =>
  evaluate(parseFile(new SourceFile("/FOLDER/x.conf", text)), { configId: "id", maxCost: MAX_COST, ...options });

/** Every word points at a place in its file. */
function checkPlaces({ first, later, files, problems }: Evaluated): void {
  const lengths = new Map(files.map((file) => [file.source.path, file.source.text.length]));
  const words = [...first, ...later].flatMap((token) => [
    ...token.words,
    ...(token.lost === undefined ? [] : [token.lost]),
  ]);
  const places = [
    ...words.map((word) => word.source.locate(word.start, word.end)),
    ...problems.map(({ place }) => place),
  ];
  for (const place of places) {
    for (const { path, start, end } of [place, ...place.via]) {
      const length = lengths.get(path) ?? -1;
      expect([start >= 0, start <= end, end <= length]).toEqual([true, true, true]);
    }
  }
}

describe("random text", () => {
  const self = (text: string): Partial<EvaluateOptions> => ({
    reader: { glob: (pattern) => [`/${pattern}`], read: () => ({ kind: "text", text }) },
  });

  test.each(["2.4.3", "2.2.7", "2.0.0"])(
    "is evaluated for %s without an exception, in bounds, with places",
    (target) => {
      const check = (text: string, included: string): void => {
        const evaluated = run(text, { target, ...self(included) });
        expect(evaluated.first.length).toBeLessThan(MAX_COST + text.length);
        checkPlaces(evaluated);
        expandJson(evaluated);
      };
      fc.assert(fc.property(hardText(), hardText(10), check), { numRuns: 700 });
    },
  );
});

describe("the expanded text", () => {
  /** The words of all statements, a brace for each block. */
  const words = (items: readonly Item[]): unknown[] =>
    items.flatMap((item) => {
      if (item.kind !== "statement") return [item.token.image];
      const own = item.words.map((word) => word.value);
      const { block } = item;
      const inner = block === undefined ? [] : ["{", ...words(block.items), block.close === undefined ? "" : "}"];
      return [...(own.length > 0 ? [own] : []), ...inner];
    });

  const isRepeatable = ({ items }: Evaluated): boolean =>
    items.every((item) => item.kind !== "statement" || !item.words.some(isUnknown));

  test.each(lexicalCases())("of $name is read alike", ({ text, configId, env }) => {
    const builtinValue: EvaluateOptions["builtinValue"] = (name, [parameter = ""]) =>
      name === "_ENV" ? (env?.[parameter] ?? "") : undefined;
    const evaluated = run(text, { configId, reader: caseReader, builtinValue });
    if (!isRepeatable(evaluated)) return;
    const again = run(expand(evaluated), { configId });
    expect(words(again.items)).toEqual(words(evaluated.items));
  });

  test("of random text is read alike", () => {
    const check = (text: string): void => {
      const evaluated = run(text);
      if (!evaluated.isComplete || evaluated.problems.length > 0 || !isRepeatable(evaluated)) return;
      expect(words(run(expand(evaluated)).items)).toEqual(words(evaluated.items));
    };
    fc.assert(fc.property(hardText(), check), { numRuns: 1000 });
  });
});
