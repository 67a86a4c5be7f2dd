import type { Edit, LineContext } from "../../support/mutate.js";

/** A kind of fault: how it is made, and the rule that has to find it. */
export interface Fault {
  readonly kind: string;
  readonly rule: string;
  readonly edit: Edit;
  /** It shows in another place only: there is nothing in the changed one to point at. */
  readonly isElsewhere?: true;
}

/** In a cluster of one of these kinds. */
export const isIn =
  (...names: readonly string[]) =>
  ({ cluster }: LineContext): boolean =>
    names.some((name) => cluster.startsWith(name));
/** In a cluster of another kind. */
export const isNotIn =
  (...names: readonly string[]) =>
  (context: LineContext): boolean =>
    !isIn(...names)(context);
/** In an instance that is not the master. */
export const isBackup = ({ block }: LineContext): boolean => !block.includes("state MASTER");
/** In an instance that is the master. */
export const isMaster = ({ block }: LineContext): boolean => block.includes("state MASTER");
/** In an instance of IPv4. */
export const isIpv4 = ({ block }: LineContext): boolean => !block.includes("2001:db8");
/** Where one node has state MASTER. */
export const hasMaster = isNotIn("sync", "version3");
/** All of the conditions. */
export const both =
  (...tests: readonly ((context: LineContext) => boolean)[]) =>
  (context: LineContext): boolean =>
    tests.every((test) => test(context));
/** In a cluster of two. */
export const isPair = ({ count }: LineContext): boolean => count === 2;
/** In a cluster of more than two. */
export const isMesh = ({ count }: LineContext): boolean => count > 2;

/** The line of a priority. */
export const PRIORITY = /^( {4}priority) \d+$/;
/** A virtual IPv4 address. */
export const VIP4 = /^( {8})(\d+\.\d+\.\d+)\.(\d+)\/24$/;
/** Inside virtual_ipaddress. */
export const inVips = ({ lines, at }: LineContext): boolean =>
  lines
    .slice(0, at)
    .findLast((line) => line.endsWith("{"))
    ?.trim() === "virtual_ipaddress {";
/** A unicast peer. */
export const PEER = /^ {8}(198\.51\.100)\.(\d+)$/;
