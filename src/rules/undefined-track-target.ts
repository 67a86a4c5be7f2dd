import type { NameClass } from "../../grammar/index.js";
import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { type Definition, isDefinedLater, type Reference } from "../semantic/definitions.js";
import type { Node } from "../semantic/node.js";
import { asHint, suggestName } from "../text/suggest.js";

/** Classes of things that instances, groups and checkers track by name. */
const TRACKED: readonly NameClass[] = [
  "vrrp_script",
  "track_file",
  "vrrp_track_process",
  "bfd_instance",
  "track_group",
];

/** Findings with a hint at a similar name; comparing all names with all would take its time in a generated file. */
const MAX_HINTS = 100;

export default defineNodeRule({
  name: "undefined-track-target",
  group: "tracking",
  severity: "error",
  judges: "name",
  follows: "name",
  fix: "unsafe",
  yieldsTo: ["trailing-semicolon"],
  summary: "A list of trackers, or a health check, refers to something that is not defined.",
  why: `keepalived ignores the line and continues: the instance runs without the health check that the file promises,
and the address stays on the node whose service is down.`,
  how: "Correct the name, or define it before its use.",
  ignoreWhen: "The definition is in a file that kalint cannot read (reported as a warning then).",
  keepalived: 'Reports "not found, ignoring" with a line number and exits with status 5.',
  source: "vrrp_track.c:alloc_track_script",
  keywords: [
    "vrrp_instance/track_script",
    "vrrp_instance/track_file",
    "vrrp_instance/track_process",
    "vrrp_instance/track_bfd",
    "vrrp_sync_group/track_script",
    "vrrp_sync_group/track_file",
    "vrrp_sync_group/track_process",
    "vrrp_sync_group/track_bfd",
    "virtual_server/real_server/FILE_CHECK/track_file",
    "virtual_server/real_server/BFD_CHECK/name",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_script {
        chk_wbe
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
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
    const { names } = node.unread();
    for (const nameClass of TRACKED) {
      let count = 0;
      if (node.names.hasUnknown(nameClass)) continue;
      for (const reference of node.names.references(nameClass)) {
        const { name } = reference;
        if (name === undefined || names.has(name) || node.names.find(nameClass, name) !== undefined) continue;
        count++;
        const near = count > MAX_HINTS ? undefined : suggestName(name, usableNames(node, reference));
        yield notDefined(node, reference, name, near);
      }
    }
  },
});

function notDefined(node: Node, reference: Reference, name: string, near: string | undefined): Finding {
  const { nameClass, word } = reference;
  const other = definedElsewhere(node, nameClass, name);
  const hint =
    near !== undefined ? asHint(near) : other === undefined ? "" : `, only a ${other.nameClass} of that name`;
  return {
    at: word,
    message: `${keywordOf(reference)} ${name}: no ${nameClass} of that name is defined${hint}`,
    ...(other === undefined ? {} : { related: [{ at: other.word, message: "defined here" }] }),
    ...(node.isComplete ? {} : { severity: "warning" }),
    ...(near === undefined ? {} : { fix: rename(reference, near) }),
  };
}

const definedElsewhere = (node: Node, nameClass: NameClass, name: string): Definition | undefined =>
  TRACKED.flatMap((other) => (other === nameClass ? [] : (node.names.find(other, name) ?? [])))[0];

/** `track_script`; in a checker with its name, as `BFD_CHECK name`. */
function keywordOf({ element, parent }: Reference): string {
  const { name, kind } = element.place;
  return kind === "list" || parent.place === undefined ? name : `${parent.place.name} ${name}`;
}

/** Names that would work here: defined before, and not tracked by the same list already. */
function usableNames({ names }: Node, reference: Reference): string[] {
  const { element, parent, nameClass } = reference;
  const listed = new Set(
    parent.contents.flatMap((one) => (one.place === element.place ? (one.statement.words[0]?.value ?? []) : [])),
  );
  const usable = names.definitions(nameClass).filter((definition) => !isDefinedLater(definition, reference));
  return usable.flatMap(({ name }) => (name === undefined || listed.has(name) ? [] : [name]));
}

const rename = ({ word }: Reference, name: string): FindingFix => ({
  title: `Rename to "${name}"`,
  safety: "unsafe",
  edits: [{ at: word, text: name }],
});
