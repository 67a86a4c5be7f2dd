import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import type { ScriptCommand } from "../semantic/scripts.js";
import { askedServices, type ServiceWords, stoppedServices } from "../semantic/service-commands.js";
import type { Tracker } from "../semantic/trackers.js";

export default defineNodeRule({
  name: "check-of-stopped-service",
  group: "tracking",
  isUnreported: true,
  severity: "error",
  judges: "pair",
  needs: ["vrrp_instance", "vrrp_sync_group"],
  summary: "A check asks for the service that notify_backup or notify_fault stops.",
  why: `A node that becomes BACKUP stops the service, so its check fails. Without a weight it goes to FAULT and cannot take
over: when all nodes have started, the address is on none of them. With a weight every BACKUP lacks it, so a failing
service never moves the address, and a node that comes back does not get it again.`,
  how: "Let the service run on all nodes, or check something that a BACKUP has too, such as its configuration or its disk.",
  keepalived: "Does not detect this.",
  source:
    "vrrp_notify.c:notify_instance_exec; measured with 2.2.7 and 2.4.3 between two nodes, with and without a weight",
  keywords: [
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/track_script",
    "vrrp_instance/track_process",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_haproxy {
    script "/usr/bin/systemctl is-active --quiet haproxy.service"
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_haproxy
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
    notify_master "/usr/bin/systemctl start haproxy"
    notify_backup "/usr/bin/systemctl stop haproxy"
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_haproxy {
    script "/usr/sbin/haproxy -c -q -f /etc/haproxy/haproxy.cfg"
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    track_script {
        chk_haproxy
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
    notify_master "/usr/bin/systemctl start haproxy"
    notify_backup "/usr/bin/systemctl stop haproxy"
}
`,
  },

  *check(node) {
    const commands = node.scripts.filter(({ keyword }) => keyword === "notify_backup" || keyword === "notify_fault");
    const stops = commands.map((command) => ({ command, ...stoppedServices(command) }));
    if (stops.every(({ names }) => names.length === 0)) return;
    const asks = new Map(node.scripts.map((command) => [command.parent, command]));
    for (const instance of node.instances) {
      const holders: readonly unknown[] = [instance.block, node.groupOf(instance)?.block];
      for (const stop of stops.filter((one) => holders.includes(one.command.parent))) {
        yield* findingsOf(stop, instance, node, asks);
      }
    }
  },
});

interface Stop extends ServiceWords {
  readonly command: ScriptCommand;
}

function* findingsOf(
  { command, names, isGuess }: Stop,
  instance: Instance,
  node: Node,
  asks: ReadonlyMap<unknown, ScriptCommand>,
): Generator<Finding> {
  for (const tracker of node.trackers(instance)) {
    const { weight, ignored, reverse, definition } = tracker;
    if (ignored !== undefined || weight === undefined || reverse || definition === undefined) continue;
    // FAULT has another cause where the check only weighs.
    if (weight !== 0 && command.keyword === "notify_fault") continue;
    const asked = askedBy(tracker, asks);
    const service = asked.names.find((one) => names.includes(one));
    if (service === undefined) continue;
    const finding = report(command, service, tracker, weight);
    yield isGuess || asked.isGuess
      ? { ...finding, message: `${finding.message}${GUESSED}`, severity: "warning" }
      : finding;
  }
}

const GUESSED = " (going by the name of a script)";

function askedBy(
  { kind, definition }: Tracker,
  asks: ReadonlyMap<unknown, ScriptCommand>,
): Pick<ServiceWords, "names" | "isGuess"> {
  const block = definition?.block as { readonly process?: { readonly value?: string } } | undefined;
  if (kind === "process") {
    const path = block?.process?.value;
    return { names: path === undefined ? [] : [path.slice(path.lastIndexOf("/") + 1)], isGuess: false };
  }
  const command = kind === "script" ? asks.get(definition?.block) : undefined;
  return command === undefined ? { names: [], isGuess: false } : askedServices(command);
}

function report(command: ScriptCommand, service: string, { target, word }: Tracker, weight: number): Finding {
  const { keyword, at } = command;
  const fact = `${keyword} stops ${service}, which ${target ?? "a check"} checks`;
  const related = [{ at: word, message: "tracked here" }];
  const help = "Let the service run on every node, or check something that does not depend on it.";
  if (weight !== 0) {
    const message = `${fact}; in BACKUP the check always fails, so the priority there is always ${Math.abs(weight)} lower`;
    return { at, message, related, help, severity: "warning" };
  }
  if (keyword === "notify_fault")
    return { at, message: `${fact}; the node cannot leave FAULT by itself`, related, help, severity: "warning" };
  return { at, message: `${fact}; a node in BACKUP goes to FAULT and cannot take over`, related, help };
}
