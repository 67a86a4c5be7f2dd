import { findOdd, type Odd } from "../cluster/cluster.js";
import { keywordOf } from "../cluster/place.js";
import type { Member } from "../cluster/virtual-routers.js";
import { compareReleases } from "../evaluate/index.js";
import { type Anchor, defineClusterRule, type Finding } from "../lint/define-rule.js";
import type { VirtualAddress } from "../semantic/instances.js";
import { alsoApart } from "../simulate/apart.js";

export default defineClusterRule({
  name: "cluster-vip-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router have different virtual addresses.",
  why: `Up to 2.3.2, a node rejects adverts whose addresses differ from its own, so all nodes become master. Since
2.3.3 it only logs the difference every second, and an address that only one node has is lost when that node fails.`,
  how: "List the same addresses in virtual_ipaddress on all nodes; order and prefix do not matter.",
  keepalived: "Does not detect this: it only sees one node.",
  source: "vrrp.c:vrrp_check_packet; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      for (const odd of findOdd(router, advertised, keyOf)) {
        const finding = report(odd, "virtual_ipaddress");
        const message = `${finding.message}${alsoApart(cluster, router)}`;
        yield { ...finding, message, ...(isTolerated(cluster.target) ? { severity: "warning" } : {}) };
      }
      for (const odd of findOdd(router, excluded, keyOf)) {
        if (!isMoved(odd)) yield { ...report(odd, "virtual_ipaddress_excluded"), severity: "info" };
      }
    }
  },
});

/** Adverts are compared, and the difference only logged, since 2.3.3 (vrrp.c:vrrp_check_packet). */
const isTolerated = (target: string | undefined): boolean =>
  target !== undefined && compareReleases(target, "2.3.3") >= 0;

type Addresses = readonly VirtualAddress[];

/** Undefined where some address is not known, or refused and reported elsewhere. */
function advertised({ node, instance }: Member): Addresses | undefined {
  return isKnown(node.isComplete, instance.block.virtualIpaddress, instance.misfits) ? instance.addresses : undefined;
}

function excluded({ node, instance }: Member): Addresses | undefined {
  return isKnown(node.isComplete, instance.block.virtualIpaddressExcluded, []) ? instance.excluded : undefined;
}

type Entries = readonly { readonly address?: { readonly state: string } }[];

const isKnown = (isComplete: boolean, entries: Entries, misfits: readonly unknown[]): boolean =>
  isComplete && misfits.length === 0 && entries.every(({ address }) => address?.state === "known");

const keyOf = (addresses: Addresses): string => [...new Set(addresses.map(({ address }) => address))].sort().join(" ");

/** The address is in the other list there, which the finding about virtual_ipaddress shows. */
function isMoved({ member, value, reference, expected }: Odd<Addresses>): boolean {
  const others = new Set([...member.instance.addresses, ...reference.instance.addresses].map(({ address }) => address));
  return [...lacking(value, expected), ...lacking(expected, value)].some(({ address }) => others.has(address));
}

function lacking(from: Addresses, of: Addresses): Addresses {
  const known = new Set(from.map(({ address }) => address));
  return of.filter(({ address }) => !known.has(address));
}

function report({ member, value, reference, expected }: Odd<Addresses>, list: string): Finding {
  const missing = lacking(value, expected);
  const [extra, ...more] = lacking(expected, value);
  const there = reference.node.name;
  const moved = [...excludedAmong(member, missing), ...excludedAmong(reference, lacking(expected, value))];
  const related = (at: Anchor, message: string) => ({ related: [{ at, message }, ...moved] });
  if (extra === undefined) {
    const at = keywordOf(member, list);
    return {
      at,
      message: `${list} is missing ${names(missing)}, which ${there} has`,
      ...related(missing[0]?.word ?? at, "listed here"),
    };
  }
  const other = missing.length === 0 ? `which ${there} does not have` : `but ${there} has ${names(missing)}`;
  const at = missing[0]?.word ?? keywordOf(reference, list);
  return {
    at: extra.word,
    message: `${list} has ${names([extra, ...more])}, ${other}`,
    ...related(at, `${list} of ${there}`),
  };
}

/** Addresses that the other list of the node holds, which are set there but not advertised. */
function excludedAmong(
  { instance }: Member,
  addresses: Addresses,
): { readonly at: Anchor; readonly message: string }[] {
  const known = new Set(addresses.map(({ address }) => address));
  const found = instance.excluded.filter(({ address }) => known.has(address));
  return found.map(({ word }) => ({ at: word, message: "excluded from the adverts here" }));
}

const names = (addresses: Addresses): string => addresses.map(({ address }) => address).join(", ");
