import { type Counters, type Dump, NotADump, type Running, type Tracked } from "./dump.js";
import { type DumpBlock, toRunning, toTrackers } from "./read-instance.js";

/** The lists under an instance or a group whose entries are wanted, and what a line of that name begins. */
const LIST = /^ {3}(\S.*?) ?(?:\(\d+\))? ?:$/;
const SETTING = /^ {1,3}(\S.*?)\s+[=-] (.*)$/;

/** What is being read: a block with its settings and lists, in which section, and the list that is open. */
interface DumpPlace {
  section: string;
  block: DumpBlock | undefined;
  list: string[] | undefined;
}

type Blocks = Record<"instance" | "group" | "script" | "file" | "process" | "bfd" | "interface", DumpBlock[]>;

/** Which block a line opens, by section and line; the name is in the first group. */
const HEADS: readonly (readonly [keyof Blocks, RegExp, RegExp])[] = [
  ["instance", /^VRRP Topology$/, /^ VRRP Instance = (.*)$/],
  ["group", /^VRRP Sync groups$/, /^ VRRP Sync Group = (.*), \w+$/],
  ["script", /^VRRP Scripts$/, /^ VRRP Script = (.*)$/],
  ["file", /^VRRP Track files$/, /^ Track file = (.*)$/],
  ["process", /^VRRP Track processes$/, /^ VRRP Track process = (.*)$/],
  ["bfd", /^VRRP Track BFDs$/, /^ VRRP Track BFD = (.*)$/],
  ["interface", /^Interfaces$/, /^ Name = (.*)$/],
];

/**
 * Reads what keepalived writes on SIGUSR1 (vrrp_print.c:vrrp_print_data), on SIGUSR2 (vrrp_print_stats), or both in one
 * text. Lines that it does not know are skipped, so newer releases can say more; throws `NotADump` for another text.
 */
export function readText(path: string, text: string): Dump {
  const lines = text.split(/\r\n|\n|\r/);
  const blocks: Blocks = { instance: [], group: [], script: [], file: [], process: [], bfd: [], interface: [] };
  const globals: DumpBlock = { name: "", line: 1, settings: new Map(), lists: new Map() };
  const place: DumpPlace = { section: "", block: undefined, list: undefined };
  const sections = new Set<string>();
  for (const [at, raw] of lines.entries()) {
    const line = raw.trimEnd();
    const section = /^-+< (.*) >-+$/.exec(line)?.[1];
    if (section !== undefined) {
      sections.add(section);
      place.section = section;
      place.block = section === "Global definitions" ? globals : undefined;
      place.list = undefined;
    } else if (place.section !== "") readLine(line, at + 1, place, blocks);
    if (/^VRRP Instance: /.test(line)) place.section = "";
  }
  const counters = readCounters(lines);
  if (sections.size === 0 && counters.size === 0) throw notADump(text);
  refuseOthers(sections, counters);
  const isData = sections.size > 0;
  return {
    path,
    formats: [...(isData ? (["data"] as const) : []), ...(counters.size > 0 ? (["stats"] as const) : [])],
    routerId: globals.settings.get("Router ID"),
    since: sinceOf(text),
    instances: withCounters(
      blocks.instance.map((block) => withGlobals(toRunning(block), globals)),
      counters,
    ),
    tracked: trackedIn(blocks),
    groups: new Map(blocks.group.map((group) => [group.name, toTrackers(group)])),
    isCut: isData && !sections.has("Interfaces"),
  };
}

/** `vrrp_check_unicast_src` of the whole node is no flag of its instances. */
const withGlobals = (running: Running, { settings }: DumpBlock): Running =>
  running.isUnicast === true && settings.get("VRRP check unicast_src") === "true"
    ? { ...running, checksUnicastSource: true }
    : running;

function readLine(line: string, at: number, place: DumpPlace, blocks: Blocks): void {
  const isHead = line.startsWith(" ") && line[1] !== " ";
  for (const [kind, section, head] of isHead ? HEADS : []) {
    const name = section.test(place.section) ? head.exec(line)?.[1] : undefined;
    if (name === undefined) continue;
    place.block = { name, line: at, settings: new Map(), lists: new Map() };
    place.list = undefined;
    blocks[kind].push(place.block);
    return;
  }
  const { block } = place;
  if (block === undefined) return;
  if (/^ {5}\S/.test(line)) {
    place.list?.push(line.trim());
    return;
  }
  const list = LIST.exec(line)?.[1];
  place.list = undefined;
  if (list !== undefined) {
    place.list = [];
    block.lists.set(list, place.list);
    return;
  }
  const [, key, value] = SETTING.exec(line) ?? [];
  if (key !== undefined && value !== undefined) block.settings.set(key, value);
  else block.settings.set(line.trim(), "");
}

/** Another file of keepalived is refused by name, so that its reader knows which one to take. */
function refuseOthers(sections: ReadonlySet<string>, counters: ReadonlyMap<string, unknown>): void {
  if (sections.has("VRRP Topology") || counters.size > 0) return;
  const isParent = sections.size === 1 && sections.has("Global definitions");
  const others = [...sections].filter((section) => /^(?:LVS|BFD|Real|Virtual|SSL|Healthcheckers)/i.test(section));
  if (others.length === 0 && !isParent) return;
  const what = others.length > 0 ? `"${others[0]}"` : "global definitions";
  throw new NotADump(
    `it has ${what} but no virtual router: take keepalived.data, which the VRRP process writes, not keepalived_parent.data, keepalived_check.data or keepalived_bfd.data`,
  );
}

