import { compareReleases } from "../evaluate/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Server } from "../semantic/real-servers.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { otherPort } from "../semantic/virtual-services.js";

export default defineNodeRule({
  name: "sorry-server-conflict",
  group: "lvs",
  severity: "warning",
  judges: "pair",
  summary: "The sorry server contradicts the real servers, the virtual port, or the order of its own lines.",
  why: `When the real servers come back, keepalived changes the one IPVS entry that both share: with different
settings the service can stay on the sorry server. With DR or TUN, a port other than the virtual one gets no traffic.`,
  how: "Give both the same `inhibit_on_failure` setting, use the virtual port, and put `sorry_server` before its options.",
  keepalived: "Reports it and exits with status 5; only options before `sorry_server` have a line number.",
  source: "check_data.c:validate_check_config, check_parser.c:ssvri_handler, check_parser.c:ss_forwarding_handler",
  keywords: [
    "virtual_server/sorry_server",
    "virtual_server/sorry_server_inhibit",
    "virtual_server/sorry_server_lvs_method",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    sorry_server 198.51.100.1 80
    real_server 198.51.100.1 80 {
        inhibit_on_failure
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    sorry_server 198.51.100.9 80
    real_server 198.51.100.1 80 {
        inhibit_on_failure
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      for (const { statement, place } of server.sorryTooEarly) {
        const at = statement.keyword;
        const what = server.sorryServer === undefined ? "has no sorry_server to apply to" : "comes before sorry_server";
        if (at !== undefined) yield { at, message: `${place.name} ${what}; keepalived ignores it` };
      }
      const sorry = server.sorryServer;
      if (sorry === undefined) continue;
      yield* sameServer(sorry, server, node.target);
      yield* portConflict(sorry, server);
    }
  },
});

function* sameServer(
  sorry: Server,
  { realServers }: EffectiveVirtualServer,
  target: string | undefined,
): Generator<Finding> {
  const same = realServers.find(
    ({ address, port }) => address !== undefined && address.address === sorry.address?.address && port === sorry.port,
  );
  if (same === undefined || same.inhibit.value === undefined) return;
  const related = [{ at: same.head, message: "real_server here" }];
  const who = `sorry_server ${sorry.head.value} is also a real server`;
  if (same.inhibit.value !== sorry.inhibit.value) {
    const message = `${who}, but inhibiting is ${onOff(same.inhibit.value)} there and ${onOff(sorry.inhibit.value)} here`;
    yield { at: sorry.head, message, related };
  } else if (target !== undefined && compareReleases(target, "2.0.19") < 0) {
    yield { at: sorry.head, message: `${who}, which only works since 2.0.19`, related };
  }
}

const onOff = (isOn: boolean | undefined): string => (isOn === true ? "on" : "off");

/** For firewall marks alone the port has no effect at all, which fwmark-port-ignored reports. */
function* portConflict(sorry: Server, server: EffectiveVirtualServer): Generator<Finding> {
  const service = otherPort(sorry, server);
  if (service === undefined || sorry.portWord === undefined) return;
  const { port, at, what } = service;
  const message = `port ${sorry.port} of sorry_server differs from ${port} of ${what}, and ${sorry.method.value} cannot change it`;
  yield { at: sorry.portWord, message, related: [{ at, message: "the service is here" }] };
}
