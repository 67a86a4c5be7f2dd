import type { Word } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import type { Setting, Typed, VirtualServer } from "../syntax/ast.js";
import { groupBy } from "../text/group-by.js";
import type { Cluster } from "./cluster.js";

/** A virtual server as one node defines it. */
export interface Service {
  readonly node: Node;
  readonly block: VirtualServer;
  /** Address and port, mark or group, as written. */
  readonly name: string;
  readonly head: Word;
  readonly realServers: ReadonlyMap<string, VirtualServer["realServer"][number]>;
}

/**
 * Virtual servers by address and port, mark or group: on which nodes they are. Where a node has several protocols on
 * one of them, each is a service of its own.
 */
export function servicesByName({ nodes }: Cluster): ReadonlyMap<string, readonly Service[]> {
  const all = nodes.flatMap((node) => node.ast.virtualServer.map((block) => readService(node, block)));
  const services = new Map<string, readonly Service[]>();
  for (const [name, same] of groupBy(all, (service) => service.name)) {
    const isOneEach = new Set(same.map(({ node }) => node)).size === same.length;
    if (isOneEach) services.set(name, same);
    else
      for (const [protocol, some] of groupBy(same, protocolOf)) services.set(`${name} ${protocol}`, firstOfEach(some));
  }
  return services;
}

const protocolOf = ({ block }: Service): string => block.protocol?.value ?? "";

/** A repeated one has a rule of its own. */
const firstOfEach = (services: readonly Service[]): readonly Service[] =>
  [...groupBy(services, ({ node }) => node).values()].flatMap(([first]) => first ?? []);

function readService(node: Node, block: VirtualServer): Service {
  const words = block.statement.args;
  const head = words[0] ?? block.statement.words[0];
  if (head === undefined) throw new Error("a virtual_server block without its keyword");
  const realServers = new Map(block.realServer.map((server) => [nameOf(server), server]));
  return { node, block, name: nameOf(block), head, realServers };
}

/** The words of a block's head after its keyword. */
export const nameOf = ({ statement }: Typed): string => statement.args.map(({ value }) => value).join(" ");

/** What a setting says, in one text; undefined where it is not known, or refused and reported elsewhere. */
export function textOf(setting: Setting | undefined): string | undefined {
  const words = setting?.statement.args ?? [];
  return setting?.state !== "known" || words.some(({ value }) => value.includes("$"))
    ? undefined
    : words.map(({ value }) => value).join(" ");
}
