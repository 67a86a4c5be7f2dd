import type { Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { TRACK_LISTS } from "../semantic/track-lines.js";
import type { Tracker } from "../semantic/trackers.js";
import type { Setting } from "../syntax/ast.js";

export default defineNodeRule({
  name: "reverse-without-weight",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  judges: "absence",
  needs: TRACK_LISTS,
  summary: "reverse on a tracker without weight: success means FAULT.",
  why: `Without a weight a tracker decides between FAULT and normal operation. reverse inverts that, so the instance
goes down as soon as the service works. Usually a negative weight was meant.`,
  how: "Remove reverse, or use a negative weight to lower the priority on failure.",
  ignoreWhen: "The instance is meant to stop while something is running, such as a backup or maintenance.",
  keepalived: "Does not detect this.",
  source: "vrrp_track.c:initialise_interface_tracking_priorities, acassen/keepalived#2103",
  keywords: [
    "vrrp_instance/track_script",
    "vrrp_instance/track_file",
    "vrrp_instance/track_process",
    "vrrp_instance/track_interface",
    "vrrp_instance/track_bfd",
    "vrrp_script/weight",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_interface {
        eth1 weight 0 reverse
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_interface {
        eth1 weight -60
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const seen = new Set<Word>();
    for (const instance of node.instances) {
      for (const tracker of node.trackers(instance)) {
        // A file with reverse says that 0 is the bad value, which is a way to use files.
        const isMeant = tracker.kind === "file" || tracker.weight !== 0 || tracker.lostWeight !== undefined;
        if (!tracker.reverse || isMeant || tracker.ignored !== undefined) continue;
        const at = place(tracker);
        if (seen.has(at)) continue;
        seen.add(at);
        const { kind, target } = tracker;
        yield {
          at,
          message: `reverse without weight: the instance goes to FAULT when ${kind === "script" ? "" : `${kind} `}${target ?? "?"} ${SUCCESS[kind]}`,
          help: "Use a negative weight.",
        };
      }
    }
  },
});

const SUCCESS: Readonly<Record<Tracker["kind"], string>> = {
  script: "succeeds",
  process: "is running",
  file: "is not 0",
  interface: "is up",
  bfd: "is up",
};

/** The word `reverse` on the line, else that of the definition, else the name. */
function place({ word, line, definition }: Tracker): Word {
  const own = line?.reverse === true ? line.entry.statement.words.at(3) : undefined;
  if (own !== undefined || line?.weightWord !== undefined) return own ?? line?.weightWord ?? word;
  const weight = definition?.block as
    | { readonly weight?: Setting<number, { readonly reverse?: { readonly word: Word } }> }
    | undefined;
  return weight?.weight?.args.reverse?.word ?? word;
}
