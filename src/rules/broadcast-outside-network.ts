import { defineNodeRule } from "../lint/define-rule.js";
import { entryLines } from "../semantic/entry-lines.js";
import { type IpPrefix, inSameNetwork, readAddress } from "../syntax/addresses.js";

export default defineNodeRule({
  name: "broadcast-outside-network",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  needs: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded", "static_ipaddress"],
  summary: "The broadcast address of a virtual address is outside its network.",
  why: `Prefix and broadcast address contradict each other, so one of them is a slip. With too long a prefix hosts of the subnet
are taken for foreign ones and are not answered directly; broadcasts go to an address that no other host listens on.`,
  how: "Correct the prefix, or write brd +: keepalived then uses the last address of the network.",
  keepalived: "Does not detect this, and sets both as they are written.",
  source: "vrrp_ipaddress.c:parse_ipaddress; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded", "static_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        172.16.4.100/24 brd 172.16.255.255
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        172.16.4.100/16 brd 172.16.255.255
    }
}
`,
  },

  *check(node) {
    if (node.options.length === 0) return;
    for (const line of entryLines(node)) {
      const [address, broadcast] = [line.value("address"), line.value("broadcast")];
      const network = address?.value as IpPrefix | undefined;
      if (address === undefined || network?.prefix === undefined || broadcast === undefined) continue;
      if (!isOutside(network, network.prefix, broadcast.word.value)) continue;
      yield {
        at: broadcast.word,
        message: `broadcast address ${broadcast.word.value} is outside ${network.address}/${network.prefix}; prefix and broadcast address contradict each other`,
        related: [{ at: address.word, message: "the address with its prefix" }],
        help: "Correct the prefix or the broadcast address.",
      };
    }
  },
});

/** A longer prefix leaves no broadcast address at all, which address-option-conflict reports. */
const LONGEST = 30;

function isOutside(address: IpPrefix, prefix: number, written: string): boolean {
  const broadcast = readAddress(written);
  if (broadcast?.family !== 4 || address.family !== 4 || prefix > LONGEST) return false;
  return !inSameNetwork(address, broadcast, prefix);
}
