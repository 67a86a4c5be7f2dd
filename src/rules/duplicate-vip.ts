import type { Statement, Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import type { Instance, VirtualAddress } from "../semantic/instances.js";
import { compareReleases } from "../text/release.js";

export default defineNodeRule({
  name: "duplicate-vip",
  group: "vrrp",
  severity: "error",
  fix: "unsafe",
  summary: "The same virtual address twice on one device, or twice in the virtual_ipaddress of one instance.",
  why: `Two instances fight over the address: when one of them goes to BACKUP it takes the address away from the other, which
still believes that it serves it. Inside one virtual_ipaddress keepalived ignores the second one from 2.3.3 on, also
where it names another device, so one of the two devices is left without the address.`,
  how: `Leave the address in one place. Where one machine has to carry it on two devices, list the second one in
virtual_ipaddress_excluded: there another device makes it another address.`,
  keepalived:
    "Since 2.3.3, reports a repeat inside one instance with a line number and exits with status 5; never detects a repeat across two instances.",
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
    const ignoresDevice = node.target === undefined || compareReleases(node.target, IGNORES_REPEATS) >= 0;
    const seen = new Map<string, Use>();
    for (const instance of node.instances) {
      const listed = new Map<string, Use>();
      for (const { address, word, entry, isExcluded } of withKind(instance)) {
        const use = { instance, word };
        const device = deviceOf(entry, instance);
        const key = `${address} ${device}`;
        const first = device === undefined ? undefined : seen.get(key);
        const before = isExcluded ? undefined : listed.get(address);
        if (first !== undefined) yield repeat(address, use, first, entry.statement);
        else if (before !== undefined && ignoresDevice) yield onTwoDevices(address, use, before, entry.statement);
        else if (device !== undefined) seen.set(key, use);
        if (!isExcluded && before === undefined) listed.set(address, use);
      }
    }
  },
});

/** Since then a repeat inside `virtual_ipaddress` is dropped, on whichever device it is (vrrp_data.c:vip_is_duplicate). */
const IGNORES_REPEATS = "2.3.3";

const withKind = ({ addresses, excluded }: Instance) => [
  ...addresses.map((one) => ({ ...one, isExcluded: false })),
  ...excluded.map((one) => ({ ...one, isExcluded: true })),
];

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
      message: `virtual address ${address} is also listed in ${first.instance.name ?? "another instance"}`,
      related,
    };
  }
  const fix = { title: "Remove the repeated address", safety: "unsafe", edits: [removeStatement(statement)] } as const;
  return { at: word, message: `virtual address ${address} is listed twice`, related, fix };
}

function onTwoDevices(address: string, { word }: Use, first: Use, statement: Statement): Finding {
  return {
    at: word,
    message: `virtual address ${address} is already in this list; keepalived ignores a repeat on another device too (since ${IGNORES_REPEATS})`,
    related: [{ at: first.word, message: "first here" }],
    fix: { title: "Remove the repeat", safety: "unsafe", edits: [removeStatement(statement)] },
  };
}
