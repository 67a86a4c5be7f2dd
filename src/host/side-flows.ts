import { root } from "../../grammar/index.js";
import type { Node } from "../semantic/node.js";
import { readAddress } from "../syntax/addresses.js";
import type { Flow } from "./flow.js";

/** keepalived's own traffic besides adverts and checks: BFD, copies of the connection table, and mails. */
export function sideFlows(node: Node, unknown: string[]): readonly Flow[] {
  return [...bfdFlows(node, unknown), ...syncFlows(node), ...mailFlows(node)];
}

/** bfd.h:BFD_CONTROL_PORT (RFC 5881 §4) and BFD_MULTIHOP_CONTROL_PORT (RFC 5883 §5). */
const BFD_PORT = { oneHop: 3784, multihop: 4784 } as const;

function bfdFlows({ bfdInstances }: Node, unknown: string[]): readonly Flow[] {
  return bfdInstances.flatMap(({ name, head, neighbor, source, multihop }) => {
    const reasons = [`BFD session ${name ?? head.value}`];
    const to = neighbor?.value;
    if (to === undefined) {
      unknown.push(`${reasons[0]}: its neighbour`);
      return [];
    }
    if (multihop === undefined) unknown.push(`${reasons[0]}: whether it is multihop`);
    const toPort = multihop === true ? BFD_PORT.multihop : BFD_PORT.oneHop;
    const usual = { family: to.family, protocol: "udp", toPort, reasons, at: head } as const;
    const own = source?.value?.address;
    return [
      { ...usual, direction: "in", from: to.address, to: own } as const,
      { ...usual, direction: "out", from: own, to: to.address } as const,
    ];
  });
}

const SYNC = root.global_defs.children.lvs_sync_daemon.args[1].valueArgs;

function syncFlows({ all }: Node): readonly Flow[] {
  return all("global_defs/lvs_sync_daemon").flatMap(({ statement: { args, keyword } }) => {
    const [device] = args;
    const at = keyword ?? device;
    if (device === undefined || at === undefined) return [];
    const after = (option: string): string | undefined =>
      args[args.findIndex(({ value }) => value === option) + 1]?.value;
    const has = (option: string): boolean => args.some(({ value }) => value === option);
    const to = readAddress(has("group") ? (after("group") ?? "") : SYNC.group.default);
    const port = has("port") ? Number(after("port")) : SYNC.port.default;
    if (to === undefined || !Number.isInteger(port)) return [];
    const usual = {
      family: to.family,
      protocol: "udp",
      to: to.address,
      toPort: port,
      interface: device.value,
      reasons: ["copies of the connection table (lvs_sync_daemon)"],
      at,
    } as const;
    return [{ ...usual, direction: "in" } as const, { ...usual, direction: "out" } as const];
  });
}

function mailFlows({ all }: Node): readonly Flow[] {
  return all("global_defs/smtp_server").flatMap(({ statement: { args, keyword } }) => {
    const [server, port] = args;
    const to = readAddress(server?.value ?? "");
    const toPort = Number(port?.value ?? root.global_defs.children.smtp_server.args[1].default);
    if (to === undefined || keyword === undefined || !Number.isInteger(toPort)) return [];
    const reasons = ["mails (smtp_server)"];
    return [
      { direction: "out", family: to.family, protocol: "tcp", to: to.address, toPort, reasons, at: keyword } as const,
    ];
  });
}
