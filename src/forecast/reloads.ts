import type { Facts } from "../simulate/cast.js";
import type { SimNode } from "../simulate/model.js";
import type { Subject } from "../simulate/outcome.js";
import type { World } from "../simulate/world.js";
import type { RouterForecast, StageForecast } from "./forecast.js";
import { playReloads } from "./sequences.js";
import { describeTooMuch } from "./work.js";

/** Adds how each router fares while the nodes, which keep their names, change to their new configurations. */
export function withReloads(
  routers: readonly RouterForecast[],
  nodes: readonly SimNode[],
  facts: Facts | undefined,
  news: readonly SimNode[],
): StageForecast {
  const becomes = news.map((node, at) => ({ ...node, name: nodes[at]?.name ?? node.name }));
  const members = routers.map((router) =>
    router.members.map(({ node }) => nodes.findIndex((one) => one.name === node)),
  );
  const subjectsOf = (world: World) => routers.map((router) => subjectLike(world, router));
  const reloads = playReloads({ nodes, facts, subjectsOf, members }, becomes);
  return {
    routers: routers.map((router, at) => ({
      ...router,
      sequences: [...router.sequences, ...(reloads.byRouter[at] ?? [])],
    })),
    left: reloads.areCut ? [describeTooMuch("rolling reloads", [...nodes, ...becomes])] : [],
  };
}

/** The instances that carry an address of the router, or have its name: a reload may have changed the other. */
function subjectLike({ cast }: World, { name, addresses, members }: RouterForecast): Subject {
  const actors = cast.actors.flatMap(({ node, instance }, who) => {
    const known = members.find((member) => member.node === cast.nodes[node]?.name);
    const isSame = instance.addresses.some((one) => addresses.includes(one)) || instance.name === known?.instance;
    return isSame ? [who] : [];
  });
  return { kind: "instance", name, actors };
}
