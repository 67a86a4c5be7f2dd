import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";

/** A label of an address: the interface and what comes after the colon. */
const LABEL = /^([^:/]+):[^:/]*$/;

export default defineNodeRule({
  name: "interface-cannot-exist",
  group: "schema",
  severity: "error",
  fix: "unsafe",
  summary: "An interface has a name that Linux gives to none, such as eth0:1.",
  why: `eth0:1 is a label that an address of eth0 may have, not an interface: keepalived looks for an interface of that
name and finds none. The instance stays in FAULT, or the address is not added.`,
  how: 'Name the interface, eth0; the label of a virtual address is set with "label eth0:1".',
  keepalived: "Reports that the interface does not exist, with a line number, and exits with status 5.",
  source: "vrrp_parser.c:vrrp_int_handler, vrrp_ipaddress.c:alloc_ipaddress; Linux, net/core/dev.c:dev_valid_name",
  keywords: [
    "vrrp_instance/interface",
    "vrrp_instance/track_interface",
    "vrrp_instance/virtual_ipaddress",
    "global_defs/default_interface",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0:1
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 label eth0:1
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "interface-cannot-exist")) yield impossible(problem);
  },
});

function impossible({ word, statement, option, place }: Problem): Finding {
  const at = word ?? statement.token;
  const name = word?.value ?? "";
  const message = `${option ?? place?.name} "${name}": no interface can have this name; keepalived finds none`;
  const device = LABEL.exec(name)?.[1];
  if (device === undefined) return { at, message };
  return {
    at,
    message,
    help: `Use ${device}; a virtual address gets the label with "label ${name}".`,
    fix: { title: `Change to ${device}`, safety: "unsafe", edits: [{ at, text: device }] },
  };
}
