import type { Node } from "../semantic/node.js";
import type { RealServer, Server } from "../semantic/real-servers.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { groupBy } from "../text/group-by.js";
import type { ServerPicture, ServicePicture } from "./picture.js";

/** A virtual server of a cluster with the addresses that it has; none where it has marks, or they are not known. */
export interface DrawnService {
  readonly addresses: readonly string[];
  readonly picture: ServicePicture;
}

/** The virtual servers of all nodes, each once; `nameOf` gives the names that nodes are shown by. */
export function servicesOf(nodes: readonly Node[], nameOf: (node: Node) => string): readonly DrawnService[] {
  const all = nodes.flatMap((node) => node.virtualServers.map((server) => ({ node, server })));
  const same = groupBy(all, ({ server }) => `${server.protocol.value ?? ""} ${server.label}`);
  return [...same.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const owners = [...new Set(some.map(({ node }) => node))];
    return {
      addresses: addressesOf(first.server),
      picture: drawService(
        some.map(({ server }) => server),
        first.server,
        owners.length === nodes.length ? [] : owners.map(nameOf),
      ),
    };
  });
}

function drawService(
  all: readonly EffectiveVirtualServer[],
  { label, target, protocol, scheduler, method }: EffectiveVirtualServer,
  onlyOn: readonly string[],
): ServicePicture {
  const servers = new Map<string, ServerPicture>();
  for (const one of all.flatMap(({ realServers }) => realServers)) {
    const picture = drawServer(one);
    if (!servers.has(picture.name)) servers.set(picture.name, picture);
  }
  const sorry = all.find(({ sorryServer }) => sorryServer !== undefined)?.sorryServer;
  return {
    name: target.kind === "address" ? withPort(target.address.address, target.port) : label,
    protocol: protocol.value,
    scheduler: scheduler.value,
    method: method.value,
    onlyOn,
    servers: [
      ...servers.values(),
      ...(sorry === undefined ? [] : [{ name: nameOfServer(sorry), weight: undefined, checks: [], isSorry: true }]),
    ],
  };
}

const drawServer = (server: RealServer): ServerPicture => ({
  name: nameOfServer(server),
  weight: server.weight.value,
  checks: [...new Set(server.checkers.map(({ kind }) => kind))],
  isSorry: false,
});

const nameOfServer = ({ head, port }: Server): string => withPort(head.value, port);

/** `192.0.2.1:80`, `[2001:db8::1]:80`; the address alone where there is no port. */
const withPort = (address: string, port: number | undefined): string =>
  port === undefined || port === 0 ? address : `${address.includes(":") ? `[${address}]` : address}:${port}`;

function addressesOf({ target }: EffectiveVirtualServer): readonly string[] {
  if (target.kind === "address") return [target.address.address];
  if (target.kind !== "group" || target.group === undefined) return [];
  return target.group.entries.flatMap((entry) => (entry.kind === "address" ? entry.word.value : []));
}
