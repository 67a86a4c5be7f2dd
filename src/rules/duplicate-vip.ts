import type { Statement, Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { allAddresses, type Instance, type VirtualAddress } from "../semantic/instances.js";

export default defineNodeRule({
  name: "duplicate-vip",
  group: "vrrp",
  severity: "error",
  fix: "unsafe",
  summary: "The same virtual address twice on one device, in one instance or in two.",
  why: `Two instances fight over the address: when one of them goes to BACKUP it takes the address away from the other, which
still believes that it serves it.`,
  how: "Leave the address in one place.",
  keepalived:
    "From 2.3.3 reports a repeat inside one instance with a line and exits 5; never says anything about two instances.",
  source: "vrrp_data.c:vip_is_duplicate, measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/virtual_ipaddress", "vrrp_instance/virtual_ipaddress_excluded", "static_ipaddress"],
  examples: {
    bad: `vrrp_instance VI_1 {
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
        192.0.2.10/24
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
    const seen = new Map<string, { readonly instance: Instance; readonly word: Word }>();
    for (const instance of node.instances) {
      for (const { address, word, entry } of allAddresses(instance)) {
        const device = deviceOf(entry, instance);
        if (device === undefined) continue;
        const key = `${address} ${device}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, { instance, word });
        else yield repeat(address, { instance, word }, first, entry.statement);
      }
    }
  },
});

/** Undefined where it is not known. */
function deviceOf({ dev }: VirtualAddress["entry"], { interface: own }: Instance): string | undefined {
  if (dev !== undefined) return dev.value;
  return own.value ?? (own.isDefault ? "" : undefined);
}

interface Use {
  readonly instance: Instance;
  readonly word: Word;
}

function repeat(address: string, { instance, word }: Use, first: Use, statement: Statement): Finding {
  const related = [{ at: first.word, message: "first here" }];
  if (instance !== first.instance) {
    return {
      at: word,
      message: `virtual address ${address} is also one of ${first.instance.name ?? "another instance"}`,
      related,
    };
  }
  const fix = { title: "Remove the repeat", safety: "unsafe", edits: [removeStatement(statement)] } as const;
  return { at: word, message: `virtual address ${address} is listed twice`, related, fix };
}
