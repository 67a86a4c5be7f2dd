import type { NameClass } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Definition } from "../semantic/definitions.js";
import type { Node } from "../semantic/node.js";
import { suggest } from "../text/suggest.js";

const CLASSES: readonly NameClass[] = [
  "vrrp_script",
  "track_file",
  "vrrp_track_process",
  "bfd_instance",
  "virtual_server_group",
  "track_group",
];

/** Names that are compared for misspellings; comparing all with all would take its time in a generated file. */
const MAX_MISSING = 100;

export default defineNodeRule({
  name: "unused-definition",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  judges: "name",
  tag: "unnecessary",
  yieldsTo: ["cluster-tracking-asymmetric"],
  summary: "A script, tracked file or process, BFD session or group that is never used.",
  why: `The health check that somebody wrote is not connected to anything: it never moves the address. keepalived logs
that a script is not used when it starts, but its configuration test ends before that.`,
  how: "Refer to it where it should apply (track_script and so on), or remove it.",
  ignoreWhen:
    "Included files and files for several config-ids may define more than one node needs (reported as info there).",
  keepalived: "Does not report it in a configuration test.",
  source: "vrrp.c:vrrp_complete_init; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_script", "track_file", "vrrp_track_process", "bfd_instance", "virtual_server_group", "track_group"],
  examples: {
    bad: `global_defs {
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
    // The use may be in what could not be read.
    if (!node.isComplete) return;
    const { words } = node.unread();
    for (const nameClass of CLASSES) {
      const references = node.names.references(nameClass);
      if (references.some(({ name }) => name === undefined)) continue;
      const used = new Set(references.map(({ name }) => name));
      // A name that is used and not defined may be this one, misspelt; that use has a report of its own.
      const missing = [...used].flatMap((name) =>
        name === undefined || node.names.find(nameClass, name) !== undefined ? [] : [name],
      );
      for (const definition of node.names.definitions(nameClass)) {
        const { name } = definition;
        if (
          name === undefined ||
          used.has(name) ||
          words.has(name) ||
          suggest(name, missing.slice(0, MAX_MISSING)) !== undefined
        )
          continue;
        // Of two with one name the second is reported as a duplicate.
        if (node.names.find(nameClass, name) === definition) yield unused(node, definition, name);
      }
    }
  },
});

function unused(node: Node, { word, block, nameClass }: Definition, name: string): Finding {
  const isShared = node.configId !== undefined || word.source.locate(word.start, word.end).path !== node.path;
  return {
    at: word,
    message: `${block.place.name} "${name}" is never used: no ${USES[nameClass] ?? "keyword"} refers to it`,
    ...(isShared ? { severity: "info" } : {}),
  };
}

/** What uses the names of a class. */
const USES: Readonly<Partial<Record<NameClass, string>>> = {
  vrrp_script: "track_script",
  track_file: "track_file list or FILE_CHECK",
  vrrp_track_process: "track_process",
  bfd_instance: "track_bfd or BFD_CHECK",
  virtual_server_group: "virtual_server",
  track_group: "static address, route or rule",
};
