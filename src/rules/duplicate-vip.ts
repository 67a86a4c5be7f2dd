import type { Statement, Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { removeStatement } from "../lint/edits.js";
import { allAddresses, type Instance, type VirtualAddress } from "../semantic/instances.js";
import { compareReleases } from "../text/release.js";

export default defineNodeRule({
  name: "duplicate-vip",
  group: "vrrp",
  severity: "error",
  judges: "pair",
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

  *check({ instances, target }) {
    const ignoresDevice = target === undefined || compareReleases(target, IGNORES_REPEATS) >= 0;
    const dropped = ignoresDevice ? instances.flatMap(repeatsOnOtherDevices) : [];
    for (const [one, first] of dropped) yield onTwoDevices(one, first);
    yield* onOneDevice(instances, new Set(dropped.map(([{ word }]) => word)));
  },
});

function* onOneDevice(instances: readonly Instance[], dropped: ReadonlySet<Word>): Generator<Finding> {
  const seen = new Map<string, Use>();
  for (const instance of instances) {
    for (const { address, word, entry } of allAddresses(instance)) {
      const device = deviceOf(entry, instance);
      if (device === undefined || dropped.has(word)) continue;
      const key = `${address} ${device}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, { instance, word });
      else yield repeat(address, { instance, word }, first, entry.statement);
    }
  }
}

/** Addresses that stand earlier in `virtual_ipaddress` too, on another device, each with the first one. */
function repeatsOnOtherDevices(instance: Instance): (readonly [VirtualAddress, VirtualAddress])[] {
  const listed = new Map<string, VirtualAddress>();
  return instance.addresses.flatMap((one) => {
    const first = listed.get(one.address);
    if (first === undefined) listed.set(one.address, one);
    const isOther = first !== undefined && deviceOf(one.entry, instance) !== deviceOf(first.entry, instance);
    return isOther ? [[one, first] as const] : [];
  });
}

/** Since then a repeat inside `virtual_ipaddress` is dropped, on whichever device it is (vrrp_data.c:vip_is_duplicate). */
const IGNORES_REPEATS = "2.3.3";

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

function onTwoDevices({ address, word, entry }: VirtualAddress, first: VirtualAddress): Finding {
  return {
    at: word,
    message: `virtual address ${address} is already in this list; keepalived ignores a repeat on another device too (since ${IGNORES_REPEATS})`,
    help: "Remove it, or list it in virtual_ipaddress_excluded.",
    related: [{ at: first.word, message: "first here" }],
    fix: { title: "Remove the repeated address", safety: "unsafe", edits: [removeStatement(entry.statement)] },
  };
}
