import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { GlobalDefs, Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "global-settings-conflict",
  group: "schema",
  severity: "error",
  summary: "Two global settings of which keepalived drops one: firewalls, FIFOs, buffer sizes.",
  why: `What is dropped was to keep packets for the virtual addresses out, or to tell another program about the state. Nothing else
shows that it does not.`,
  how: "Keep one of the two, or give them different names.",
  keepalived: "Logs most of them, which a config test does not show; some it reports with a line and exits 5.",
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
    const message = "vrrp_iptables beside nftables does nothing; expected one of the two";
    yield {
      at: keywordOf(vrrpIptables),
      message,
      related: [{ at: keywordOf(nftables), message: "nftables is set here" }],
    };
  }
  const [input, output] = vrrpIptables?.statement.args ?? [];
  if (input !== undefined && output !== undefined && input.value === output.value) {
    yield { at: output, message: `vrrp_iptables with ${output.value} twice; expected two chains` };
  }
  if (vrrpIpsets !== undefined && vrrpIptables === undefined && isComplete) {
    yield { at: keywordOf(vrrpIpsets), message: "vrrp_ipsets without vrrp_iptables does nothing" };
  }
  const sets = vrrpIpsets?.statement.args ?? [];
  const repeat = sets.find(({ value }, index) => sets.findIndex((other) => other.value === value) < index);
  if (repeat !== undefined)
    yield { at: repeat, message: `vrrp_ipsets with ${repeat.value} twice; expected different sets` };
  const policies = vrrpRxBufsPolicy?.statement.args ?? [];
  const [policy, second] = policies;
  if (policy !== undefined && second !== undefined && policy.value.toUpperCase() !== second.value.toUpperCase()) {
    yield { at: second, message: `${second.value} beside ${policy.value} in vrrp_rx_bufs_policy; expected one policy` };
  }
}

function* fifos(globals: GlobalDefs): Generator<Finding> {
  const { notifyFifo, vrrpNotifyFifo, lvsNotifyFifo, vrrpNotifyFifoScript, lvsNotifyFifoScript } = globals;
  const first = notifyFifo?.value;
  for (const setting of [vrrpNotifyFifo, lvsNotifyFifo]) {
    if (setting?.value === undefined || first === undefined || setting.value !== first) continue;
    yield {
      at: setting.word,
      message: `${setting.place.name} ${setting.value} is the global notify_fifo too; expected another name`,
    };
  }
  const isShared = lvsNotifyFifo?.value !== undefined && lvsNotifyFifo.value === vrrpNotifyFifo?.value;
  if (
    isShared &&
    vrrpNotifyFifoScript !== undefined &&
    lvsNotifyFifoScript !== undefined &&
    lvsNotifyFifo.value !== first
  ) {
    const message =
      "lvs_notify_fifo_script on the FIFO of vrrp_notify_fifo_script does not run; expected a FIFO of its own";
    yield { at: keywordOf(lvsNotifyFifoScript), message };
  }
}
