import { type Anchor, type AnchorEdit, defineNodeRule, type Finding } from "../lint/define-rule.js";
import { addLinesIn } from "../lint/edits.js";
import { insertBlockBefore } from "../lint/layout.js";
import type { Node } from "../semantic/node.js";
import type { ScriptCommand } from "../semantic/scripts.js";
import { isMisspelt } from "../semantic/whole.js";
import type { BlockNode } from "../syntax/ast.js";

/** Paths that keepalived rejects, or may reject, once script security is on. */
const REFUSED = /^\/(?:bin|sbin|lib|lib64|tmp|var\/tmp|home|dev\/shm)\//;

export default defineNodeRule({
  name: "script-security-off",
  group: "security",
  severity: "warning",
  judges: "absence",
  fix: "unsafe",
  isOncePerCluster: true,
  summary: "Scripts are run without enable_script_security.",
  why: `Without it keepalived runs, as root, even scripts that others can change: whoever can write to their path
becomes root. The configuration test of keepalived then exits with status 6, which stops pipelines.`,
  how: "Add enable_script_security and script_user to global_defs, and make sure that only root can write to the scripts' paths.",
  ignoreWhen: "The scripts' paths are protected by other means.",
  keepalived: 'Reports "SECURITY VIOLATION" without a line number and exits with status 6, if the scripts exist.',
  source: "vrrp.c:check_vrrp_script_security",
  keywords: ["global_defs/enable_script_security"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    notify_master "/usr/local/bin/notify-vip master"
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    enable_script_security
    script_user root
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
    const { globalDefs } = node.ast;
    // The setting may be in what could not be read, or misspelt.
    if (globalDefs?.enableScriptSecurity !== undefined || !node.isComplete || isMisspelt(node, /secur/i)) return;
    const scripts = startedScripts(node);
    const [first] = scripts;
    if (first === undefined) return;

    // Where the setting belongs; without such a block where the first script is.
    const globals = globalDefs?.statement.keyword;
    yield {
      at: globals ?? first.at,
      message: "scripts are run, but enable_script_security is not set",
      ...(globals === undefined ? {} : { related: [{ at: first.at, message: "the first script" }] }),
      ...(scripts.some(({ program }) => program === undefined || REFUSED.test(program)) ? {} : turnOn(node)),
    };
  },
});

/** The scripts that keepalived runs: `</run/ready` runs nothing, and neither does a script that is not tracked. */
function startedScripts({ scripts, names }: Node): readonly ScriptCommand[] {
  const references = names.references("vrrp_script");
  const used = new Set(references.map(({ name }) => name));
  const unused = new Set(
    names
      .definitions("vrrp_script")
      .flatMap(({ name, block }) => (used.has(name) || used.has(undefined) ? [] : [block])),
  );
  return scripts.filter(({ program, parent }) => program?.startsWith("<") !== true && !unused.has(parent));
}

function turnOn({ ast, evaluated }: Node): Pick<Finding, "fix"> {
  const globals: BlockNode | undefined = ast.globalDefs;
  const lines =
    ast.globalDefs?.scriptUser === undefined
      ? ["script_user root", "enable_script_security"]
      : ["enable_script_security"];
  const title = `Add ${lines.join(" and ")}`;
  const open = globals?.bodies[0]?.open;
  const edit = open === undefined ? addGlobals(evaluated.files[0]?.source, lines) : addLinesIn(open, lines);
  return edit === undefined ? {} : { fix: { title, safety: "unsafe", edits: [edit] } };
}

/** Before everything but the comments that head the file. */
function addGlobals(source: Anchor["source"] | undefined, lines: readonly string[]): AnchorEdit | undefined {
  const first = source?.text.search(/^[ \t]*[^\s#!]/m) ?? -1;
  if (source === undefined || first < 0) return undefined;
  return insertBlockBefore(source, first, ["global_defs {", ...lines.map((line) => `\t${line}`), "}"]);
}
