import { describe, expect, it } from "vitest";
import { DisjointSets } from "../../src/text/disjoint-sets.js";

describe("disjoint sets", () => {
  it("join what is joined through others, and keep the representative of the first", () => {
    const sets = new DisjointSets<string>();
    expect(sets.join("a", "b")).toBe(true);
    expect(sets.join("c", "d")).toBe(true);
    expect([sets.find("b"), sets.find("d"), sets.find("e")]).toEqual(["a", "c", "e"]);
    expect(sets.join("b", "d")).toBe(true);
    expect(sets.join("d", "a")).toBe(false);
    expect(["a", "b", "c", "d"].map((item) => sets.find(item))).toEqual(["a", "a", "a", "a"]);
  });

  it("find an item at the end of a long chain", () => {
    const sets = new DisjointSets<number>();
    for (let item = 20_000; item > 0; item -= 1) sets.join(item, item + 1);
    expect(sets.find(20_001)).toBe(1);
  });
});
