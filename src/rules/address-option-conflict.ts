import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines, familyOf, nameOfFamily } from "../semantic/entry-lines.js";
import { bitsOf, type IpPrefix } from "../syntax/addresses.js";

/** Longer prefixes leave no room for a broadcast address (vrrp_ipaddress.c:alloc_ipaddress). */
const LONGEST_BROADCAST = 30;

export default defineNodeRule({
  name: "address-option-conflict",
  group: "addressing",
  severity: "error",
  judges: "pair",
  summary: "One address has options that conflict.",
  why: `keepalived drops one of the two options, or the whole address: a second \`dev\` removes the address from the
list, and \`peer\` makes it one end of a point-to-point link, which has no network and no broadcast address.`,
  how: "Remove the option that is not meant.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_ipaddress.c:alloc_ipaddress",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded", "static_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 dev eth1
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0
    }
}
`,
  },

  *check(node) {
    if (node.options.length === 0) return;
    for (const line of entryLines(node)) {
      if (line.kind !== "address") continue;
      yield* repeats(line);
      yield* broadcasts(line);
      yield* peers(line);
    }
  },
});

function* repeats({ options }: EntryLine): Generator<Finding> {
  if (options.length < 2) return;
  const seen = new Map<string, (typeof options)[number]>();
  for (const used of options) {
    const before = seen.get(used.name);
    if (before === undefined) seen.set(used.name, used);
    else if (used.option.once === true) {
      yield {
        at: used.word,
        message: `"${used.word.value}" is given twice for one address`,
        help: "Keep one of the two.",
        related: [{ at: before.word, message: "first given here" }],
      };
    }
  }
}

function* broadcasts(line: EntryLine): Generator<Finding> {
  const broadcast = line.value("broadcast");
  // On an IPv6 address it is wrong in itself.
  if (broadcast === undefined || familyOf(line.value("address")) === 6) return;
  // Without a prefix the full length applies.
  const prefix = (line.value("address")?.value as IpPrefix | undefined)?.prefix ?? bitsOf(4);
  if (line.value("peer") !== undefined) {
    yield {
      at: broadcast.word,
      message: "a broadcast address has no effect together with peer",
      help: "Remove one of the two.",
    };
  } else if (typeof broadcast.value === "string" && prefix > LONGEST_BROADCAST) {
    const message = `prefix length /${prefix} leaves no room for the broadcast address ${broadcast.word.value}`;
    const help = `Use a prefix length of at most ${LONGEST_BROADCAST}, or remove the broadcast address.`;
    yield { at: broadcast.word, message, help };
  }
}

function* peers(line: EntryLine): Generator<Finding> {
  const [peer, address] = [line.value("peer"), line.value("address")];
  const [theirs, ours] = [familyOf(peer), familyOf(address)];
  if (peer === undefined || address === undefined || theirs === undefined || ours === undefined) return;
  if (theirs !== ours) {
    const message = `peer ${peer.word.value} is ${nameOfFamily(theirs)}, but the address is ${nameOfFamily(ours)}`;
    yield { at: peer.word, message, help: "Use a peer of the same address family." };
  } else if ((address.value as IpPrefix).prefix !== undefined) {
    yield {
      at: address.word,
      message: `${address.word.value} has a peer, so its prefix length is dropped`,
      help: "Write the address without a prefix length.",
    };
  }
}
