import { defineNodeRule } from "../lint/define-rule.js";
import { addLineBehind } from "../lint/edits.js";
import { isWhole } from "../semantic/whole.js";

export default defineNodeRule({
  name: "vmac-with-unicast",
  group: "vrrp",
  severity: "warning",
  judges: "absence",
  fix: "safe",
  needs: ["vrrp_instance/use_vmac"],
  summary: "use_vmac with unicast peers but without vmac_xmit_base.",
  why: `Unicast adverts from the virtual MAC address confuse switches and hosts, so keepalived enables vmac_xmit_base
itself and reports that as a configuration error.`,
  how: "Add vmac_xmit_base.",
  keepalived: "Names the instance, with the line number of its closing brace, and exits with status 5.",
  source: "vrrp_parser.c:vrrp_end_handler",
  keywords: ["vrrp_instance/use_vmac", "vrrp_instance/vmac_xmit_base", "vrrp_instance/unicast_peer"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
    unicast_src_ip 192.0.2.2
    unicast_peer {
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    use_vmac
    vmac_xmit_base
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
    for (const { block, peers, isStrict, interface: device } of node.instances) {
      const [vmac] = block.useVmac;
      const [peer] = peers;
      // Strict mode rejects unicast, and drops vmac_xmit_base.
      if (vmac === undefined || peer === undefined || isStrict.value !== false) continue;
      if (block.vmacXmitBase !== undefined || device.value === undefined || !isWhole(block, node)) continue;
      const { statement } = vmac;
      yield {
        at: statement.keyword ?? vmac.word,
        message: "use_vmac with unicast peers requires vmac_xmit_base; keepalived enables it",
        related: [{ at: peer.word, message: "unicast peer here" }],
        fix: { title: "Add vmac_xmit_base", safety: "safe", edits: [addLineBehind(statement, "vmac_xmit_base")] },
      };
    }
  },
});
