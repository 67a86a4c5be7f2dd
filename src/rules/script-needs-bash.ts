import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Bashism, findBashism } from "../semantic/bash-syntax.js";
import type { ScriptCommand } from "../semantic/scripts.js";

export default defineNodeRule({
  name: "script-needs-bash",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  fix: "unsafe",
  summary: "A command uses /dev/tcp or another feature of bash, but /bin/sh runs it.",
  why: `keepalived gives a command that starts with </ to /bin/sh. On Debian and Ubuntu that is dash, which has no
/dev/tcp: the check fails each time it runs, whether the port is open or not. The same line works where /bin/sh is bash.`,
  how: `Name bash in the command: "/bin/bash -c '</dev/tcp/127.0.0.1/80'".`,
  ignoreWhen: "All machines that read the file have bash as /bin/sh.",
  keepalived: "Does not detect this; the running daemon logs that the script exits with status 2.",
  source: "notify.c:check_script_secure, notify.c:system_call_script; measured with 2.4.3 and dash",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify_master",
    "vrrp_sync_group/notify_master",
    "virtual_server/real_server/MISC_CHECK/misc_path",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_port {
    script "</dev/tcp/127.0.0.1/80"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_port
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_port {
    script "/bin/bash -c '</dev/tcp/127.0.0.1/80'"
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_port
    }
}
`,
  },

  *check(node) {
    for (const script of node.scripts) {
      const found = findBashism(script.words);
      if (found !== undefined) yield needsBash(script, found);
    }
  },
});

function needsBash(script: ScriptCommand, found: Bashism): Finding {
  const { what, shell, at } = found;
  const effect = what === "&>" ? "puts the command in the background and ignores its result" : "fails each time";
  const message = `${script.keyword}: ${shell} runs this, and only bash knows "${what}"; where sh is dash (Debian, Ubuntu) it ${effect}`;
  const fix = throughBash(script, found);
  const help = `Write /bin/bash -c '…' instead.`;
  return { at: at.at, message, help, ...(fix === undefined ? {} : { fix }) };
}

/** Offered where the whole command is what bash has to run, and its quotes do not end the new ones. */
function throughBash({ at, isQuoted, words }: ScriptCommand, { line, shell }: Bashism): Finding["fix"] {
  const [first] = words;
  const isWhole = first?.value === shell ? words.length === 3 : shell === "/bin/sh" && first?.value.startsWith("<");
  if (!isQuoted || isWhole !== true || /['"\\]/.test(line)) return undefined;
  return { title: "Run it in bash", safety: "unsafe", edits: [{ at, text: `"/bin/bash -c '${line}'"` }] };
}
