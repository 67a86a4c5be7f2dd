import { type Argument, type EntryGrammar, type EntryOption, entries } from "../../../grammar/index.js";
import { allPlaces, type KeywordPlace } from "../../../src/syntax/schema-index.js";
import { wordsBehind } from "./lines.js";
import type { Probe } from "./verdict.js";
import { soundWord } from "./words.js";

/** Of a second list with the same grammar one of so many forms is enough. */
const SHARE = 8;

/** Sound entries of both families, option by option; `§` is another number on each line. For others the words at fixed places do. */
const BASES: readonly (readonly [EntryGrammar, readonly (readonly string[])[]])[] = [
  [entries["virtual-ipaddress"], [["203.0.113.§/24"], ["2001:db8::§/64"]]],
  [
    entries["static-ipaddress"],
    [
      ["192.0.2.10/24", "dev eth0"],
      ["2001:db8::10/64", "dev eth0"],
    ],
  ],
  [
    entries.route,
    [
      ["198.51.100.0/24", "dev eth0"],
      ["2001:db8:1::/48", "dev eth0"],
    ],
  ],
  [
    entries.rule,
    [
      ["from 192.0.2.1", "table 5", "priority 6"],
      ["from 2001:db8::1", "table 5", "priority 6"],
    ],
  ],
];

/** Lists whose entries do not know of each other. */
const JOINED: ReadonlySet<string> = new Set([
  "static_ipaddress",
  "static_routes",
  "static_rules",
  "vrrp_instance/virtual_ipaddress_excluded",
  "vrrp_instance/virtual_routes",
  "vrrp_instance/virtual_rules",
]);

/** An address that is not another on each line would be a repeat. */
const isJoined = (path: string, line: string): boolean =>
  JOINED.has(path) && (line.includes("§") || !path.endsWith("_excluded"));

const isEntryList = ({ kind }: KeywordPlace): boolean => kind === "list";

/** Every list of entries with every option: each sound and each unsound form of a line. */
export function* entryProbes(): Generator<Probe> {
  const known = new Set<EntryGrammar | undefined>();
  for (const place of listsFirst()) {
    const lines = [...new Set(linesOf(place))].filter((line) => line.trim() !== "");
    const isKnown = place.keyword.entry?.perLine === undefined && known.has(place.keyword.entry);
    known.add(place.keyword.entry);
    for (const [index, line] of lines.entries()) {
      if (isKnown && index % SHARE !== 0) continue;
      yield { path: place.path, lines: [line], isJoined: isJoined(place.path, line) };
    }
  }
}

/** Where many may be asked at once, all forms are. */
const listsFirst = (): KeywordPlace[] =>
  [...allPlaces()].filter(isEntryList).sort((a, b) => Number(JOINED.has(b.path)) - Number(JOINED.has(a.path)));

function* linesOf({ keyword: { entry, block } }: KeywordPlace): Generator<string> {
  if (entry === undefined) return;
  if (entry.perLine === "many") return yield* wordsBehind(block?.entryArg === undefined ? [] : [block.entryArg]);
  yield* wordsBehind(entry.positional ?? []);
  yield* wordsBehind(entry.bareWord?.args ?? []);
  for (const { args } of entry.forms ?? []) yield* wordsBehind(args);
  for (const base of basesOf(entry)) {
    yield `${base.join(" ")} surplus`;
    for (const [name, option] of Object.entries(entry.options ?? {})) yield* linesWith(name, option, base, entry);
  }
}

/** The words at fixed places are a base too. */
function basesOf(grammar: EntryGrammar): readonly (readonly string[])[] {
  const known = BASES.find(([one]) => one === grammar)?.[1];
  return known ?? [(grammar.positional ?? []).filter(({ optional }) => optional !== true).map(soundWord)];
}

function* linesWith(
  name: string,
  option: EntryOption,
  base: readonly string[],
  grammar: EntryGrammar,
): Generator<string> {
  const room = base.filter((words) => !isSame(words, name, option, grammar));
  const written = [...room, name].join(" ");
  for (const rest of wordsBehindOption(option.args)) yield `${written} ${rest}`.trimEnd();
  // What follows is not what is missing.
  if (option.args.length > 0) yield `${written} dev eth1`;
  const sound = `${name} ${option.args.map(soundWord).join(" ")}`.trimEnd();
  for (const alias of option.aliases ?? []) yield `${[...room, sound.replace(name, alias)].join(" ")}`;
  yield sound;
  yield [sound, ...room].join(" ");
  yield [...room, sound, sound].join(" ");
  yield [...base, sound].join(" ");
  yield [...base.slice(0, 1), sound].join(" ");
}

function isSame(words: string, name: string, option: EntryOption, { options = {} }: EntryGrammar): boolean {
  const [first = ""] = words.split(" ");
  if (first === name || option.aliases?.includes(first) === true) return true;
  return option.group !== undefined && options[first]?.group === option.group;
}

/** Grammars inside others have options of their own. */
function wordsBehindOption(args: readonly Argument[]): Iterable<string> {
  const [first] = args;
  if (first?.type === "grammar:encap") return encapWords();
  if (first?.type === "grammar:nexthop") return nexthopWords();
  return wordsBehind(args);
}

function* encapWords(): Generator<string> {
  yield* ["", "x", "bpf", "ip dev eth1"];
  for (const [name, type] of Object.entries<NonNullable<EntryGrammar["types"]>[string]>(entries.encap.types)) {
    yield name;
    for (const rest of wordsBehind(type.args ?? [])) yield `${name} ${rest}`;
    for (const [option, { args }] of Object.entries(type.options ?? {})) {
      for (const rest of wordsBehind(args)) {
        yield `${name} ${option} ${rest}`;
        if (option !== "id") yield `${name} id 5 ${option} ${rest}`;
      }
    }
  }
}

function* nexthopWords(): Generator<string> {
  yield* ["", "x", "nexthop"];
  for (const via of ["via 192.0.2.7", "via 2001:db8::7", "via inet6 2001:db8::7"]) {
    yield* [via, `${via} nexthop`, `${via} nexthop via 192.0.2.8`, `${via} dev eth0 nexthop via 192.0.2.8 dev eth1`];
    for (const [name, option] of Object.entries<EntryOption>(entries.nexthop.options)) {
      const start = name === "via" ? "" : `${via} `;
      const every =
        name === "encap" ? ["", "x", "ip", "ip id 5", "mpls 100", "mpls x", "mpls"] : wordsBehind(option.args);
      for (const rest of every) yield `${start}${name} ${rest}`.trimEnd();
    }
  }
}
