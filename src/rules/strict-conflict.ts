import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Instance, isRefusedUnicast } from "../semantic/instances.js";
import type { Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "strict-conflict",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  needs: ["global_defs/vrrp_strict", "vrrp_instance/strict_mode"],
  summary: "A setting that strict mode rejects or drops.",
  why: `In strict mode unicast peers stop VRRP entirely if the interface supports multicast; authentication, a state
that contradicts the priority and other settings are dropped, so the node does neither what its file says nor what its
peers do.`,
  how: "Remove vrrp_strict (or strict_mode), or the setting.",
  keepalived:
    "Names the instance without a line number and exits with status 5; does not report unicast peers from 2.2.5 to 2.3.4, which start.",
  source: "vrrp.c:vrrp_complete_instance",
  keywords: [
    "global_defs/vrrp_strict",
    "vrrp_instance/strict_mode",
    "vrrp_instance/unicast_peer",
    "vrrp_instance/authentication",
    "vrrp_instance/state",
    "vrrp_instance/vmac_xmit_base",
  ],
  examples: {
    bad: `global_defs {
    vrrp_strict
}
vrrp_instance VI_1 {
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
    for (const instance of node.instances) {
      if (instance.isStrict.value !== true) continue;
      const related = [{ at: instance.isStrict.at, message: "strict mode here" }];
      for (const conflict of conflicts(instance, node.target)) yield { ...conflict, related };
    }
  },
});

/** preempt_delay, accept, a missing address and the first IPv6 address have rules of their own. */
function* conflicts(instance: Instance, target: string | undefined): Generator<Finding> {
  const { block, peers, authentication, priority, state } = instance;
  const [peer] = peers;
  if (peer !== undefined && isRefusedUnicast(instance, target)) {
    yield {
      at: peer.word,
      message: `unicast peer ${peer.address} in strict mode; keepalived rejects the configuration`,
    };
  }
  if (block.authentication?.authType !== undefined && authentication.kind === "none") {
    yield dropped(block.authentication.authType, "authentication");
  }
  if (block.state?.value !== undefined && state.value !== undefined && state.value !== block.state.value) {
    const message = `state ${block.state.value} contradicts priority ${priority.value} in strict mode; keepalived uses ${state.value}`;
    yield { at: block.state.word, message };
  }
  for (const [setting, isWrong] of settings(instance)) {
    if (setting !== undefined && isWrong) yield dropped(setting, setting.place.name);
  }
}

/** Settings that strict mode sets back when they have another value than its own. */
function settings({ block, family }: Instance): readonly (readonly [Setting<unknown, unknown> | undefined, boolean])[] {
  const { version, vmacXmitBase, downTimerAdverts, garpLowerPrioRepeat, garpLowerPrioDelay } = block;
  const { lowerPrioNoAdvert, higherPrioSendAdvert } = block;
  return [
    [version, family === 6 && version?.value === 2],
    [vmacXmitBase, block.useVmac.length > 0],
    [downTimerAdverts, downTimerAdverts?.value !== undefined && downTimerAdverts.value !== 3],
    [garpLowerPrioRepeat, (garpLowerPrioRepeat?.value ?? 0) > 0],
    [garpLowerPrioDelay, (garpLowerPrioDelay?.value ?? 0) > 0],
    [lowerPrioNoAdvert, lowerPrioNoAdvert?.value === false],
    [higherPrioSendAdvert, higherPrioSendAdvert?.value === true],
    [block.noVirtualIpaddress, true],
    [block.authHmac?.mode, block.authHmac?.mode?.value !== undefined && block.authHmac.mode.value !== "enforce"],
  ];
}

const dropped = (setting: Setting<unknown, unknown>, what: string): Finding => ({
  at: setting.word,
  message: `${what} has no effect in strict mode; keepalived drops it`,
});
