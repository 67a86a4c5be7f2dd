import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { GlobalDefs, Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "global-settings-conflict",
  group: "schema",
  severity: "error",
  judges: "pair",
  summary: "Two global settings of which keepalived drops one: firewalls, FIFOs, buffer sizes.",
  why: `The dropped setting was meant to block packets to the virtual addresses, or to notify another program about
the state. Nothing else shows that it has no effect.`,
  how: "Keep one of the two, or give them different names.",
  keepalived:
    "Logs most of them, which a configuration test does not show; reports some with a line number and exits with status 5.",
  source:
    "global_data.c:init_global_data, global_parser.c:vrrp_iptables_handler, global_parser.c:vrrp_ipsets_handler, vrrp.c:vrrp_complete_init",
  keywords: [
    "global_defs/vrrp_iptables",
    "global_defs/vrrp_ipsets",
    "global_defs/nftables",
    "global_defs/vrrp_notify_fifo",
    "global_defs/lvs_notify_fifo",
    "global_defs/vrrp_rx_bufs_policy",
  ],
  examples: {
    bad: `global_defs {
    vrrp_iptables VRRP_IN VRRP_OUT
    nftables keepalived
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    nftables keepalived
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const globals = node.ast.globalDefs;
    if (globals === undefined) return;
    yield* firewalls(globals, node.isComplete);
    yield* fifos(globals);
  },
});

const keywordOf = ({ statement }: Setting) => statement.keyword ?? statement.token;

function* firewalls(globals: GlobalDefs, isComplete: boolean): Generator<Finding> {
  const { vrrpIptables, vrrpIpsets, nftables, vrrpRxBufsPolicy } = globals;
  if (vrrpIptables !== undefined && nftables !== undefined) {
    const message = "vrrp_iptables has no effect together with nftables";
    yield {
      at: keywordOf(vrrpIptables),
      message,
      help: "Remove one of the two.",
      related: [{ at: keywordOf(nftables), message: "nftables is set here" }],
    };
  }
  const [input, output] = vrrpIptables?.statement.args ?? [];
  if (input !== undefined && output !== undefined && input.value === output.value) {
    yield {
      at: output,
      message: `vrrp_iptables names the chain ${output.value} twice`,
      help: "Use two different chains.",
    };
  }
  // Without names it turns the sets off.
  const sets = vrrpIpsets?.statement.args ?? [];
  if (vrrpIpsets !== undefined && sets.length > 0 && vrrpIptables === undefined && isComplete) {
    yield { at: keywordOf(vrrpIpsets), message: "vrrp_ipsets has no effect without vrrp_iptables" };
  }
  const repeat = sets.find(({ value }, index) => sets.findIndex((other) => other.value === value) < index);
  if (repeat !== undefined)
    yield { at: repeat, message: `vrrp_ipsets names the set ${repeat.value} twice`, help: "Use different sets." };
  const policies = vrrpRxBufsPolicy?.statement.args ?? [];
  const [policy, second] = policies;
  if (policy !== undefined && second !== undefined && policy.value.toUpperCase() !== second.value.toUpperCase()) {
    const message = `"${second.value}" conflicts with "${policy.value}" in vrrp_rx_bufs_policy`;
    yield { at: second, message, help: "Keep one policy." };
  }
}

function* fifos(globals: GlobalDefs): Generator<Finding> {
  const { notifyFifo, vrrpNotifyFifo, lvsNotifyFifo, vrrpNotifyFifoScript, lvsNotifyFifoScript } = globals;
  const first = notifyFifo?.value;
  for (const setting of [vrrpNotifyFifo, lvsNotifyFifo]) {
    if (setting?.value === undefined || first === undefined || setting.value !== first) continue;
    yield {
      at: setting.word,
      message: `${setting.place.name} ${setting.value} is also the global notify_fifo`,
      help: "Use a different FIFO.",
    };
  }
  const isShared = lvsNotifyFifo?.value !== undefined && lvsNotifyFifo.value === vrrpNotifyFifo?.value;
  if (
    isShared &&
    vrrpNotifyFifoScript !== undefined &&
    lvsNotifyFifoScript !== undefined &&
    lvsNotifyFifo.value !== first
  ) {
    const message = "lvs_notify_fifo_script never runs: it shares the FIFO of vrrp_notify_fifo_script";
    yield { at: keywordOf(lvsNotifyFifoScript), message, help: "Use a separate FIFO for lvs_notify_fifo." };
  }
}
