import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeEntry } from "../lint/remove-entry.js";
import type { Node } from "../semantic/node.js";
import { readTrackLines, TRACK_LISTS, type TrackLine } from "../semantic/track-lines.js";
import type { Tracker } from "../semantic/trackers.js";
import type { VrrpInstance, VrrpSyncGroup } from "../syntax/ast.js";

export default defineNodeRule({
  name: "duplicate-track",
  group: "tracking",
  severity: "warning",
  judges: "pair",
  tag: "unnecessary",
  fix: "safe",
  needs: TRACK_LISTS,
  summary: "The same object is tracked twice, in one list or by an instance and its sync group.",
  why: `In one list the second line is ignored, with any weight it has. Of an instance and its group only one line
takes effect: the group's, unless the instance's has no weight.`,
  how: "Keep one line, with the intended weight.",
  keepalived:
    "Reports a repeat in one list with a line number and exits with status 5; only logs a script that is tracked by both an instance and its group.",
  source: "vrrp_track.c:alloc_track_if, vrrp.c:add_vrrp_to_interface, vrrp.c:add_vrrp_to_track_script",
  keywords: [
    "vrrp_instance/track_script",
    "vrrp_instance/track_file",
    "vrrp_instance/track_process",
    "vrrp_instance/track_interface",
    "vrrp_instance/track_bfd",
    "vrrp_sync_group/track_script",
    "vrrp_sync_group/track_file",
    "vrrp_sync_group/track_process",
    "vrrp_sync_group/track_interface",
    "vrrp_sync_group/track_bfd",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_interface {
        eth1 weight 10
        eth1
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
        eth1 weight 10
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { block } of [...node.instances, ...node.syncGroups]) yield* repeats(block);
    yield* onBoth(node);
  },
});

function* repeats(block: VrrpInstance | VrrpSyncGroup): Generator<Finding> {
  const first = new Map<string, TrackLine>();
  const lines = readTrackLines(block);
  if (lines.length < 2) return;
  for (const line of lines) {
    const { kind, target, keyword, word, isMalformed } = line;
    if (target === undefined || isMalformed) continue;
    const before = first.get(`${kind} ${target}`);
    if (before === undefined) {
      first.set(`${kind} ${target}`, line);
      continue;
    }
    const related = [{ at: before.word, message: "already tracked here" }];
    const differs = weightText(line) !== weightText(before);
    const message = `${keyword} ${target} is listed twice; the second entry${differs ? ` (${weightText(line)})` : ""} is ignored`;
    if (differs) yield { at: word, message, related };
    else
      yield {
        at: word,
        message,
        related,
        fix: { title: "Remove the repeated entry", safety: "safe", edits: [removeEntry(block, line.entry)] },
      };
  }
}

/** What follows the name, as keepalived means it. */
function weightText({ weight, reverse, weightWord }: TrackLine): string {
  const direction = reverse === undefined ? "" : reverse ? " reverse" : " noreverse";
  if (weight === "none") return "without weight";
  return `weight ${weight ?? weightWord?.value ?? "?"}${direction}`;
}

/** A group that tracks the own interface of a member is reported by track-own-interface. */
function* onBoth(node: Node): Generator<Finding> {
  for (const instance of node.instances) {
    const group = node.groupOf(instance);
    if (group === undefined) continue;
    const own = ownLines(node.trackers(instance));
    for (const { kind, target, word, keyword, isMalformed } of group.lines) {
      const line = target === undefined || isMalformed ? undefined : own.get(`${kind} ${target}`);
      if (line === undefined) continue;
      const message = `${keyword} ${target} is also tracked by sync group ${group.name ?? "of the instance"}; only one of the two takes effect`;
      yield { at: line.word, message, related: [{ at: word, message: "tracked by the group here" }] };
    }
  }
}

/** The lines of the instance itself that take effect, or would without the group's. */
function ownLines(trackers: readonly Tracker[]): ReadonlyMap<string, TrackLine> {
  const lines = trackers.flatMap(({ line, ignored, kind, target, group }) => {
    const isOwn = line !== undefined && group === undefined && target !== undefined;
    return isOwn && (ignored === undefined || ignored === "on-both") ? [[`${kind} ${target}`, line] as const] : [];
  });
  return new Map(lines);
}
