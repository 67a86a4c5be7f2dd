import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { camelCase, type EntryGrammar, entries, type Keyword, root } from "../../grammar/schema/index.js";
import { allArguments, allKeywords, allOptions } from "../support/schema.js";

/** `CamelCase` step by step: what the type does, in the order it does it. */
function asTheType(name: string, isFirst = true): string {
  const text = name.replaceAll("-", "_");
  const at = text.indexOf("_");
  const part = (head: string) => {
    const lower = head.toLowerCase();
    return isFirst ? lower : lower.slice(0, 1).toUpperCase() + lower.slice(1);
  };
  if (at < 0) return part(text);
  return part(text.slice(0, at)) + asTheType(text.slice(at + 1), isFirst && at === 0);
}

const names = [
  ...allKeywords().map(({ name }) => name),
  ...allOptions().map(({ name }) => name),
  ...allArguments().map(({ argument }) => argument.name),
];

describe("camelCase", () => {
  test.each([
    ["virtual_router_id", "virtualRouterId"],
    ["HTTP_GET", "httpGet"],
    ["DNS_CHECK", "dnsCheck"],
    ["SSL", "ssl"],
    ["sh-port", "shPort"],
    ["flag-1", "flag1"],
    ["-nodad", "nodad"],
    ["vrrp_mcast_group4", "vrrpMcastGroup4"],
    ["ttl-propagate", "ttlPropagate"],
  ])("%s is %s", (name, property) => {
    expect(camelCase(name)).toBe(property);
  });

  test("does what its type says, for every name in the schema", () => {
    expect(names.filter((name) => camelCase(name) !== asTheType(name))).toEqual([]);
  });

  test("does what its type says, for any name", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "Z", "7", "_", "-", "x") });
    fc.assert(
      fc.property(name, (text) => {
        expect(camelCase(text)).toBe(asTheType(text));
      }),
    );
  });

  test("gives a property that is an identifier", () => {
    expect(names.map(camelCase).filter((property) => !/^[a-z][A-Za-z0-9]*$/.test(property))).toEqual([]);
  });

  test("keeps the names of one block apart", () => {
    const blocks: Readonly<Record<string, Keyword>>[] = [
      root,
      ...allKeywords().map(({ keyword }) => keyword.children ?? {}),
    ];
    for (const block of blocks) expectApart(Object.keys(block));
  });

  test("keeps the words of one entry apart", () => {
    for (const { positional = [], options = {} } of Object.values<EntryGrammar>(entries)) {
      expectApart([...positional.map(({ name }) => name), ...Object.keys(options)]);
    }
  });
});

function expectApart(words: readonly string[]): void {
  const properties = words.map(camelCase);
  expect(new Set(properties).size, words.join(" ")).toBe(words.length);
}
