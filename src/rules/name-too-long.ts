import { byteLength } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";

/** Longest name of an interface in bytes (linux/if.h: IFNAMSIZ, less its NUL). */
const INTERFACE_BYTES = 15;

export default defineNodeRule({
  name: "name-too-long",
  group: "schema",
  severity: "error",
  summary: "A name is longer than keepalived or the kernel allows.",
  why: `An address whose label is too long is removed. A name that is too long is truncated or ignored, which breaks
what refers to it.`,
  how: "Shorten the name to the length that the message allows.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "vrrp_ipaddress.c:alloc_ipaddress",
  keywords: ["vrrp_instance/virtual_ipaddress", "bfd_instance", "virtual_server/persistence_engine"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 label eth0:service-vip
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 label eth0:vip
    }
}
`,
  },

  *check(node) {
    for (const { word, argument, option, place } of problemsFor(node, "name-too-long")) {
      if (word === undefined || argument === undefined) continue;
      const bytes = byteLength(word.value);
      const limit = argument.maxLength ?? INTERFACE_BYTES;
      yield {
        at: word,
        message: `${option ?? place?.name} ${word.value} is ${bytes} bytes long; the limit is ${limit}`,
      };
    }
  },
});
