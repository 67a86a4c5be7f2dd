import { isCommonplace } from "./commonplaces.js";
import type { InstanceOutline, MemberOutline, NodeOutline } from "./outline.js";
import { subnetKeys } from "./subnets.js";

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

/** What it takes for two instances that share a router id and a family to be one router: see `likenessOf`. */
const ENOUGH = 4;

/** Whether two instances, where no other files are left, are one virtual router whose address was mistyped. */
export function areProbablyPair(one: MemberOutline, other: MemberOutline): boolean {
  const [a, b] = [one.instance, other.instance];
  if ((a.family ?? 4) !== (b.family ?? 4)) return false;
  if (a.vrid.value === undefined || a.vrid.value !== b.vrid.value) return false;
  const contradicts =
    a.authentication.secret !== undefined && b.authentication.secret !== undefined && !haveOneSecret(a, b);
  return !contradicts && twinsOf(one.node, other.node) + likenessOf(a, b) >= ENOUGH;
}

/** Words in file and folder names that tell nodes of one cluster apart. */
const ROLES = /master|slave|backup|bkp|bak|primary|secondary|main|standby|active|passive|candidate|replica/g;

/** Numbers, and letters that stand alone: `lb2.conf`, `b.conf`. */
const NUMBER = /\d+|(?<![a-z])[a-d](?![a-z])/g;

/** What names weigh that differ in a role (`master.conf`, `slave.conf`), or in numbers (`lb1.conf`, `lb2.conf`). */
const TWINS = { role: 4, number: 3 } as const;

/** How far the names of two files speak for nodes of one cluster. */
function twinsOf({ path: a }: NodeOutline, { path: b }: NodeOutline): number {
  const [one, other] = [a, b].map((path) => path.toLowerCase().replace(NUMBER, "")) as [string, string];
  if (one === other) return TWINS.number;
  return one.replace(ROLES, "") === other.replace(ROLES, "") ? TWINS.role : 0;
}

/** A rare value that both have weighs two, a rare secret four, commonplace ones nothing; what speaks against them is taken off. */
function likenessOf(a: InstanceOutline, b: InstanceOutline): number {
  const [subnets, others] = [subnetKeys(a.addresses), subnetKeys(b.addresses)];
  const shared = subnets.filter((key) => others.includes(key));
  const isFar = subnets.length > 0 && others.length > 0 && shared.length === 0;
  const rare = [
    a.name !== undefined && a.name === b.name && !isCommonplace("names", a.name),
    shared.some((key) => !isCommonplace("subnets", key)),
    !isCommonplace("routerIds", a.vrid.value),
  ];
  const hasRareSecret = haveOneSecret(a, b) && !isCommonplace("secrets", a.authentication.secret);
  const slight = [haveOppositeStates(a, b), shared.length > 0];
  const against = [isFar, haveOtherInterfaces(a, b)];
  return (hasRareSecret ? 4 : 0) + 2 * count(rare) + count(slight) - count(against);
}

const haveOtherInterfaces = ({ interface: a }: InstanceOutline, { interface: b }: InstanceOutline): boolean =>
  a.value !== undefined && b.value !== undefined && a.value !== b.value;

const count = (claims: readonly boolean[]): number => claims.filter(Boolean).length;
