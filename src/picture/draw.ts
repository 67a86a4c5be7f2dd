import { describeEvent, describeMark } from "../forecast/describe.js";
import { beginningsOf, describeSequences } from "../forecast/describe-sequence.js";
import type { Forecast, RouterForecast } from "../forecast/forecast.js";
import type { Node } from "../semantic/node.js";
import type { SimInstance, SimTracker } from "../simulate/model.js";
import { heldPriority, readingOf } from "../simulate/trackers.js";
import { type DrawnService, servicesOf } from "./draw-services.js";
import type {
  ClusterPicture,
  GroupPicture,
  MemberPicture,
  Picture,
  RouterPicture,
  TrackerPicture,
  WarningPicture,
} from "./picture.js";

/** A cluster to draw: its nodes in the order of the forecast. */
export interface Drawn {
  readonly nodes: readonly Node[];
  readonly forecast: Forecast;
}

/** What there is to draw of clusters, from their files and what their failures bring. */
export const drawPicture = (clusters: readonly Drawn[]): Picture => ({ clusters: clusters.map(drawCluster) });

function drawCluster({ nodes, forecast }: Drawn): ClusterPicture {
  const names = new Map(nodes.map((node, at) => [node, forecast.nodes[at] ?? node.name] as const));
  const services = servicesOf(nodes, (node) => names.get(node) ?? node.name);
  const routers = forecast.routers.map((router) => drawRouter(router, forecast, services));
  const used = new Set(routers.flatMap((router) => router.services));
  return {
    name: forecast.cluster,
    nodes: forecast.nodes,
    routers,
    groups: groupsOf(nodes, forecast),
    services: services.flatMap(({ picture }) => (used.has(picture) ? [] : picture)),
    left: forecast.left,
  };
}

function drawRouter(router: RouterForecast, forecast: Forecast, services: readonly DrawnService[]): RouterPicture {
  const played = router.members.flatMap((member) => {
    const instance = forecast.models
      .find(({ name }) => name === member.node)
      ?.instances.find(({ name }) => name === member.instance);
    return instance === undefined ? [] : [{ ...member, instance }];
  });
  const [first] = played;
  return {
    name: router.name,
    vrid: first?.instance.vrid ?? 0,
    version: first?.instance.version ?? 2,
    addresses: router.addresses,
    interfaces: [...new Set(played.flatMap(({ instance }) => instance.interface ?? []))],
    transport: first?.instance.isUnicast === true ? "unicast" : "multicast",
    members: played
      .map(({ node, instance, priority }) => drawMember(node, instance, priority, router.holders.includes(node)))
      .toSorted((a, b) => b.priority - a.priority),
    beginnings: beginningsOf(router),
    services: services.flatMap(({ addresses, picture }) =>
      addresses.some((one) => router.addresses.includes(one)) ? picture : [],
    ),
    warnings: warningsOf(router),
  };
}

const warningsOf = (router: RouterForecast): readonly WarningPicture[] => [
  ...describeSequences(router).flatMap(({ event, mark, reason }) =>
    mark === "none" ? [] : { event, mark, text: textOf(mark, reason), written: undefined },
  ),
  ...router.lines.flatMap(({ mark, written, reason, ...line }) =>
    mark === "none"
      ? []
      : { event: describeEvent(line), mark, text: textOf(mark, mark === "several" ? reason : undefined), written },
  ),
];

const textOf = (mark: WarningPicture["mark"], reason: string | undefined): string =>
  reason === undefined ? describeMark(mark) : `${describeMark(mark)} (${reason})`;

function drawMember(node: string, instance: SimInstance, priority: number, isHolder: boolean): MemberPicture {
  const trackers = instance.trackers.filter(({ isOwn }) => !isOwn);
  const weighted = instance.isOwner ? [] : trackers.filter((one) => !readingOf(one, true).isFault);
  const total = instance.priority + weighted.reduce((sum, one) => sum + readingOf(one, false).adds, 0);
  const without = (lost: readonly SimTracker[]): number =>
    lost.length === 0 ? priority : heldPriority(lost.reduce((sum, one) => sum + lossOf(one), total));
  return {
    node,
    isHolder,
    priority,
    // A reversed one adds while it fails.
    lowest: without(weighted.filter((one) => lossOf(one) < 0)),
    trackers: trackers.map((one): TrackerPicture => {
      const { kind, name, weight, reverse } = one;
      const left = readingOf(one, true).isFault ? undefined : without(weighted.includes(one) ? [one] : []);
      return { kind, name, weight, isReversed: reverse, left };
    }),
  };
}

/** How the sum of priority and weights changes when the tracked thing fails. */
const lossOf = (tracker: SimTracker): number => readingOf(tracker, true).adds - readingOf(tracker, false).adds;

/** Sync groups by name, with the routers that any node puts into them. */
function groupsOf(nodes: readonly Node[], { routers, nodes: names }: Forecast): readonly GroupPicture[] {
  const taken = new Set<number>();
  const found = new Map<string, number[]>();
  for (const [at, node] of nodes.entries()) {
    for (const { name, instances } of node.syncGroups) {
      for (const instance of instances) {
        const router = routers.findIndex(({ members }) =>
          members.some((member) => member.node === names[at] && member.instance === instance.name),
        );
        if (name === undefined || router < 0 || taken.has(router)) continue;
        taken.add(router);
        found.set(name, [...(found.get(name) ?? []), router]);
      }
    }
  }
  return [...found].flatMap(([name, some]) => (some.length < 2 ? [] : { name, routers: some }));
}
