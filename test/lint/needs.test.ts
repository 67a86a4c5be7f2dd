import { expect, test } from "vitest";
import { rules } from "../../src/rules/index.js";
import { placeAt } from "../../src/syntax/schema-index.js";

/** A path that is misspelt would switch its rule off. */
test.each(rules.filter(({ needs }) => needs !== undefined))("$name needs keywords that exist", ({ needs = [] }) => {
  expect(needs).not.toEqual([]);
  expect(needs.filter((path) => placeAt(path) === undefined)).toEqual([]);
});
