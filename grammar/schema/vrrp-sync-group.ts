import { wordListEntry } from "./entries/tracking.js";
import { bool, flag, script } from "./parts.js";
import { trackedBfdInstances, trackedFiles, trackedInterfaces, trackedProcesses, trackedScripts } from "./tracking.js";
import type { Keyword } from "./types.js";
import { name, reference } from "./values.js";

/** Instances that change their state together. */
export const vrrpSyncGroup = {
  kind: "block",
  summary: "Instances that change their state together: when one cannot be master, none is.",
  args: [name("vrrp_sync_group")],
  multiple: "first-warned",
  missingArg: "block-skipped",
  extraArgs: "block-skipped",
  condition: ["_WITH_VRRP_"],
  process: "vrrp",
  source: "vrrp_parser.c:vrrp_sync_group_handler",
  block: {
    occurs: "many",
    occursNote: "each name once; a second one of the same name is reported and skipped",
    emptyBody: "reported; block removed",
    requires: ["group"],
  },
  children: {
    group: {
      kind: "list",
      summary: "The instances of the group.",
      required: true,
      multiple: "first-warned",
      extraArgs: "error",
      source: "vrrp_parser.c:vrrp_group_handler",
      block: {
        occurs: "merged",
        occursNote: "once; a second list is reported and skipped",
        emptyBody: "error reported",
        separator: "whitespace",
        entryArg: reference("vrrp_instance", "instance"),
      },
      entry: wordListEntry,
    },
    track_interface: { ...trackedInterfaces, since: "2.0.0", source: "vrrp_parser.c:vrrp_group_track_if_handler" },
    track_script: { ...trackedScripts, since: "2.0.0", source: "vrrp_parser.c:vrrp_group_track_scr_handler" },
    track_file: { ...trackedFiles, source: "vrrp_parser.c:vrrp_group_track_file_handler" },
    track_process: { ...trackedProcesses, source: "vrrp_parser.c:vrrp_group_track_process_handler" },
    track_bfd: { ...trackedBfdInstances, source: "vrrp_parser.c:vrrp_group_track_bfd_handler" },
    notify_backup: {
      ...script,
      summary: "Command that runs when the group becomes backup.",
      source: "vrrp_parser.c:vrrp_gnotify_backup_handler",
    },
    notify_master: {
      ...script,
      summary: "Command that runs when the group becomes master.",
      source: "vrrp_parser.c:vrrp_gnotify_master_handler",
    },
    notify_fault: {
      ...script,
      summary: "Command that runs when the group goes to FAULT.",
      source: "vrrp_parser.c:vrrp_gnotify_fault_handler",
    },
    notify_stop: {
      ...script,
      summary: "Command that runs when keepalived stops.",
      since: "2.0.0",
      source: "vrrp_parser.c:vrrp_gnotify_stop_handler",
    },
    notify: {
      ...script,
      summary: "Command that runs at each change of the group's state, after the one for that state.",
      note: "Four arguments are added: GROUP, the name, the state and the priority.",
      source: "vrrp_parser.c:vrrp_gnotify_handler",
    },
    smtp_alert: {
      ...bool,
      summary: "Mails when the group changes its state.",
      defaultFrom: "global_defs.smtp_alert_vrrp",
      source: "vrrp_parser.c:vrrp_gsmtp_handler",
    },
    global_tracking: {
      ...flag,
      summary: "Was to let what one instance tracks count for the whole group.",
      since: "1.2.3",
      deprecated: {
        since: "2.0.0",
        advice: "track_interface, track_script, track_file on the group",
        report: "config-error",
      },
      note: "Also switches on sync_group_tracking_weight.",
      source: "vrrp_parser.c:vrrp_gglobal_tracking_handler",
    },
    sync_group_tracking_weight: {
      ...flag,
      summary: "Lets weights of trackers change the priorities of single members, which they otherwise do not.",
      since: "2.0.0",
      source: "vrrp_parser.c:vrrp_sg_tracking_weight_handler",
    },
    notify_priority_changes: {
      ...bool,
      summary: "Writes changed priorities to the notify pipes too.",
      defaultFrom: "global_defs.vrrp_notify_priority_changes",
      since: "2.2.0",
      source: "vrrp_parser.c:vrrp_sg_notify_priority_changes_handler",
    },
  },
} as const satisfies Keyword;
