import type { Family } from "../../syntax/addresses.js";

/** A packet as a firewall sees it; what is undefined is not known. */
export interface Packet {
  readonly direction: "in" | "out";
  readonly family: Family;
  /** Number of the protocol: 112 or 51. */
  readonly protocol: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly interface: string | undefined;
  readonly isMulticast: boolean;
  /** What connection tracking says of it. */
  readonly state: "new" | "established" | "untracked" | undefined;
}

/** Undefined: it cannot be told. */
export type Truth = boolean | undefined;

export type PacketVerdict =
  /** `untrack`: connection tracking leaves the packet alone, and it goes on. */
  | { readonly kind: "none" | "accept" | "drop" | "return" | "untrack" | "unknown" }
  | { readonly kind: "jump" | "goto"; readonly chain: string };

export interface FirewallRule {
  /** How people find it: chain and text. */
  readonly text: string;
  /** What it does with a packet, and whether it gets to do it. */
  readonly judge: (packet: Packet) => { readonly matches: Truth; readonly verdict: PacketVerdict };
}

export interface Chain {
  readonly name: string;
  readonly rules: readonly FirewallRule[];
}

/** A chain that packets enter by themselves. */
export interface BaseChain extends Chain {
  readonly policy: "accept" | "drop";
  /** Whether such packets enter it. */
  readonly takes: (packet: Packet) => Truth;
  /** Chains that its rules name. */
  readonly chains: ReadonlyMap<string, Chain>;
}

export interface Ruleset {
  /** In the order in which packets pass them. */
  readonly chains: readonly BaseChain[];
  /** Families whose rules are all here. */
  readonly families: readonly Family[];
}

/** What becomes of a packet: `by` is the rule that drops it, or the first that leaves open what happens. */
export type Fate = { readonly kind: "passes" } | { readonly kind: "dropped" | "unknown"; readonly by: string };

/** What can happen in a chain. */
interface Ends {
  accepts: boolean;
  drop: string | undefined;
  /** It may reach the end of the chain, or return. */
  falls: boolean;
  doubt: string | undefined;
  /** The packet as it leaves. */
  packet: Packet;
}

/** Chains may call each other this deep (nf_tables.h:NFT_JUMP_STACK_SIZE); a loop is refused by the kernel. */
const MAX_DEPTH = 16;

/** Sends a packet through the chains: it passes if each one accepts it. */
export function fateOf({ chains, families }: Ruleset, sent: Packet): Fate {
  if (!families.includes(sent.family))
    return { kind: "unknown", by: `rules for IPv${sent.family} that were not given` };
  let doubt: string | undefined;
  let packet = sent;
  for (const base of chains) {
    const taken = base.takes(packet);
    if (taken === false) continue;
    const ends = walk(base, base, packet, 0);
    packet = ends.packet;
    if (ends.falls && base.policy === "drop") ends.drop ??= `${base.name}: policy drop`;
    const mayPass = ends.accepts || (ends.falls && base.policy === "accept") || taken === undefined;
    if (ends.drop === undefined) continue;
    if (!mayPass) return { kind: "dropped", by: ends.drop };
    doubt ??= ends.doubt ?? ends.drop;
  }
  return doubt === undefined ? { kind: "passes" } : { kind: "unknown", by: doubt };
}

function walk(chain: Chain, base: BaseChain, packet: Packet, depth: number): Ends {
  const ends: Ends = { accepts: false, drop: undefined, falls: true, doubt: undefined, packet };
  if (depth > MAX_DEPTH) return { ...ends, accepts: true, drop: chain.name, doubt: chain.name };
  for (const { text, judge } of chain.rules) {
    const { matches, verdict } = judge(ends.packet);
    if (matches === false || verdict.kind === "none") continue;
    if (verdict.kind === "untrack") {
      ends.packet = { ...ends.packet, state: matches === true ? "untracked" : undefined };
      continue;
    }
    const isSure = matches === true && verdict.kind !== "unknown";
    if (!isSure) ends.doubt ??= text;
    const falls = take(verdict, text, base, depth, ends);
    if (!isSure || (verdict.kind === "jump" && falls)) continue;
    ends.falls = falls;
    return ends;
  }
  return ends;
}

/** Adds what a verdict makes possible; gives whether the packet may leave the chain to where it came from. */
function take(verdict: PacketVerdict, text: string, base: BaseChain, depth: number, ends: Ends): boolean {
  if ("chain" in verdict) return follow(verdict.chain, base, depth, ends);
  if (verdict.kind === "accept" || verdict.kind === "unknown") ends.accepts = true;
  if (verdict.kind === "drop" || verdict.kind === "unknown") ends.drop ??= text;
  return verdict.kind === "return";
}

/** Adds what can happen in a chain that a rule names; gives whether the packet may come back. */
function follow(name: string, base: BaseChain, depth: number, ends: Ends): boolean {
  const target = base.chains.get(name);
  const unknown = { accepts: true, drop: name, falls: true, doubt: name, packet: ends.packet };
  const inner = target === undefined ? unknown : walk(target, base, ends.packet, depth + 1);
  ends.accepts ||= inner.accepts;
  ends.drop ??= inner.drop;
  ends.doubt ??= inner.doubt;
  ends.packet = inner.packet;
  return inner.falls;
}
