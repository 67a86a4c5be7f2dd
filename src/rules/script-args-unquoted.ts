import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import type { ScriptCommand } from "../semantic/scripts.js";

/** Words that scripts are called with and that are hardly ever accounts. */
const ARGUMENT =
  /^(?:master|backup|fault|stop|deleted|start|restart|reload|up|down|add|del|delete|remove|on|off|yes|no|true|false|enable|disable|primary|secondary|slave|active|passive|instance|group|vip|\d+)$/i;

/** What an account's name is made of (useradd(8)); a group may begin with a colon. */
const ACCOUNT = /^:?(?:[a-z_][a-z0-9_.-]*\$?|\d+)?$/;

const INTERFACE = /^(?:eth|ens|enp|eno|bond|vlan|br|team|wlan|lo)\d*$/;

export default defineNodeRule({
  name: "script-args-unquoted",
  group: "tracking",
  isUnreported: true,
  severity: "error",
  judges: "line",
  yieldsTo: ["trailing-semicolon"],
  fix: "unsafe",
  summary: "Arguments of a command are outside its quotes.",
  why: `The command is one word, or one text in quotes. The words after it are a user and a group, or are ignored: the
arguments never arrive, and if no such user exists, the script is dropped and never runs.`,
  how: 'Put the program and its arguments into one pair of quotes: notify_master "/usr/local/bin/notify-vip master".',
  ignoreWhen: "The word really is the account that the script runs as, and only looks like an argument.",
  keepalived: "Does not detect this.",
  source: "notify.c:notify_script_init, vrrp_parser.c:vrrp_vscript_script_handler; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_script/script",
    "vrrp_instance/notify",
    "vrrp_instance/notify_master",
    "vrrp_instance/notify_backup",
    "vrrp_instance/notify_fault",
    "vrrp_instance/notify_stop",
    "vrrp_sync_group/notify",
    "vrrp_sync_group/notify_master",
    "vrrp_sync_group/notify_backup",
    "vrrp_sync_group/notify_fault",
    "vrrp_sync_group/notify_stop",
    "virtual_server/quorum_up",
    "virtual_server/quorum_down",
    "virtual_server/real_server/notify_up",
    "virtual_server/real_server/notify_down",
    "virtual_server/real_server/MISC_CHECK/misc_path",
  ],
  examples: {
    bad: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master /usr/local/bin/notify-vip master
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master "/usr/local/bin/notify-vip master"
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const script of node.scripts) {
      // What cannot be split, or is not known, has no words after the command.
      if (script.rest.length === 0) continue;
      const finding = script.takesUser ? asAccount(node, script) : asSurplus(script);
      if (finding !== undefined) yield finding;
    }
  },
});

function asSurplus(script: ScriptCommand): Finding {
  const message = `${script.keyword} reads only its first word`;
  return { ...span(script), message, help: HELP, ...quoteAll(script) };
}

const HELP = "Quote the whole command.";

/** The words after the command, if they cannot be meant as a user and a group. */
function asAccount(node: Node, script: ScriptCommand): Finding | undefined {
  const { keyword, user = "", group, rest } = script;
  if (isArgument(node, user)) {
    return {
      ...span(script),
      message: `"${user}" is taken as the user to run the script as`,
      help: HELP,
      ...quoteAll(script),
    };
  }
  // The first word may be an account, so what belongs in the quotes is the author's choice.
  if (group !== undefined && isArgument(node, group)) {
    return { ...span(script), message: `"${group}" is taken as the group to run the script as`, help: HELP };
  }
  if (rest.length <= 2) return undefined;
  return {
    ...span(script),
    message: `${keyword} reads only a user and a group after the command, but has ${rest.length} words`,
    help: HELP,
  };
}

const isArgument = (node: Node, name: string): boolean =>
  !ACCOUNT.test(name) ||
  ARGUMENT.test(name) ||
  INTERFACE.test(name) ||
  node.names.find("vrrp_instance", name) !== undefined;

/** From the first word that does not belong there to the last. */
function span({ written }: ScriptCommand): Pick<Finding, "at"> {
  const [, first, ...others] = written as readonly [Word, Word, ...Word[]];
  return { at: { source: first.source, start: first.start, end: others.at(-1)?.end ?? first.end } };
}

function quoteAll({ written, at }: ScriptCommand): Pick<Finding, "fix"> {
  const text = written.map(({ value }) => value).join(" ");
  const last = written.at(-1);
  const isPlain = written.every((word) => word.source === at.source && !/["'\\]/.test(word.value));
  if (last === undefined || !isPlain) return {};
  const whole = { source: at.source, start: at.start, end: last.end };
  return {
    fix: { title: "Quote the command with its arguments", safety: "unsafe", edits: [{ at: whole, text: `"${text}"` }] },
  };
}
