import type { InstanceOutline, MemberOutline } from "./outline.js";
import { haveCommon, subnetKeys } from "./subnets.js";

/** Both prove themselves with the same bytes. */
export const haveOneSecret = (
  { authentication: a }: InstanceOutline,
  { authentication: b }: InstanceOutline,
): boolean => a.secret !== undefined && a.secret === b.secret;

/** One says `state MASTER`, the other `state BACKUP`. */
export const haveOppositeStates = ({ state: a }: InstanceOutline, { state: b }: InstanceOutline): boolean =>
  !a.isDefault && !b.isDefault && a.value !== undefined && b.value !== undefined && a.value !== b.value;

/**
 * Whether instances of different nodes fit together without a contradiction: one MASTER at most, priorities that
 * differ, one router id, one secret. Configurations that were written for each other do; two that only happen to use
 * the same private address mostly do not.
 */
export function fitTogether(members: readonly MemberOutline[]): boolean {
  const instances = members.map(({ instance }) => instance);
  const nodes = new Set(members.map(({ node }) => node));
  const masters = instances.filter(({ state }) => !state.isDefault && state.value === "MASTER");
  const priorities = instances.flatMap(({ priority }) => (priority.value === undefined ? [] : [priority.value]));
  return (
    nodes.size === members.length &&
    masters.length <= 1 &&
    new Set(priorities).size === priorities.length &&
    new Set(instances.map(identityOf)).size === 1
  );
}

/** Router id and secret, which the instances of one virtual router share. */
export const identityOf = ({ vrid, authentication }: InstanceOutline): string =>
  `${vrid.value ?? ""} ${authentication.kind} ${authentication.secret ?? ""}`;

/** Points at which two instances that share a router id and a family have to agree to be taken for one router. */
const ENOUGH = 2;

/** Whether two instances, where no other files are left, are one virtual router whose address was mistyped. */
export function areProbablyPair({ instance: a }: MemberOutline, { instance: b }: MemberOutline): boolean {
  if ((a.family ?? 4) !== (b.family ?? 4)) return false;
  const sameName = a.name !== undefined && a.name === b.name;
  if (a.vrid.value === undefined || a.vrid.value !== b.vrid.value) return false;
  const contradicts =
    a.authentication.secret !== undefined && b.authentication.secret !== undefined && !haveOneSecret(a, b);
  if (contradicts) return false;
  const points = [sameName, haveOneSecret(a, b), haveOppositeStates(a, b), shareSubnet(a, b)];
  return points.filter(Boolean).length >= ENOUGH;
}

const shareSubnet = (a: InstanceOutline, b: InstanceOutline): boolean =>
  haveCommon(subnetKeys(a.addresses), subnetKeys(b.addresses));
