import { beforeAll, describe, expect, it } from "vitest";
import { firewallRules } from "../../src/host/commands.js";
import { hostNeeds } from "../../src/host/needs.js";
import { findClusters } from "../support/clusters.js";
import { missingForRules, playBehind } from "../support/real-firewall.js";
import { requireProgram } from "../support/requirement.js";
import { type AdvertKind, nodeText, OUTCOMES, type Outcome, RULE_SETS, type RuleSet } from "../support/rule-sets.js";

/** Pairs that are played at once: they wait most of the time. */
const SIDE_BY_SIDE = 12;
const LIMIT = 900_000;
const KINDS: readonly AdvertKind[] = ["multicast", "unicast", "ah", "ipv6", "vmac"];

const EMPTY: Readonly<Record<RuleSet["program"], string>> = {
  nft: `table inet filter {
  chain input {
    type filter hook input priority filter; policy drop;
    iif "lo" accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
  }
}
`,
  iptables: "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n",
};

/** Rules that drop all but what kalint writes, which is left out where `isBroken`. */
function written(kind: AdvertKind, program: RuleSet["program"], isBroken: boolean): string {
  const [cluster] = findClusters({ "a.conf": nodeText(kind, 1), "b.conf": nodeText(kind, 2) });
  const needs = cluster && hostNeeds(cluster)[1];
  if (needs === undefined) throw new Error(`no cluster of ${kind}`);
  const firewall = program === "nft" ? "nftables" : "iptables";
  const lines = firewallRules(needs, firewall, { outgoing: false, table: "inet filter" }).split("\n");
  const rules = isBroken ? lines.filter((line) => !line.includes("adverts of")) : lines;
  if (program === "nft") return EMPTY.nft + rules.join("\n");
  return `${EMPTY.iptables}${rules.map((line) => line.replace(/^ip6?tables /, "").replaceAll("'", '"')).join("\n")}\nCOMMIT\n`;
}

interface Game {
  readonly name: string;
  readonly kind: AdvertKind;
  readonly rules: Pick<RuleSet, "program" | "text">;
  readonly outcomes: readonly Outcome[];
}

const GAMES: readonly Game[] = [
  ...RULE_SETS.map((rules) => ({ name: rules.name, kind: rules.kind, rules, outcomes: OUTCOMES[rules.fate] })),
  ...KINDS.flatMap((kind) =>
    (["nft", "iptables"] as const)
      .filter((program) => program === "nft" || kind !== "ipv6")
      .flatMap((program) =>
        [false, true].map(
          (isBroken): Game => ({
            name: `${program}, ${kind}: the rules that kalint writes${isBroken ? ", without those for adverts" : ""}`,
            kind,
            rules: { program, text: written(kind, program, isBroken) },
            outcomes: [isBroken ? "master" : "backup"],
          }),
        ),
      ),
  ),
];

describe("elections behind rules of firewalls, played by daemons", () => {
  const missing = missingForRules("ip", "keepalived", "chrt", "nsenter", "perl");
  const played = new Map<Game, Outcome | Error>();

  beforeAll(async () => {
    if (missing !== undefined) return;
    const open = [...GAMES];
    const work = async (): Promise<void> => {
      for (let game = open.shift(); game !== undefined; game = open.shift())
        played.set(game, await playBehind(game.kind, game.rules).catch((error: Error) => error));
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  }, LIMIT);

  it.for(GAMES)("$name", (game, context) => {
    requireProgram(context, missing === undefined, missing ?? "");
    expect(game.outcomes).toContain(played.get(game));
  });
});
