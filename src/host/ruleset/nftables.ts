import * as z from "zod/mini";
import { every } from "./match.js";
import { type Expression, matches, type Sets } from "./nft-match.js";
import { ruleText } from "./nft-text.js";
import type { BaseChain, Chain, FirewallRule, Packet, PacketVerdict, Ruleset, Truth } from "./ruleset.js";

/** `nft -j list ruleset` (libnftables-json(5)), as far as it matters here. */
const RULESET = z.object({
  nftables: z.array(
    z.object({
      chain: z.optional(
        z.object({
          ...{ family: z.string(), table: z.string(), name: z.string() },
          ...{ hook: z.optional(z.string()), prio: z.optional(z.number()), policy: z.optional(z.string()) },
          ...{ dev: z.optional(z.union([z.string(), z.array(z.string())])), type: z.optional(z.string()) },
        }),
      ),
      rule: z.optional(
        z.object({
          ...{ family: z.string(), table: z.string(), chain: z.string(), comment: z.optional(z.string()) },
          expr: z.array(z.record(z.string(), z.unknown())),
        }),
      ),
      set: z.optional(NAMED()),
      map: z.optional(NAMED()),
    }),
  ),
});

function NAMED() {
  return z.object({
    ...{ family: z.string(), table: z.string(), name: z.string() },
    elem: z.optional(z.array(z.unknown())),
  });
}

type Listed = z.infer<typeof RULESET>["nftables"];

/** Hooks that a packet passes, in this order (netfilter.h:nf_inet_hooks). */
const HOOKS = { in: ["ingress", "prerouting", "input"], out: ["output", "postrouting", "egress"] } as const;

/** Reads the output of `nft -j list ruleset`. Throws with a reason for a text that is something else. */
export function readNftables(text: string): Ruleset {
  const read = z.safeParse(RULESET, JSON.parse(text));
  if (!read.success) throw new Error('it is not the output of "nft -j list ruleset"');
  const { nftables } = read.data;
  const tables = tablesOf(nftables);
  const chains = (["in", "out"] as const).flatMap((direction) =>
    HOOKS[direction].flatMap((hook) =>
      nftables
        .flatMap(({ chain }) => (chain?.hook === hook ? chain : []))
        .sort((a, b) => (a.prio ?? 0) - (b.prio ?? 0))
        .map(
          (chain): BaseChain => ({
            name: `${chain.family} ${chain.table} ${chain.name}`,
            rules: tables.get(keyOf(chain))?.get(chain.name)?.rules ?? [],
            policy: chain.policy === "drop" ? "drop" : "accept",
            takes: (packet) => packet.direction === direction && takes(chain, packet),
            chains: tables.get(keyOf(chain)) ?? new Map(),
          }),
        ),
    ),
  );
  return { chains, families: [4, 6] };
}

const keyOf = ({ family, table }: { readonly family: string; readonly table: string }): string => `${family} ${table}`;

function takes(
  chain: { readonly family: string; readonly dev?: string | string[] | undefined },
  packet: Packet,
): Truth {
  if (chain.family === "netdev") {
    const devices = [chain.dev ?? []].flat();
    return packet.interface === undefined ? undefined : devices.includes(packet.interface);
  }
  return chain.family === "inet" || chain.family === (packet.family === 4 ? "ip" : "ip6");
}

function tablesOf(listed: Listed): ReadonlyMap<string, ReadonlyMap<string, Chain>> {
  const sets = new Map<string, Sets>();
  for (const one of listed.flatMap(({ set, map }) => set ?? map ?? [])) {
    sets.set(keyOf(one), new Map(sets.get(keyOf(one))).set(one.name, one.elem ?? []));
  }
  const tables = new Map<string, Map<string, { name: string; rules: FirewallRule[] }>>();
  for (const { chain, rule } of listed) {
    if (chain !== undefined) {
      const chains = tables.get(keyOf(chain)) ?? new Map();
      tables.set(keyOf(chain), chains.set(chain.name, { name: chain.name, rules: [] }));
    }
    if (rule !== undefined) {
      const text = `${rule.family} ${rule.table} ${rule.chain}: ${ruleText(rule.expr)}`;
      const made = readRule(text, rule.expr, sets.get(keyOf(rule)) ?? new Map());
      tables.get(keyOf(rule))?.get(rule.chain)?.rules.push(made);
    }
  }
  return tables;
}

/** Statements after which a packet goes on. `mangle` and `meta` set what is only asked for by tests that are not followed. */
const PASSING: ReadonlySet<string> = new Set([
  "counter",
  "log",
  "comment",
  "mangle",
  "ct helper",
  "ct timeout",
  "meter",
]);

const VERDICTS: ReadonlySet<string> = new Set(["accept", "drop", "return"]);

function readRule(text: string, expressions: readonly Expression[], sets: Sets): FirewallRule {
  return {
    text,
    judge: (packet) => {
      const truths: Truth[] = [];
      for (const expression of expressions) {
        const { matches: truth, verdict } = step(expression, packet, sets);
        truths.push(truth);
        if (verdict.kind !== "none") return { matches: every(truths), verdict };
      }
      return { matches: every(truths), verdict: NONE };
    },
  };
}

interface RuleStep {
  readonly matches: Truth;
  readonly verdict: PacketVerdict;
}

const NONE: PacketVerdict = { kind: "none" };

/** What one statement of a rule asks, or does. */
function step(expression: Expression, packet: Packet, sets: Sets): RuleStep {
  const [name = "", value] = Object.entries(expression)[0] ?? [];
  if (name === "match") return { matches: matches(value, packet, sets), verdict: NONE };
  if (name === "vmap") return mapped(value, packet, sets) ?? { matches: undefined, verdict: UNKNOWN };
  const verdict = verdictOf(name, value);
  return verdict === undefined ? { matches: undefined, verdict: NONE } : { matches: true, verdict };
}

const UNKNOWN: PacketVerdict = { kind: "unknown" };

/** The verdict of a statement; undefined for a test that cannot be followed, such as a limit. */
function verdictOf(name: string, value: unknown): PacketVerdict | undefined {
  if (VERDICTS.has(name)) return { kind: name } as PacketVerdict;
  if (name === "reject") return { kind: "drop" };
  if (name === "notrack") return { kind: "untrack" };
  if (name === "jump" || name === "goto") {
    const { target } = (value ?? {}) as { readonly target?: unknown };
    return { kind: name, chain: String(target) };
  }
  if (PASSING.has(name)) return { kind: "none" };
  return name === "limit" || name === "quota" || name === "ct count" ? undefined : UNKNOWN;
}

/** What a verdict map says; undefined where it cannot be told. */
function mapped(value: unknown, packet: Packet, sets: Sets): RuleStep | undefined {
  const { key, data } = (value ?? {}) as { readonly key?: unknown; readonly data?: unknown };
  const named = typeof data === "string" ? sets.get(data.replace(/^@/, "")) : undefined;
  const entries = named ?? ((data ?? {}) as { readonly set?: unknown }).set;
  if (!Array.isArray(entries)) return undefined;
  for (const entry of entries) {
    if (!Array.isArray(entry)) return undefined;
    const [right, verdict]: readonly unknown[] = entry;
    const truth = matches({ op: "==", left: key, right }, packet, sets);
    if (truth === undefined) return undefined;
    const [name = "", target] = Object.entries((verdict ?? {}) as Expression)[0] ?? [];
    if (truth) return { matches: true, verdict: verdictOf(name, target) ?? UNKNOWN };
  }
  return { matches: false, verdict: { kind: "none" } };
}
