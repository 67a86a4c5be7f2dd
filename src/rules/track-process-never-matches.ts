import { byteLength } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Setting, VrrpTrackProcess } from "../syntax/ast.js";

/** Most that the kernel keeps of a process's name: TASK_COMM_LEN is 16 with the end mark (proc(5), /proc/pid/comm). */
const NAME_BYTES = 15;

export default defineNodeRule({
  name: "track-process-never-matches",
  group: "tracking",
  isUnreported: true,
  severity: "error",
  judges: "absence",
  needs: ["vrrp_track_process"],
  summary: "A vrrp_track_process is written so that no process can be the one.",
  why: `Without full_command and parameters keepalived compares the word with the name that the kernel keeps: the file's name
without its path, cut after 15 bytes. Parameters are compared one by one, so two of them in one pair of quotes never match.
The process is considered stopped permanently: without a weight the instance stays in FAULT.`,
  how: "Write the bare name of the program (its first 15 bytes), or add full_command; write each parameter as a word of its own.",
  keepalived: "Does not detect this.",
  source: "track_process.c:read_procs, track_process.c:check_params, vrrp_parser.c:vrrp_tprocess_process_handler",
  keywords: ["vrrp_track_process/process", "vrrp_track_process/full_command", "vrrp_track_process/param_match"],
  examples: {
    bad: `vrrp_track_process nginx {
    process /usr/sbin/nginx
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_process {
        nginx
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_track_process nginx {
    process nginx
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_process {
        nginx
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const block of node.ast.vrrpTrackProcess) {
      const { process: asked } = block;
      if (asked?.value === undefined || asked.state !== "known") continue;
      const [, ...parameters] = asked.statement.args;
      const glued = parameters.find(({ quoted, value }) => quoted && /^-\S*\s+\S/.test(value));
      if (glued !== undefined) {
        yield {
          at: glued,
          message: `"${glued.value}" is compared as one parameter; a process that was started with several never matches`,
          help: "Write each parameter as a word of its own.",
        };
      } else if (parameters.length === 0 && !usesCommandLine(block)) yield* nameFault(asked);
    }
  },
});

const usesCommandLine = ({ fullCommand, paramMatch }: VrrpTrackProcess): boolean =>
  fullCommand !== undefined || paramMatch !== undefined;

function* nameFault({ value = "", word }: Setting<string>): Generator<Finding> {
  const name = value.slice(value.lastIndexOf("/") + 1);
  const kept = firstCharacters(name);
  if (/^\.{0,2}\//.test(value)) {
    yield {
      at: word,
      message: `process "${value}" is compared with the name of a process, which has no path; it never matches`,
      help: `Use "process ${kept}", or add full_command.`,
    };
  } else if (byteLength(value) > NAME_BYTES && !/\s/.test(value)) {
    yield {
      at: word,
      message: `process "${value}" is longer than the ${NAME_BYTES} bytes that the kernel keeps of a name; it never matches`,
      help: `Use "process ${kept}", or add full_command.`,
    };
  }
}

/** As many of its characters as the kernel keeps. */
function firstCharacters(name: string): string {
  let kept = "";
  for (const character of name) {
    if (byteLength(kept + character) > NAME_BYTES) break;
    kept += character;
  }
  return kept;
}
