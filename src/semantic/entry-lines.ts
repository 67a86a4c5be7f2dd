import type { IpAddress } from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { BlockNode, Typed } from "../syntax/ast.js";
import type { UsedOption } from "../syntax/build-ast.js";
import type { Entry } from "../syntax/entries.js";
import { isUnknown } from "../syntax/values.js";
import { groupBy } from "../text/group-by.js";
import type { Node } from "./node.js";

/** A line of a list of addresses, routes or rules that no rule about single words reports. */
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

/**
 * The lines of `virtual_ipaddress`, `virtual_routes`, `virtual_rules` and their static kin whose words are all known
 * and each right by itself, in order: first the static ones.
 */
export function entryLines(node: Node): readonly EntryLine[] {
  let lines = known.get(node);
  if (lines === undefined) {
    lines = [...readLines(node)];
    known.set(node, lines);
  }
  return lines;
}

function* readLines(node: Node): Generator<EntryLine> {
  const faulty = new Set(node.problems.map(({ statement }) => statement));
  const options = groupBy(node.options, ({ statement }) => statement);
  const { ast } = node;
  for (const [owner, kind, list] of [
    [ast, "address", ast.staticIpaddress],
    [ast, "route", ast.staticRoutes],
    [ast, "rule", ast.staticRules],
    ...ast.vrrpInstance.flatMap(listsOf),
  ] as readonly (readonly [BlockNode, EntryLine["kind"], readonly Typed[]])[]) {
    for (const entry of list) {
      const { statement } = entry;
      if (faulty.has(statement) || statement.words.some(isUnknown)) continue;
      const values = entry as unknown as Readonly<Record<string, Value | undefined>>;
      yield {
        kind,
        isStatic: owner === ast,
        entry,
        options: options.get(statement) ?? [],
        value: (name) => values[name],
        routers: ((entry as unknown as Entry).nexthops ?? []).flatMap((way) => (way.via as Value | undefined) ?? []),
      };
    }
  }
}

const listsOf = (block: Node["ast"]["vrrpInstance"][number]) =>
  [
    [block, "address", block.virtualIpaddress],
    [block, "address", block.virtualIpaddressExcluded],
    [block, "route", block.virtualRoutes],
    [block, "rule", block.virtualRules],
  ] as const;

/** The family of an address, a network, or a word such as `default6`; undefined: it does not say. */
export function familyOf(value: Value | undefined): 4 | 6 | undefined {
  const read = value?.value;
  if (read === "default6") return 6;
  return typeof read === "object" && read !== null && "family" in read ? (read as IpAddress).family : undefined;
}

/** Families in words: `IPv4`. */
export const nameOfFamily = (family: 4 | 6): string => `IPv${family}`;
