import type { Word } from "../../grammar/index.js";
import type { Family } from "../syntax/addresses.js";

/** Protocols by their names in /etc/protocols, and their numbers (IANA). */
export const PROTOCOLS = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  gre: 47,
  ah: 51,
  "ipv6-icmp": 58,
  vrrp: 112,
  sctp: 132,
} as const;

export type Protocol = keyof typeof PROTOCOLS;

/** Packets of one kind that a host has to let pass. An address, port or interface that is not known is left out. */
export interface Flow {
  /** `forward`: what comes from one machine and goes to another. */
  readonly direction: "in" | "out" | "forward";
  readonly family: Family;
  readonly protocol: Protocol;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
  readonly interface?: string | undefined;
  /** What it is for, as `adverts of VI_1`. Flows that differ in this only are one. */
  readonly reasons: readonly string[];
  /** Where the configuration asks for it. */
  readonly at: Word;
}

/** A setting of the kernel that the configuration needs, or that helps what it is for. */
export interface KernelSetting {
  /** `net.ipv4.ip_forward`. */
  readonly name: string;
  readonly value: number;
  readonly reason: string;
  readonly at: Word;
  /** `self`: this host; else the hosts that need it. */
  readonly hosts: readonly string[] | "self";
}

/** What one node's host must allow. */
export interface HostNeeds {
  /** Name of the node. */
  readonly node: string;
  readonly flows: readonly Flow[];
  readonly settings: readonly KernelSetting[];
  /** What the files do not tell, so that flows may be missing. */
  readonly unknown: readonly string[];
}

/** Equal flows become one, with all their reasons, in the order of the first of each. */
export function mergeFlows(flows: readonly Flow[]): readonly Flow[] {
  const merged = new Map<string, Flow>();
  for (const flow of flows) {
    const { reasons, at: _, ...rest } = flow;
    const key = JSON.stringify(rest, Object.keys(rest).sort());
    const known = merged.get(key);
    merged.set(key, known === undefined ? flow : { ...known, reasons: [...new Set([...known.reasons, ...reasons])] });
  }
  return [...merged.values()];
}
