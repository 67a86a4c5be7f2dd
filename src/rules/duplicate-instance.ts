import type { NameClass } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import type { Definition } from "../semantic/definitions.js";
import { topLevelPlaces } from "../syntax/schema-index.js";

export default defineNodeRule({
  name: "duplicate-instance",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  summary: "Two blocks of the same kind have the same name.",
  why: `Only the first one takes effect; keepalived skips the other one entirely, including its addresses, or never
finds it. After copy and paste, one virtual router is simply missing.`,
  how: "Give each block its own name.",
  keepalived:
    "Reports instances, sync groups, track groups and BFD sessions with a line number and exits with status 5; does not detect repeated scripts, track files, track processes and virtual server groups.",
  source: "vrrp_parser.c:vrrp_handler, vrrp_track.c:find_script_by_name",
  keywords: [
    "vrrp_instance",
    "vrrp_sync_group",
    "vrrp_script",
    "bfd_instance",
    "track_file",
    "vrrp_track_process",
    "virtual_server_group",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.11/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress {
        192.0.2.11/24
    }
}
`,
  },

  *check(node) {
    for (const nameClass of definedClasses()) {
      const seen = new Map<string, Definition>();
      for (const definition of node.names.definitions(nameClass)) {
        const { name, word, block } = definition;
        if (name === undefined) continue;
        const first = seen.get(name);
        if (first === undefined) {
          seen.set(name, definition);
          continue;
        }
        const keyword = block.place?.name ?? nameClass;
        yield {
          at: word,
          message: `${keyword} ${name} is already defined; keepalived uses the first one`,
          related: [{ at: first.word, message: "first defined here" }],
        };
      }
    }
  },
});

const DEFINITION = "def:";

/** The classes of names that blocks at top level define. */
function definedClasses(): ReadonlySet<NameClass> {
  const types = [...topLevelPlaces().values()].flatMap(({ keyword }) => keyword.args?.map(({ type }) => type) ?? []);
  const defining = types.filter((type) => type.startsWith(DEFINITION));
  return new Set(defining.map((type) => type.slice(DEFINITION.length) as NameClass));
}
