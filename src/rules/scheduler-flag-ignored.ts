import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { VirtualServer } from "../semantic/virtual-servers.js";

/** Flags that count for one scheduler only; `hashed` counts for none, because services are hashed anyway. */
const SCHEDULER_OF: ReadonlyMap<string, string | undefined> = new Map([
  ["sh-port", "sh"],
  ["sh-fallback", "sh"],
  ["mh-port", "mh"],
  ["mh-fallback", "mh"],
  ["hashed", undefined],
]);

export default defineNodeRule({
  name: "scheduler-flag-ignored",
  group: "lvs",
  severity: "warning",
  summary: "A flag of the scheduler has no effect, because the scheduler above it or the protocol is another.",
  why: `The flag counts for the scheduler that is set by then. Below another one, or above the line that sets it, keepalived
ignores it: connections are spread without the fallback that the file promises.`,
  how: "Put the flag below the scheduler that it belongs to, or take it out; `ops` needs UDP.",
  keepalived: "Reports most of them with a line and exits 5; `sh-*` below `mh`, and the reverse, pass.",
  source: "check_parser.c:lbflags_handler, check_data.c:validate_check_config",
  keywords: [
    "virtual_server/flag-1",
    "virtual_server/flag-2",
    "virtual_server/flag-3",
    "virtual_server/sh-port",
    "virtual_server/sh-fallback",
    "virtual_server/mh-port",
    "virtual_server/mh-fallback",
    "virtual_server/ops",
    "virtual_server/hashed",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    sh-port
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo sh
    sh-port
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      yield* schedulerFlags(server);
      yield* onePacket(server);
    }
  },
});

function* schedulerFlags({ block }: VirtualServer): Generator<Finding> {
  let scheduler: string | undefined = "no scheduler";
  for (const { place, value, state, statement } of settingsNamed(
    block,
    "lvs_sched",
    "lb_algo",
    ...SCHEDULER_OF.keys(),
  )) {
    const at = statement.keyword;
    if (!SCHEDULER_OF.has(place.name)) {
      if (state !== "invalid") scheduler = value as string | undefined;
    } else if (at !== undefined && scheduler !== undefined && SCHEDULER_OF.get(place.name) !== scheduler) {
      const expected = SCHEDULER_OF.get(place.name);
      const why =
        expected === undefined
          ? "never has an effect"
          : `counts below lvs_sched ${expected} only; here it is ${scheduler}`;
      yield { at, message: `${place.name} ${why}` };
    }
  }
}

function* onePacket({ block, usesAddresses, protocol }: VirtualServer): Generator<Finding> {
  const [ops] = settingsNamed(block, "ops");
  if (ops === undefined || usesAddresses !== true || protocol.value === undefined || protocol.value === "UDP") return;
  const message = `ops needs protocol UDP, but it is ${protocol.value}, so it is switched off`;
  yield { at: ops.word, message, related: [{ at: protocol.at, message: "protocol here" }] };
}
