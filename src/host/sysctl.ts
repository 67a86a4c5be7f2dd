import { printableLine } from "../text/printable.js";
import type { HostNeeds, KernelSetting } from "./flow.js";

/** Settings of one node's host as a file for /etc/sysctl.d; those of other hosts are comments. */
export function sysctlFile({ node, settings }: HostNeeds): string {
  const own = settings.filter(({ hosts }) => hosts === "self");
  const others = settings.filter(({ hosts }) => hosts !== "self" && hosts.length > 0);
  return `${[
    `# ${printableLine(node)}`,
    ...own.flatMap((one) => [`# ${printableLine(one.reason)}`, line(one)]),
    ...others.map(
      (one) => `# On ${String(one.hosts).replaceAll(",", ", ")}: ${line(one)} (${printableLine(one.reason)})`,
    ),
  ].join("\n")}\n`;
}

/** sysctl.d(5): a dot in a name that is part of a path is a slash. */
const line = ({ name, value }: KernelSetting): string => `${printableLine(name)} = ${value}`;
