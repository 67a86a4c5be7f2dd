import type { IpAddress } from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { Typed } from "../syntax/ast.js";
import type { Entry } from "../syntax/entries.js";
import type { UsedOption } from "../syntax/typed-file.js";
import { isUnknown } from "../syntax/values.js";
import { groupBy } from "../text/group-by.js";
import type { Node } from "./node.js";

/**
 * A line of a list of addresses, routes or rules that no rule about single words reports. An address alone has nothing
 * that could be at odds, so it is left out: there are thousands of them.
 */
export interface EntryLine {
  readonly kind: "address" | "route" | "rule";
  /** Stands at top level, outside of instances. */
  readonly isStatic: boolean;
  readonly entry: Typed;
  /** Option words in order. */
  readonly options: readonly UsedOption[];
  /** The value of an argument or option, by its name in camel case. */
  value(name: string): Value | undefined;
  /** The routers behind words `nexthop`. */
  readonly routers: readonly Value[];
}

const known = new WeakMap<Node, readonly EntryLine[]>();
const NONE: readonly EntryLine[] = [];

/**
 * The lines of `virtual_ipaddress`, `virtual_routes`, `virtual_rules` and their static kin whose words are all known
 * and each right by itself, in order: first the static ones.
 */
export function entryLines(node: Node): readonly EntryLine[] {
  let lines = known.get(node);
  if (lines === undefined) {
    lines = readLines(node);
    known.set(node, lines);
  }
  return lines;
}

const LISTS = [
  { kind: "address", name: "virtual_ipaddress", property: "virtualIpaddress" },
  { kind: "address", name: "virtual_ipaddress_excluded", property: "virtualIpaddressExcluded" },
  { kind: "route", name: "virtual_routes", property: "virtualRoutes" },
  { kind: "rule", name: "virtual_rules", property: "virtualRules" },
] as const;

function readLines(node: Node): readonly EntryLine[] {
  const { ast } = node;
  // Most configurations have one of these lists, in each of thousands of instances.
  const used = LISTS.filter(({ name }) => node.all(`vrrp_instance/${name}`).length > 0);
  const hasStatic = ast.staticIpaddress.length + ast.staticRoutes.length + ast.staticRules.length > 0;
  if (used.length === 0 && !hasStatic) return NONE;
  const faulty = new Set(node.problems.map(({ statement }) => statement));
  const options = groupBy(node.options, ({ statement }) => statement);
  const lines: EntryLine[] = [];
  const read = (kind: EntryLine["kind"], list: readonly Typed[], isStatic: boolean): void => {
    for (const entry of list) {
      const { words } = entry.statement;
      const isAlone = kind === "address" && words.length === 1;
      if (isAlone || faulty.has(entry.statement) || words.some(isUnknown)) continue;
      lines.push(toLine(kind, isStatic, entry, options.get(entry.statement) ?? []));
    }
  };
  read("address", ast.staticIpaddress, true);
  read("route", ast.staticRoutes, true);
  read("rule", ast.staticRules, true);
  for (const block of ast.vrrpInstance) for (const { kind, property } of used) read(kind, block[property], false);
  return lines;
}

function toLine(kind: EntryLine["kind"], isStatic: boolean, entry: Typed, options: readonly UsedOption[]): EntryLine {
  const values = entry as unknown as Readonly<Record<string, Value | undefined>>;
  return {
    kind,
    isStatic,
    entry,
    options,
    value: (name) => values[name],
    routers: ((entry as unknown as Entry).nexthops ?? []).flatMap((way) => (way.via as Value | undefined) ?? []),
  };
}

/** The family of an address, a network, or a word such as `default6`; undefined: it does not say. */
export function familyOf(value: Value | undefined): 4 | 6 | undefined {
  const read = value?.value;
  if (read === "default6") return 6;
  return typeof read === "object" && read !== null && "family" in read ? (read as IpAddress).family : undefined;
}

/** Families in words: `IPv4`. */
export const nameOfFamily = (family: 4 | 6): string => `IPv${family}`;
