import { printableLine } from "../text/printable.js";
import type { ClusterPicture, MemberPicture, RouterPicture, ServicePicture } from "./picture.js";
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

/** A flowchart of one cluster, as GitHub, GitLab and others draw it: addresses lead to nodes and virtual servers. */
export function mermaidPicture(cluster: ClusterPicture): string {
  const lines: string[] = ["flowchart TB", `  accTitle: ${plain(titleOf(cluster))}`];
  for (const [at, { group, routers }] of sectionsOf(cluster).entries()) {
    const inner = routers.flatMap((router, index) => routerLines(router, `r${at}_${index}`));
    if (group === undefined) lines.push(...inner.map((line) => `  ${line}`));
    else
      lines.push(`  subgraph g${at}[${label(`sync group ${group}`)}]`, ...inner.map((line) => `    ${line}`), "  end");
  }
  for (const [at, service] of cluster.services.entries())
    lines.push(...serviceLines(service, `s${at}`).map((line) => `  ${line}`));
  lines.push(
    "  classDef holder stroke-width:3px",
    "  classDef warning stroke:#cf222e,stroke-width:2px,stroke-dasharray:5 3",
  );
  return `${lines.join("\n")}\n`;
}

function routerLines(router: RouterPicture, id: string): readonly string[] {
  const beginnings = beginningsOf(router);
  const head = label(`${printableLine(router.name)} · ${factsOf(router).join(" · ")}`);
  return [
    `subgraph ${id}[${head}]`,
    "  direction LR",
    `  ${id}_a([${label(addressesOf(router))}])`,
    ...router.members.flatMap((member, at) => memberLines(member, `${id}_m${at}`, `${id}_a`)),
    ...(beginnings === undefined ? [] : [`  ${id}_b[${label(beginnings)}]`]),
    ...router.warnings.flatMap(({ event, text }, at) => [
      `  ${id}_w${at}[${label(`⚠ ${printableLine(event)}`, text)}]:::warning`,
    ]),
    ...router.services.flatMap((service, at) => [
      ...serviceLines(service, `${id}_s${at}`).map((line) => `  ${line}`),
      `  ${id}_a --> ${id}_s${at}`,
    ]),
    "end",
  ];
}

function memberLines(member: MemberPicture, id: string, from: string): readonly string[] {
  const { node, isHolder, priority, trackers } = member;
  const head = `${printableLine(node)}: ${priority} ${isHolder ? "MASTER" : "BACKUP"}`;
  const text = label(head, ...trackers.map((tracker) => trackerText(tracker)));
  return [`  ${id}[${text}]${isHolder ? ":::holder" : ""}`, `  ${from} ${isHolder ? "==>" : "-.->"} ${id}`];
}

const serviceLines = (service: ServicePicture, id: string): readonly string[] => [
  `${id}[/${label(serviceText(service))}/]`,
  ...service.servers.flatMap((server, at) => [
    `${id}_${at}[${label(printableLine(server.name), serverText(server))}]`,
    `${id} --> ${id}_${at}`,
  ]),
];

/** A text in quotes, each part on a line of its own. */
const label = (...parts: readonly string[]): string => `"${parts.map(escaped).join("<br/>")}"`;

/** Everything that means something to mermaid, to Markdown or to HTML as the code of its character. */
const escaped = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N} _.:,/+\u00b7\u2192\u26a0\u2026-]/gu, (char) => `#${char.codePointAt(0)};`)
    .replace(/-(?=-)/g, "#45;");

/** A title is not in quotes: it ends with its line, and a comment or a statement may begin at some signs. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .:,/-]/gu, "_").replace(/-(?=-)/g, "_");
