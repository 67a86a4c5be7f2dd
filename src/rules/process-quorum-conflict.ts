import { defineNodeRule } from "../lint/define-rule.js";

export default defineNodeRule({
  name: "process-quorum-conflict",
  group: "tracking",
  severity: "error",
  judges: "pair",
  summary: "quorum of a vrrp_track_process exceeds its quorum_max.",
  why: `The second of the two lines is ignored, so the number of processes is only checked at one end.`,
  how: "Use a quorum_max that is at least quorum.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_parser.c:vrrp_tprocess_quorum_handler, vrrp_parser.c:vrrp_tprocess_quorum_max_handler",
  keywords: ["vrrp_track_process/quorum", "vrrp_track_process/quorum_max"],
  examples: {
    bad: `vrrp_track_process web {
    process nginx
    quorum 5
    quorum_max 3
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_process {
        web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_track_process web {
    process nginx
    quorum 3
    quorum_max 5
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_process {
        web
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const { quorum, quorumMax } of node.ast.vrrpTrackProcess) {
      if (quorum?.value === undefined || quorumMax?.value === undefined || quorum.value <= quorumMax.value) continue;
      yield {
        at: quorumMax.word,
        message: `quorum_max ${quorumMax.value} is below quorum ${quorum.value}; keepalived ignores the second line`,
        related: [{ at: quorum.word, message: "quorum is set here" }],
      };
    }
  },
});
