import { printableLine } from "../text/printable.js";
import type { ClusterPicture, Picture, RouterPicture, ServicePicture } from "./picture.js";
import {
  addressesOf,
  beginningsOf,
  factsOf,
  sectionsOf,
  serverText,
  serviceText,
  titleOf,
  trackerText,
} from "./words.js";

/** The picture as a graph for Graphviz. */
export const dotPicture = ({ clusters }: Picture): string => `digraph kalint {
  graph [rankdir=LR, fontname="sans-serif", fontsize=11, compound=true, bgcolor="transparent"];
  node [shape=box, style="rounded,filled", fillcolor="#ffffff", color="#57606a", fontname="sans-serif", fontsize=11];
  edge [color="#57606a", arrowsize=0.7];
${clusters.flatMap(clusterLines).join("\n")}
}
`;

function clusterLines(cluster: ClusterPicture, at: number): readonly string[] {
  const id = `c${at}`;
  const inner = sectionsOf(cluster).flatMap(({ group, routers }, section) => {
    const lines = routers.flatMap((router, index) => routerLines(router, `${id}_${section}_${index}`));
    return group === undefined ? lines : subgraph(`${id}_g${section}`, [`sync group ${group}`], lines, "#0969da");
  });
  const services = cluster.services.flatMap((service, index) => serviceLines(service, `${id}_s${index}`));
  return subgraph(id, [titleOf(cluster)], [...inner, ...services], "#d0d7de").map((line) => `  ${line}`);
}

const subgraph = (id: string, title: readonly string[], lines: readonly string[], color: string): readonly string[] => [
  `subgraph cluster_${id} {`,
  `  label=${label(...title)}; color="${color}"; style="rounded";`,
  ...lines.map((line) => `  ${line}`),
  "}",
];

function routerLines(router: RouterPicture, id: string): readonly string[] {
  const lines = [
    `${id}_a [label=${label(addressesOf(router))}, shape=ellipse, fillcolor="#ddf4ff"];`,
    ...router.members.flatMap(({ node, isHolder, priority, trackers }, at) => [
      `${id}_m${at} [label=${label(`${printableLine(node)}: ${priority} ${isHolder ? "MASTER" : "BACKUP"}`, ...trackers.map((one) => trackerText(one)))}${isHolder ? ', fillcolor="#dafbe1", color="#1a7f37", penwidth=2' : ""}];`,
      `${id}_a -> ${id}_m${at} [style=${isHolder ? "bold" : "dashed"}];`,
    ]),
    ...router.warnings.map(
      ({ event, text }, at) =>
        `${id}_w${at} [label=${label(printableLine(event), text)}, fillcolor="#fff8c5", color="#9a6700"];`,
    ),
    ...router.services.flatMap((service, at) => [...serviceLines(service, `${id}_s${at}`), `${id}_a -> ${id}_s${at};`]),
  ];
  const beginnings = beginningsOf(router);
  const head = [
    printableLine(router.name),
    factsOf(router).join(" · "),
    ...(beginnings === undefined ? [] : [beginnings]),
  ];
  return subgraph(id, head, lines, "#8c959f");
}

const serviceLines = (service: ServicePicture, id: string): readonly string[] => [
  `${id} [label=${label(serviceText(service))}, shape=component];`,
  ...service.servers.flatMap((server, at) => [
    `${id}_${at} [label=${label(printableLine(server.name), serverText(server))}];`,
    `${id} -> ${id}_${at};`,
  ]),
];

/** A text in quotes, a line each. A backslash would begin an escape, and `&` a character of HTML. */
const label = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/&/g, "&amp;").replace(/\\/g, "\\\\").replace(/"/g, '\\"')).join("\\n")}"`;
