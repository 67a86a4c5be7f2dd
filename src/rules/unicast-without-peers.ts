import type { Word } from "../../grammar/index.js";
import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { isWhole } from "../semantic/whole.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "unicast-without-peers",
  group: "vrrp",
  severity: "error",
  judges: "absence",
  summary: "An instance has a unicast keyword but no unicast_peer.",
  why: `Without a peer keepalived falls back to multicast. Nodes that use unicast ignore such adverts, and this node
ignores theirs: two masters.`,
  how: "List the addresses of the other nodes in unicast_peer, or remove the unicast keywords.",
  keepalived:
    "Since 2.2.5, names the instance without a line number and exits with status 5; older releases do not detect it.",
  source: "vrrp.c:vrrp_complete_instance, vrrp_parser.c:vrrp_end_handler",
  keywords: [
    "vrrp_instance/unicast_peer",
    "vrrp_instance/unicast_src_ip",
    "vrrp_instance/unicast_ttl",
    "vrrp_instance/check_unicast_src",
    "vrrp_instance/unicast_fault_no_peer",
    "vrrp_instance/old_unicast_checksum",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const hasEmpty = hasEmptyList(node);
    for (const { block } of node.instances) {
      // A peer that is wrong is reported as such.
      if (block.unicastPeer.length > 0) continue;
      const word = unicastWord(block) ?? (hasEmpty ? emptyList(block) : undefined);
      if (word !== undefined && isWhole(block, node)) yield finding(word, block, node.target);
    }
  },
});

/** The first keyword that only makes sense for unicast. */
function unicastWord(block: VrrpInstance): Word | undefined {
  const { unicastSrcIp, checkUnicastSrc, oldUnicastChecksum, unicastFaultNoPeer, unicastTtl } = block;
  const setting = unicastSrcIp ?? checkUnicastSrc ?? oldUnicastChecksum ?? unicastFaultNoPeer ?? unicastTtl;
  return setting?.statement.keyword;
}

/** Whether some list may be empty, for which each line of all instances is looked at. */
const hasEmptyList = ({ all, problems }: Node): boolean =>
  all("vrrp_instance/unicast_peer").length > 0 ||
  problems.some(({ kind, place }) => kind === "missing-block" && place?.name === "unicast_peer");

/** An empty list of peers makes sense for unicast only, too. */
function emptyList(block: VrrpInstance): Word | undefined {
  for (const { items } of block.bodies) {
    for (const item of items) {
      if (item.kind === "statement" && item.keyword?.is("unicast_peer") === true) return item.keyword;
    }
  }
  return undefined;
}

function finding(at: Word, block: VrrpInstance, target: string | undefined): Finding {
  const what = at.value === "unicast_peer" ? "unicast_peer is empty" : `${at.value} without unicast_peer`;
  const isFault =
    block.unicastFaultNoPeer !== undefined && (target === undefined || compareReleases(target, "2.2.5") >= 0);
  // That is what unicast_fault_no_peer is for.
  if (isFault) return { at, message: `${what}; the instance stays in FAULT`, severity: "info" };
  return { at, message: `${what}; adverts are sent by multicast` };
}
