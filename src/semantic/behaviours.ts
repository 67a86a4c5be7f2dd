import { type Behaviour, type BehaviourId, behaviours } from "../../grammar/index.js";
import { compareReleases } from "../text/release.js";
import { addressUses } from "./behaviour-uses/addresses.js";
import { lvsUses } from "./behaviour-uses/lvs.js";
import { textUses } from "./behaviour-uses/text.js";
import type { Use, UsesOf } from "./behaviour-uses/use.js";
import { vrrpUses } from "./behaviour-uses/vrrp.js";
import type { Node } from "./node.js";

/** Finds, for each row of the table, the places of a configuration that it is about. */
const FINDERS: Readonly<Record<BehaviourId, UsesOf>> = { ...vrrpUses, ...addressUses, ...lvsUses, ...textUses };

/** Whether a release does what the row says; undefined is the newest release. */
export function isActive({ from, until }: Behaviour, release: string | undefined): boolean {
  if (release === undefined) return until === undefined;
  if (from !== undefined && compareReleases(release, from) < 0) return false;
  return until === undefined || compareReleases(release, until) < 0;
}

/** What a release makes of the lines that a row is about. */
export const effectOf = (behaviour: Behaviour, release: string | undefined): Behaviour["does"] =>
  isActive(behaviour, release) ? behaviour.does : behaviour.otherwise;

/** Rows that releases differ in, with the places of a node that each is about. */
export function* behaviourUses(
  node: Node,
  isWanted: (behaviour: Behaviour) => boolean,
): Generator<{ readonly behaviour: Behaviour; readonly uses: readonly Use[] }> {
  for (const behaviour of behaviours as readonly (Behaviour & { readonly id: BehaviourId })[]) {
    if (!isWanted(behaviour)) continue;
    const uses = [...FINDERS[behaviour.id](node)];
    if (uses.length > 0) yield { behaviour, uses };
  }
}
