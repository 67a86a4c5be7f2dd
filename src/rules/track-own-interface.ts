import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeEntry } from "../lint/remove-entry.js";
import type { Instance } from "../semantic/instances.js";
import type { SyncGroup } from "../semantic/sync-groups.js";
import type { TrackLine } from "../semantic/track-lines.js";
import { ownInterface } from "../semantic/trackers.js";

export default defineNodeRule({
  name: "track-own-interface",
  group: "tracking",
  severity: "info",
  judges: "pair",
  fix: "safe",
  needs: ["vrrp_instance/track_interface", "vrrp_sync_group/track_interface"],
  summary: "track_interface lists the instance's own interface, which is tracked anyway.",
  why: `keepalived ignores the line, and its configuration test fails because of it, which stops pipelines that run
it. With a weight, or together with dont_track_primary, the line was meant to do something that it does not do.`,
  how: "Remove the line. The own interface cannot be tracked with a weight; dont_track_primary stops tracking it.",
  keepalived: 'Reports "Ignoring track_interface … since own interface" without a line number and exits with status 5.',
  source: "vrrp.c:vrrp_complete_instance; measured with 2.2.7, also with a weight and with dont_track_primary",
  keywords: ["vrrp_instance/track_interface", "vrrp_instance/interface"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_interface {
        eth0
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
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      for (const { ignored, line } of node.trackers(instance)) {
        if (ignored === "own-interface" && line !== undefined) yield ownLine(line, instance);
      }
    }
    for (const group of node.syncGroups) yield* groupLines(group);
  },
});

function ownLine(line: TrackLine, instance: Instance): Finding {
  const { word, weight, entry } = line;
  const what = `track_interface ${word.value}`;
  const { dontTrackPrimary } = instance.block;
  if (dontTrackPrimary !== undefined) {
    const related = [{ at: dontTrackPrimary.word, message: "not tracked because of this" }];
    const message = `${what} is ignored because it is the instance's own interface, which dont_track_primary leaves untracked`;
    return { at: word, message, severity: "warning", related };
  }
  if (typeof weight === "number" && weight !== 0) {
    return {
      at: word,
      message: `${what} is the instance's own interface, which is tracked without weight; weight ${weight} is ignored`,
      severity: "warning",
    };
  }
  const fix: Finding["fix"] = { title: "Remove the line", safety: "safe", edits: [removeEntry(instance.block, entry)] };
  return { at: word, message: `${what} is the instance's own interface, which is tracked anyway`, fix };
}

/** A line of a group is one for all members; for the others it may mean something, so it has no fix. */
function* groupLines({ lines, instances }: SyncGroup): Generator<Finding> {
  for (const { kind, target, word, isMalformed } of lines) {
    if (kind !== "interface" || target === undefined || isMalformed) continue;
    const owner = instances.find((one) => ownInterface(one) === target && one.block.dontTrackPrimary === undefined);
    if (owner === undefined) continue;
    const message = `track_interface ${target} is the own interface of ${owner.name ?? "a member"}, which is tracked anyway`;
    yield { at: word, message, related: [{ at: owner.interface.at, message: `interface ${target} here` }] };
  }
}
