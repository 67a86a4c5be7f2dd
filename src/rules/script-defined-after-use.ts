import type { NameClass } from "../../grammar/index.js";
import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { startOfBlankLines, startWithComments } from "../lint/layout.js";
import { type Definition, isDefinedLater, isReadInOrder, type Reference } from "../semantic/definitions.js";
import type { Node } from "../semantic/node.js";

const CLASSES: readonly NameClass[] = [
  "vrrp_script",
  "track_file",
  "vrrp_track_process",
  "bfd_instance",
  "track_group",
];

export default defineNodeRule({
  name: "script-defined-after-use",
  group: "tracking",
  severity: "error",
  judges: "name",
  fix: "unsafe",
  summary: "A tracked object is used before it is defined.",
  why: `Names are resolved while the file is read, so a definition further down does not exist yet: the tracker is
ignored, and the instance runs without its health check. With an include of conf.d/*.conf, the order of the file names
decides.`,
  how: "Move the definition above the first block that uses it.",
  keepalived: 'Reports "not found, ignoring" with the line number of the use and exits with status 5.',
  source: "vrrp_track.c:alloc_track_script; measured with 2.2.7 and 2.4.3",
  keywords: [
    "vrrp_script",
    "track_file",
    "vrrp_track_process",
    "bfd_instance",
    "vrrp_instance/track_script",
    "vrrp_instance/track_file",
    "vrrp_instance/track_process",
    "vrrp_instance/track_bfd",
    "vrrp_sync_group/track_script",
    "virtual_server/real_server/FILE_CHECK/track_file",
    "virtual_server/real_server/BFD_CHECK/name",
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
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
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
    for (const nameClass of CLASSES.filter(isReadInOrder)) {
      const moved = new Set<Definition>();
      for (const reference of node.names.references(nameClass)) {
        const definition = reference.name === undefined ? undefined : node.names.find(nameClass, reference.name);
        if (definition === undefined || !isDefinedLater(definition, reference)) continue;
        // One move fixes all uses: it goes before the first.
        const fix = moved.has(definition) ? undefined : moveUp(node, definition, reference);
        moved.add(definition);
        yield tooEarly(reference, definition, fix);
      }
    }
  },
});

function tooEarly(reference: Reference, definition: Definition, fix: FindingFix | undefined): Finding {
  const { name, word, nameClass } = reference;
  return {
    at: word,
    message: `${nameClass} ${name} is defined after it is used here; keepalived ignores this line`,
    related: [{ at: definition.word, message: "defined here" }],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Both blocks have to be in one text, the definition alone on its lines; comments right above it go along. */
function moveUp({ ast }: Node, { block: { statement } }: Definition, { order }: Reference): FindingFix | undefined {
  const user = ast.contents[order]?.statement;
  const { source } = statement.token;
  if (user === undefined || user.token.source !== source || statement.block?.close?.source !== source) return undefined;
  const { end } = removeStatement(statement).at;
  const from = startWithComments(source.text, statement.token.start);
  const start = startWithComments(source.text, user.token.start);
  const lines = from === undefined ? "" : source.text.slice(from, end);
  if (from === undefined || start === undefined || !lines.endsWith("\n")) return undefined;
  // The empty lines that separate the block from what is above go along, to separate it from what is below.
  const gap = startOfBlankLines(source.text, from);
  return {
    title: `Move ${statement.words[0]?.value ?? "the definition"} above its first use`,
    safety: "unsafe",
    edits: [
      { at: { source, start, end: start }, text: lines + source.text.slice(gap, from) },
      { at: { source, start: gap, end }, text: "" },
    ],
  };
}
