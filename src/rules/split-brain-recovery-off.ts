import { type AnchorEdit, defineNodeRule } from "../lint/define-rule.js";
import { addLineBehind } from "../lint/edits.js";
import { isWhole } from "../semantic/whole.js";
import type { VrrpInstance } from "../syntax/ast.js";

export default defineNodeRule({
  name: "split-brain-recovery-off",
  group: "vrrp",
  isUnreported: true,
  severity: "info",
  judges: "absence",
  isOptIn: true,
  fix: "unsafe",
  summary: "The master does not announce its addresses again after a split brain.",
  why: `When two masters meet again, one of them steps back, and the other one does not repeat its gratuitous ARP:
neighbours that learnt the MAC address of the former keep it for minutes.`,
  how: "Set garp_master_refresh (or vrrp_garp_master_refresh in global_defs), or use a VMAC.",
  keepalived: "Does not detect this.",
  source: "vrrp.c:vrrp_state_master_rx, vrrp_parser.c:vrrp_garp_refresh_handler",
  keywords: [
    "vrrp_instance/garp_lower_prio_repeat",
    "vrrp_instance/garp_master_refresh",
    "vrrp_instance/higher_prio_send_advert",
    "vrrp_instance/lower_prio_no_advert",
    "global_defs/vrrp_garp_lower_prio_repeat",
    "global_defs/vrrp_garp_master_refresh",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    garp_master_refresh 60
    garp_master_refresh_repeat 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const globals = node.ast.globalDefs;
    if (globals !== undefined && !isWhole(globals, node)) return;
    for (const { block, head, name } of node.instances) {
      const refresh = block.garpMasterRefresh ?? globals?.vrrpGarpMasterRefresh;
      const answers = block.higherPrioSendAdvert ?? globals?.vrrpHigherPrioSendAdvert;
      const isOn = (refresh !== undefined && refresh.value !== 0) || (answers !== undefined && answers.value !== false);
      if (isOn || block.useVmac.length > 0 || !isWhole(block, node)) continue;
      const message = `${name ?? "vrrp_instance"} never repeats its gratuitous ARP`;
      const help = "Set garp_master_refresh.";
      const edit = refreshing(block);
      const fix = { title: "Set garp_master_refresh 60", safety: "unsafe" } as const;
      yield edit === undefined
        ? { at: head, message, help }
        : { at: head, message, help, fix: { ...fix, edits: [edit] } };
    }
  },
});

function refreshing({ garpMasterRefresh, virtualRouterId }: VrrpInstance): AnchorEdit | undefined {
  if (garpMasterRefresh !== undefined) return { at: garpMasterRefresh.word, text: "60" };
  return virtualRouterId && addLineBehind(virtualRouterId.statement, "garp_master_refresh 60");
}
