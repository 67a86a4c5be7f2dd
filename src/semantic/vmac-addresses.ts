import type { Word } from "../../grammar/index.js";
import type { Family } from "../syntax/addresses.js";
import { allAddresses, type Instance, type VirtualAddress } from "./instances.js";

/** Something of an instance that is on a VMAC. */
export interface OnVmac {
  readonly instance: Instance;
  /** The same for two that share a VMAC: the families of instance and address, the id, and the real interface. */
  readonly key: string;
  readonly at: Word;
}

/** The VMAC of `use_vmac`; undefined without one, or where it is not known which it is. */
export function ownVmac(instance: Instance): OnVmac | undefined {
  const [keyword] = instance.block.useVmac;
  const { family, interface: real } = instance;
  if (keyword === undefined || family === undefined || !isPlain(instance)) return undefined;
  const at = keyword.statement.keyword ?? keyword.word;
  const key = keyOf(instance, family, real.value);
  return key === undefined ? undefined : { instance, key, at };
}

/** The virtual addresses that are on a VMAC (vrrp.c:vrrp_complete_instance), where it is known on which. */
export function vmacAddresses(instance: Instance): readonly OnVmac[] {
  if (!isPlain(instance)) return [];
  return allAddresses(instance).flatMap((address) => {
    if (!isOnVmac(address, instance)) return [];
    const { dev } = address.entry;
    const key = keyOf(instance, address.family, dev === undefined ? instance.interface.value : dev.value);
    return key === undefined ? [] : { instance, key, at: address.word };
  });
}

/** `use_vmac` counts on the instance's interface, `use_vmac_addr` elsewhere and for the other family. */
function isOnVmac({ family, entry: { dev, useVmac } }: VirtualAddress, instance: Instance): boolean {
  const { block } = instance;
  const isNear = dev === undefined || dev.value === instance.interface.value;
  if (useVmac !== undefined || (isNear && family === instance.family && block.useVmac.length > 0)) return true;
  return block.useVmacAddr !== undefined && !(isNear && family === instance.family);
}

function keyOf({ vrid, family }: Instance, own: Family, real: string | undefined): string | undefined {
  if (vrid.value === undefined || family === undefined || real === undefined) return undefined;
  return `${vrid.value} ${family} ${own} ${real}`;
}

/** Whether the VMAC has the virtual router's own address: without a MAC address, and without a word that may be one. */
const isPlain = ({ block }: Instance): boolean =>
  block.useVmac.every(({ statement }) => statement.args.every(({ value }) => !/[:$]/.test(value)));