const notADump = (text: string): NotADump =>
  new NotADump(
    text.trim() === ""
      ? "it is empty: keepalived may not have written it yet, so take it again"
      : "not a dump of keepalived: line 1 is neither a section nor the name of an instance; kalint live --command prints how to take one",
  );

/** Lines that came with a release: 2.3.3 has faults by kind of interface, 2.4 hides secrets and counts `auth_hmac`. */
function sinceOf(text: string): Dump["since"] {
  if (/^ {3}Password = \*{8}\r?$|^ {2}Authentication Extension Errors:|^ {3}Last advert sent = /m.test(text))
    return "2.4.0";
  return /^ {3}Number of tracker faults = /m.test(text) ? "2.3.3" : undefined;
}

function trackedIn({ script, file, process, bfd, interface: devices }: Blocks): readonly Tracked[] {
  const known = (blocks: readonly DumpBlock[], kind: Tracked["kind"], read: (block: DumpBlock) => Answer) =>
    blocks.flatMap((block): Tracked[] => {
      const { isUp, value } = read(block);
      return isUp === undefined ? [] : [{ kind, name: block.name, isUp, value }];
    });
  const is = (block: DumpBlock, key: string, good: RegExp): boolean | undefined => {
    const value = block.settings.get(key);
    return value === undefined ? undefined : good.test(value);
  };
  return [
    ...known(script, "script", (block) => answerOf(block)),
    ...known(file, "file", ({ settings }) => {
      const value = Number(settings.get("Status") ?? Number.NaN);
      return Number.isNaN(value) ? {} : { isUp: value === 0, value };
    }),
    ...known(process, "process", (block) => ({ isUp: is(block, "Have quorum", /^true$/) })),
    ...known(bfd, "bfd", ({ settings }) => {
      if (settings.has("Bfd is up")) return { isUp: true };
      return settings.has("Bfd is down") ? { isUp: false } : {};
    }),
    ...known(devices, "interface", (block) => ({ isUp: is(block, "State", /^UP, RUNNING/) })),
  ];
}

/** Whether something tracked is well; undefined: not known. */
interface Answer {
  readonly isUp?: boolean | undefined;
  readonly value?: number;
}

/** A script that has not answered yet says nothing about what it checks. */
function answerOf({ settings }: DumpBlock): Answer {
  const status = settings.get("Status");
  if (status === undefined || /^INIT/.test(settings.get("Init state") ?? "")) return {};
  return { isUp: status === "GOOD" };
}

/** Counter by the part of the text that it is in (two of them are called `Invalid Type`) and its name. */
const COUNTERS: Readonly<Record<string, keyof Counters>> = {
  "Advertisements/Received": "received",
  "Advertisements/Sent": "sent",
  "/Became master": "becameMaster",
  "/Released master": "releasedMaster",
  "Packet Errors/Length": "length",
  "Packet Errors/TTL": "ttl",
  "Packet Errors/Invalid Type": "invalidType",
  "Packet Errors/Advertisement Interval": "interval",
  "Packet Errors/Address List": "addresses",
  "Authentication Errors/Invalid Type": "invalidAuthType",
  "Authentication Errors/Type Mismatch": "authTypeMismatch",
  "Authentication Errors/Failure": "authFailure",
  "Authentication Extension Errors/Missing": "hmacMissing",
  "Authentication Extension Errors/Malformed": "hmacMalformed",
  "Authentication Extension Errors/Unknown Key": "hmacUnknownKey",
  "Authentication Extension Errors/Invalid HMAC": "hmacInvalid",
  "Authentication Extension Errors/Stale": "hmacStale",
  "Authentication Extension Errors/Replay": "hmacReplay",
  "Priority Zero/Received": "zeroReceived",
  "Priority Zero/Sent": "zeroSent",
};

/** Nothing was counted. */
export const NO_COUNTERS: Counters = Object.fromEntries(
  Object.values(COUNTERS).map((name) => [name, 0]),
) as unknown as Counters;

interface Counted {
  readonly line: number;
  readonly counters: Counters;
}

function readCounters(lines: readonly string[]): ReadonlyMap<string, Counted> {
  const found = new Map<string, Counted>();
  let counters: Record<string, number> | undefined;
  let part = "";
  for (const [at, raw] of lines.entries()) {
    const line = raw.trimEnd();
    const name = /^VRRP Instance: (.*)$/.exec(line)?.[1];
    if (name !== undefined) {
      counters = { ...NO_COUNTERS };
      found.set(name, { line: at + 1, counters: counters as unknown as Counters });
    } else if (/^\S/.test(line)) counters = undefined;
    if (counters === undefined) continue;
    part = /^ {2}(\S.*):$/.exec(line)?.[1] ?? (/^ {2}\S/.test(line) ? "" : part);
    const [, key, value] = /^ {2,4}(\S.*): (\d+)$/.exec(line) ?? [];
    const counter = COUNTERS[`${part}/${key}`];
    if (counter !== undefined) counters[counter] = Number(value);
  }
  return found;
}

/** Counters of instances; those of which nothing else is known stand for themselves. */
function withCounters(instances: readonly Running[], counters: ReadonlyMap<string, Counted>): readonly Running[] {
  const known = new Set(instances.map(({ name }) => name));
  const others = [...counters].filter(([name]) => !known.has(name));
  return [
    ...instances.map((one) => ({ ...one, counters: counters.get(one.name)?.counters })),
    ...others.map(([name, counted]) => ({ name, ...counted })),
  ];
}
