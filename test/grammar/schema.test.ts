import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { documentedOnly, type EntryGrammar, entries, type Keyword } from "../../grammar/schema/index.js";
import { allArguments, allKeywords, allOptions, type Placed } from "../support/schema.js";

const keywords = allKeywords();
const paths = new Set(keywords.map(({ path }) => path));
const options = allOptions();
const args = allArguments();

/** Where the claim does not hold, so that a failure names the places. */
const where = (claim: (placed: Placed) => boolean): string[] => keywords.filter((k) => !claim(k)).map((k) => k.path);

describe("the list of names", () => {
  const url = new URL("../../fixtures/schema/keywords.txt", import.meta.url);
  const listed = readFileSync(url, "utf8").trimEnd().split("\n");

  test("holds every keyword of the schema, and the schema every name of the list", () => {
    expect(keywords.map(({ block, name }) => `${block} ${name}`).sort()).toEqual(listed);
  });

  test("has the size it had when it was taken from keepalived 2.4.3", () => {
    expect(listed).toHaveLength(533);
    expect(keywords.filter(({ keyword }) => keyword.kind !== undefined && keyword.kind !== "option")).toHaveLength(53);
    expect(Object.keys(entries)).toHaveLength(18);
  });
});

describe("a keyword", () => {
  test("says in one sentence what it does", () => {
    const isSentence = ({ summary }: Keyword) => /^[A-Z][^\n]{10,110}\.$/.test(summary) && !/\. [A-Z]/.test(summary);
    expect(where(({ keyword }) => isSentence(keyword))).toEqual([]);
    expect(options.filter(({ option: { summary } }) => summary !== undefined && !/^[A-Z].*\.$/.test(summary))).toEqual(
      [],
    );
  });

  test("says something else than its neighbours, unless one function handles both", () => {
    const isAlone = ({ keyword, siblings }: Placed) =>
      Object.values(siblings).every(
        (other) => other === keyword || other.summary !== keyword.summary || other.source === keyword.source,
      );
    expect(where(isAlone)).toEqual([]);
  });

  test("cites where keepalived handles it, unless no release does any more", () => {
    const isCited = ({ source, removed }: Keyword) => /^[a-z_]+\.c(:\w+)?$/.test(source ?? "") || removed !== undefined;
    expect(where(({ keyword }) => isCited(keyword))).toEqual([]);
  });

  test("names its process at top level", () => {
    expect(where(({ block, keyword }) => block !== "." || keyword.process !== undefined)).toEqual([]);
  });

  test("has the parts of its kind", () => {
    const shapes = ({ kind = "option", block, children, entry }: Keyword) =>
      [kind, block !== undefined, children !== undefined, entry !== undefined].join(" ");
    const known = ["option false false false", "block true true false", "list true false true"];
    expect(where(({ keyword }) => known.includes(shapes(keyword)))).toEqual([]);
  });

  test("leaves out what holds anyway", () => {
    const isShort = ({ kind, args: own, multiple, missingArg, extraArgs, outOfRange, documented }: Keyword) =>
      kind !== "option" &&
      multiple !== "last" &&
      missingArg !== (own === undefined ? "none-needed" : "fatal") &&
      extraArgs !== "ignored" &&
      outOfRange !== "ignored" &&
      documented !== true;
    expect(where(({ keyword }) => isShort(keyword))).toEqual([]);
  });

  test("names releases as they are numbered", () => {
    const isRelease = (release: string | undefined) => release === undefined || /^(after )?\d\.\d\.\d+$/.test(release);
    const releases = ({ since, removed, deprecated, enumSince = {} }: Keyword) => [
      since,
      removed,
      deprecated?.since,
      ...Object.values(enumSince),
    ];
    expect(where(({ keyword }) => releases(keyword).every(isRelease))).toEqual([]);
    expect(options.filter(({ option }) => !isRelease(option.since))).toEqual([]);
  });

  test("does not repeat the condition or the process of its block", () => {
    const repeats = ({ keyword }: Placed) =>
      Object.values(keyword.children ?? {}).some(
        (child) =>
          (child.process !== undefined && child.process === keyword.process) ||
          child.condition?.some((feature) => keyword.condition?.includes(feature)) === true,
      );
    expect(where((placed) => !repeats(placed))).toEqual([]);
  });
});

