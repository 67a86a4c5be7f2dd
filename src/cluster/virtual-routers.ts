import type { Instance } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";
import { DisjointSets } from "../text/disjoint-sets.js";
import { haveOneSecret, haveOppositeStates } from "./likeness.js";
import { pairUp, type RouterOccurrence } from "./pair-up.js";
import { subnetKeys } from "./subnets.js";

/** An instance together with the node it is on. */
export interface Member {
  readonly node: Node;
  readonly instance: Instance;
}

/** The same virtual router on the nodes that define it: at most one instance a node, in the order of the nodes. */
export interface VirtualRouter {
  readonly members: readonly Member[];
}

/**
 * Finds which instances of the nodes are one virtual router: those with a VIP in common first, then those with the same
 * router id and name (or secret), then those of one name. Where nothing but the look of names and ids joined the nodes
 * (`areRelated` is false), name and id are not enough. Linear in the number of instances and addresses.
 */
export function matchRouters(nodes: readonly Node[], areRelated = true): readonly VirtualRouter[] {
  const groups = new Groups(nodes);
  groups.joinBy(addressKeys);
  groups.joinBy(idAndNameKeys, areRelated ? undefined : isOneRouter);
  groups.joinBy(idAndSecretKeys);
  if (areRelated) groups.joinBy(nameKeys);
  return groups.routers();
}

const isOneRouter = (a: Member, b: Member): boolean =>
  haveOneSecret(a.instance, b.instance) || haveOppositeStates(a.instance, b.instance);

const addressKeys = ({ instance }: Member): string[] => instance.addresses.map(({ address }) => address);

/** An instance without a known address counts as IPv4, as keepalived takes it. */
const familyOf = ({ family }: Instance): 4 | 6 => family ?? 4;

function idAndNameKeys({ instance }: Member): string[] {
  const { vrid, name } = instance;
  return vrid.value === undefined || name === undefined ? [] : [`${vrid.value} ${familyOf(instance)} ${name}`];
}

function idAndSecretKeys({ instance }: Member): string[] {
  const { vrid, addresses, authentication } = instance;
  const { secret } = authentication;
  if (vrid.value === undefined || secret === undefined) return [];
  return subnetKeys(addresses).map((subnet) => `${vrid.value} ${familyOf(instance)} ${subnet} ${secret}`);
}

const nameKeys = ({ instance }: Member): string[] =>
  instance.name === undefined ? [] : [`${familyOf(instance)} ${instance.name}`];

/** Disjoint sets of members, none with two members of one node. */
class Groups {
  readonly #members: readonly (Member & RouterOccurrence)[];
  readonly #sets = new DisjointSets<number>();
  readonly #nodesOf: Set<Node>[];

  constructor(nodes: readonly Node[]) {
    this.#members = nodes.flatMap((node) => node.instances.map((instance, order) => ({ node, instance, order })));
    this.#nodesOf = this.#members.map(({ node }) => new Set([node]));
  }

  /** Joins members that share a key; those with the most keys in common first. */
  joinBy(keysOf: (member: Member) => readonly string[], mayJoin?: (a: Member, b: Member) => boolean): void {
    for (const { a, b } of pairUp(this.#members, keysOf, likeness)) {
      const [left, right] = [this.#members[a], this.#members[b]];
      if (left === undefined || right === undefined) continue;
      if (mayJoin === undefined || mayJoin(left, right)) this.#join(a, b);
    }
  }

  #join(a: number, b: number): void {
    const [left, right] = [this.#sets.find(a), this.#sets.find(b)];
    const [mine, other] = [this.#nodesOf[left], this.#nodesOf[right]];
    if (left === right || mine === undefined || other === undefined) return;
    for (const node of other) if (mine.has(node)) return;
    for (const node of other) mine.add(node);
    this.#sets.join(left, right);
  }

  routers(): VirtualRouter[] {
    const byRoot = new Map<number, Member[]>();
    for (const [index, { node, instance }] of this.#members.entries()) {
      const root = this.#sets.find(index);
      const known = byRoot.get(root);
      if (known === undefined) byRoot.set(root, [{ node, instance }]);
      else known.push({ node, instance });
    }
    return [...byRoot.values()].map((members) => ({ members }));
  }
}

/** What decides between instances with equally many keys in common. */
function likeness({ instance: a }: Member, { instance: b }: Member): number {
  const sameId = a.vrid.value !== undefined && a.vrid.value === b.vrid.value;
  return (sameId ? 2 : 0) + (a.name !== undefined && a.name === b.name ? 1 : 0);
}
