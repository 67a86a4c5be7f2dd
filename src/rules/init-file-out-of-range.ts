import { defineNodeRule } from "../lint/define-rule.js";
import type { Value } from "../syntax/arguments.js";
import type { Setting } from "../syntax/ast.js";

/** Above it no value changes a priority more (track_file.c:track_file_init_handler). */
const LARGEST = 254;

export default defineNodeRule({
  name: "init-file-out-of-range",
  group: "tracking",
  severity: "warning",
  judges: "pair",
  summary: "init_file has a value that no weight can use.",
  why: `The content of a track file is added to a priority of at most 254. A value beyond that is treated as the end
of the range, which for a file without a weight means FAULT, or a priority of 254.`,
  how: "Use a value between -254 and 254.",
  keepalived: "Reports it with a line number, writes the value to the file, and exits with status 5.",
  source: "track_file.c:track_file_init_handler",
  keywords: ["track_file/init_file", "vrrp_track_file/init_file"],
  examples: {
    bad: `track_file load {
    file /run/keepalived/load
    init_file 300
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_file {
        load
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `track_file load {
    file /run/keepalived/load
    init_file 30
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_file {
        load
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const setting of [...node.all("track_file/init_file"), ...node.all("vrrp_track_file/init_file")]) {
      const value = (setting as Setting<number>).args.value as Value<number> | undefined;
      if (value?.value === undefined || Math.abs(value.value) <= LARGEST) continue;
      yield { at: value.word, message: `init_file ${value.value} is out of range (-${LARGEST} to ${LARGEST})` };
    }
  },
});