describe("a name in the schema leads somewhere:", () => {
  test("where a default comes from", () => {
    const sources = ({ defaultFrom, defaultThen, defaultFromIpv6 }: Keyword) => [
      defaultFrom,
      defaultThen,
      defaultFromIpv6,
    ];
    const isKnown = (path: string | undefined) => path === undefined || paths.has(path);
    expect(where(({ keyword }) => sources(keyword).every(isKnown))).toEqual([]);
  });

  test("what replaces a keyword", () => {
    const isReplaced = ({ keyword: { deprecated }, siblings }: Placed) =>
      deprecated === undefined ||
      (deprecated.replacedBy === undefined
        ? deprecated.advice !== undefined
        : deprecated.replacedBy in siblings || paths.has(deprecated.replacedBy));
    expect(where(isReplaced)).toEqual([]);
  });

  test("what a keyword is another word for", () => {
    expect(where(({ keyword: { aliasOf }, siblings }) => aliasOf === undefined || aliasOf in siblings)).toEqual([]);
  });

  test("what a block requires, and its keywords say so too", () => {
    const required = ({ children = {} }: Keyword) =>
      Object.keys(children).filter((name) => children[name]?.required === true);
    for (const { path, keyword } of keywords) {
      if (keyword.kind !== "block") continue;
      expect(required(keyword).sort(), path).toEqual([...(keyword.block?.requires ?? [])].sort());
    }
  });

  test("the words that only the manual page knows", () => {
    const known = new Set([...keywords, ...options].map(({ name }) => name));
    const words = new Set(args.flatMap(({ argument }) => argument.enum ?? []));
    for (const { word, ...rest } of documentedOnly) {
      const use = "use" in rest ? rest.use : undefined;
      expect(use === undefined || known.has(use) || words.has(use), word).toBe(true);
      expect(paths.has(`${rest.place}.${word}`), word).toBe(false);
    }
  });

  test("each class of references has a definition", () => {
    const classes = (kind: string) =>
      new Set(
        args.filter(({ argument }) => argument.type.startsWith(kind)).map(({ argument }) => argument.type.slice(4)),
      );
    const defined = classes("def:");
    expect([...classes("ref:")].filter((name) => !defined.has(name))).toEqual([]);
  });

  test("each grammar that an argument or a list takes is among the entries", () => {
    const named = args.flatMap(({ argument: { type } }) => (type.startsWith("grammar:") ? [type.slice(8)] : []));
    expect(named.filter((name) => !(name in entries))).toEqual([]);
    const grammars = new Set<EntryGrammar>(Object.values(entries));
    expect(where(({ keyword: { entry } }) => entry === undefined || grammars.has(entry))).toEqual([]);
  });
});

describe("a value", () => {
  test("has bounds in order", () => {
    expect(args.filter(({ argument: { min = -Infinity, max = Infinity } }) => min > max)).toEqual([]);
  });

  test("of a number has bounds, unless the machine sets them", () => {
    const isOpen = ({ type, min, max }: (typeof args)[number]["argument"]) =>
      (type === "uint" || type === "int" || type === "decimal") && (min === undefined || max === undefined);
    const open = args.filter(({ argument }) => isOpen(argument)).map(({ at }) => at);
    expect(open).toEqual(["vrrp", "checker", "bfd"].map((process) => `global_defs.${process}_cpu_affinity`));
  });

  test("of an enum has words, and its default is one of them", () => {
    const isEnum = ({ argument }: (typeof args)[number]) => argument.type === "enum";
    expect(args.filter((a) => isEnum(a) && a.argument.enum === undefined)).toEqual([]);
    const isOne = ({ keyword: { args: [first] = [], default: value } }: Placed) =>
      first?.type !== "enum" || typeof value !== "string" || first.enum?.includes(value) === true;
    expect(where(isOne)).toEqual([]);
  });

  test("dates only words it has", () => {
    const isDated = ({ keyword: { args: own = [], enumSince = {} } }: Placed) =>
      Object.keys(enumSince).every((word) =>
        own.some((argument) => argument.enum?.includes(word) || argument.keyword === word),
      );
    expect(where(isDated)).toEqual([]);
  });

  test("says what follows only for words it has", () => {
    const isSaid = ({ enum: words = [], valueArgs = {} }: (typeof args)[number]["argument"]) =>
      Object.keys(valueArgs).every((word) => words.includes(word));
    expect(args.filter(({ argument }) => !isSaid(argument))).toEqual([]);
  });

  test("of a list of words has a type, and only there", () => {
    const isTyped = ({ keyword: { kind, block } }: Placed) =>
      kind !== "list" || (block?.separator === "whitespace") === (block?.entryArg !== undefined);
    expect(where(isTyped)).toEqual([]);
  });
});

describe("an option of an entry", () => {
  test("shares no word with another of its grammar", () => {
    for (const [name, { options: own = {} }] of Object.entries<EntryGrammar>(entries)) {
      const words = Object.entries(own).flatMap(([word, { aliases = [] }]) => [word, ...aliases]);
      expect(new Set(words).size, name).toBe(words.length);
    }
  });

  test("dates and deprecates only aliases it has", () => {
    const words = ({ aliasesSince = {}, deprecatedAlias = {} }: (typeof options)[number]["option"]) =>
      Object.keys({ ...aliasesSince, ...deprecatedAlias });
    expect(options.filter(({ option }) => !words(option).every((word) => option.aliases?.includes(word)))).toEqual([]);
  });

  test("needs and gives way to options of its grammar", () => {
    const isKnown = ({ at, option: { needs, replacedBy } }: (typeof options)[number]) =>
      [needs, replacedBy].every((word) => word === undefined || options.some((o) => o.at === at && o.name === word));
    expect(options.filter((option) => !isKnown(option))).toEqual([]);
  });
});
