import { compareReleases } from "../evaluate/release.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { findBashism } from "../semantic/bash-syntax.js";
import type { CommandWord } from "../semantic/command-words.js";
import type { ScriptCommand } from "../semantic/scripts.js";
import { shellWord } from "../semantic/shell-syntax.js";
import { wordWithSemicolon } from "../semantic/trailing-semicolon.js";

/** Since then keepalived starts scripts without a shell. */
const FIRST_WITHOUT_SHELL = "1.4.3";

export default defineNodeRule({
  name: "script-shell-syntax",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  fix: "unsafe",
  summary: "A command uses pipes, redirections or other shell syntax, but no shell runs it.",
  why: `keepalived starts scripts itself, so | grep -q OK or > /dev/null reach the program as arguments, also where no
space separates them from a word. The check always fails, or always succeeds, and the configuration test does not
report it.`,
  how: `Put the line into a script file, or run it in a shell: "/usr/bin/sh -c 'a | b'".`,
  ignoreWhen: "The program expects such a word as an argument.",
  keepalived: "Does not detect this.",
  source: "notify.c:set_script_params_array, notify.c:system_call_script",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify",
    "vrrp_instance/notify_master",
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/notify_stop",
    "vrrp_sync_group/notify_master",
    "virtual_server/quorum_up",
    "virtual_server/quorum_down",
    "virtual_server/real_server/notify_up",
    "virtual_server/real_server/notify_down",
    "virtual_server/real_server/MISC_CHECK/misc_path",
    "global_defs/startup_script",
    "global_defs/notify_fifo_script",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web --all | grep -q OK"
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
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web --quiet"
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
  },

  *check(node) {
    if (node.target !== undefined && compareReleases(node.target, FIRST_WITHOUT_SHELL) < 0) return;
    for (const script of node.scripts) {
      // Reported by trailing-semicolon.
      if (wordWithSemicolon(script.setting.statement)?.value === ";") continue;
      // Reported by script-needs-bash.
      if (findBashism(script.words)?.at === script.words[0]) continue;
      const found = shellWord(script.words);
      if (found === undefined) continue;
      const { program = "", keyword } = script;
      const message = messageFor(keyword, program, found);
      const fix = isShell(program) ? undefined : throughShell(script);
      const help = isShell(program) ? "Put the whole line in quotes after -c." : "Run the command in a shell.";
      yield { at: found.at, message, help, ...(fix === undefined ? {} : { fix }) };
    }
  },
});

function messageFor(keyword: string, program: string, { value }: CommandWord): string {
  if (program === value)
    return `${keyword}: no shell runs this command, so "${value}" is taken as the name of the program`;
  return isShell(program)
    ? `${keyword}: "${value}" is outside what ${program} -c runs`
    : `${keyword}: no shell runs this command, so "${value}" is an argument of ${program}`;
}

/** A shell gets its line as one word; it ignores what is outside of that, as any program does. */
const isShell = (program: string): boolean => /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(program);

function throughShell({ at, command = "", isQuoted }: ScriptCommand): Finding["fix"] {
  if (!isQuoted || /['"\\]/.test(command)) return undefined;
  const edits = [{ at, text: `"/usr/bin/sh -c '${command}'"` }];
  return { title: "Run the command in a shell", safety: "unsafe", edits };
}
