import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule } from "../lint/define-rule.js";

/** First release with vrrp_track_process. */
const FIRST_WITH_PROCESSES = "2.0.11";

/**
 * Commands that ask what a vrrp_track_process asks: whether a process of one name runs (track_process.c). Several names,
 * patterns, users, whole command lines (pgrep -f), scripts by name (pidof -x) and units of systemd are another question.
 */
const ASKS =
  /^(?:pidof(?: -[sqz]+)*|pgrep(?: -[xcl]+)*|killall(?: -[qve]+)* (?:-0|-s 0|--signal[ =]0)(?: -[qve]+)*) ([\w./+@][\w./+@-]*)$/;

export default defineNodeRule({
  name: "prefer-track-process",
  group: "tracking",
  isUnreported: true,
  severity: "info",
  summary: "A script only checks whether a process is running.",
  why: `A script costs a new process for each run and notices the end of a service only at its next run.
vrrp_track_process is notified by the kernel at once.`,
  how: "Define a vrrp_track_process and list it in track_process.",
  ignoreWhen: "The kernel does not report process events (CONFIG_PROC_EVENTS), as in most containers and on OpenWrt.",
  keepalived: "Does not detect this.",
  source: "vrrp_track.c, track_process.c; acassen/keepalived#2184",
  keywords: ["vrrp_script/script", "vrrp_track_process"],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/bin/pgrep -x nginx"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
`,
    good: `vrrp_track_process web {
    process nginx
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_process {
        web
    }
}
`,
  },

  *check(node) {
    if (node.target !== undefined && compareReleases(node.target, FIRST_WITH_PROCESSES) < 0) return;
    for (const { words, keyword, setting } of node.scripts) {
      const [program, ...others] = words;
      if (program === undefined || setting.place.parent?.name !== "vrrp_script") continue;
      const name = program.value.slice(program.value.lastIndexOf("/") + 1);
      const path = ASKS.exec([name, ...others.map(({ value }) => value)].join(" "))?.[1];
      if (path === undefined) continue;
      const process = path.slice(path.lastIndexOf("/") + 1);
      // That keepalived runs it knows itself, which check-of-keepalived reports.
      if (process === "keepalived") continue;
      yield {
        at: program.at,
        message: `${keyword} only checks whether a process "${process}" is running`,
        help: `Use a vrrp_track_process with "process ${process}", which needs no script.`,
      };
    }
  },
});
