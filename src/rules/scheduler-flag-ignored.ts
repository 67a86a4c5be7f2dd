import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";

/** Flags that apply to one scheduler only; `hashed` applies to none, because services are hashed anyway. */
const SCHEDULER_OF: ReadonlyMap<string, string | undefined> = new Map([
  ["sh-port", "sh"],
  ["sh-fallback", "sh"],
  ["mh-port", "mh"],
  ["mh-fallback", "mh"],
  ["hashed", undefined],
]);

const SCHEDULERS_AND_FLAGS = ["lvs_sched", "lb_algo", ...SCHEDULER_OF.keys()];

export default defineNodeRule({
  name: "scheduler-flag-ignored",
  group: "lvs",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  summary: "A scheduler flag has no effect, because of the scheduler set before it or because of the protocol.",
  why: `The flag applies to the scheduler that is set at that point. After another scheduler, or before the line that
sets it, keepalived ignores the flag: connections are distributed without the fallback that the file promises.`,
  how: "Put the flag after the scheduler that it belongs to, or remove it; `ops` requires UDP.",
  keepalived:
    "Reports most of them with a line number and exits with status 5; does not detect `sh-*` after `mh`, and the reverse.",
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

function* schedulerFlags({ block }: EffectiveVirtualServer): Generator<Finding> {
  let scheduler: string | undefined = "not set";
  for (const { place, value, state, statement } of settingsNamed(block, ...SCHEDULERS_AND_FLAGS)) {
    const at = statement.keyword;
    if (!SCHEDULER_OF.has(place.name)) {
      if (state !== "invalid") scheduler = value as string | undefined;
    } else if (at !== undefined && scheduler !== undefined && SCHEDULER_OF.get(place.name) !== scheduler) {
      const wanted = SCHEDULER_OF.get(place.name);
      const why =
        wanted === undefined
          ? "has no effect with any scheduler"
          : `only applies to lvs_sched ${wanted}; here the scheduler is ${scheduler}`;
      yield { at, message: `${place.name} ${why}` };
    }
  }
}

function* onePacket({ block, usesAddresses, protocol }: EffectiveVirtualServer): Generator<Finding> {
  const [ops] = settingsNamed(block, "ops");
  if (ops === undefined || usesAddresses !== true || protocol.value === undefined || protocol.value === "UDP") return;
  const message = `ops requires protocol UDP, but it is ${protocol.value}; keepalived disables ops`;
  yield { at: ops.word, message, related: [{ at: protocol.at, message: "protocol here" }] };
}
