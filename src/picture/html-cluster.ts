import { printableLine } from "../text/printable.js";
import type { ClusterPicture, MemberPicture, RouterPicture, ServerPicture, ServicePicture } from "./picture.js";
import {
  addressesOf,
  beginningsOf,
  factsOf,
  HIGHEST_PRIORITY,
  rivalOf,
  sectionsOf,
  serverText,
  serviceText,
  trackerText,
} from "./words.js";

const HTML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for an element or an attribute; a number and its seconds stay on one line. */
export const text = (value: string): string =>
  printableLine(value)
    .replace(/(\d) s\b/g, "$1\u00a0s")
    .replace(/[&<>"']/g, (char) => HTML[char] ?? char);

/** What is drawn of a cluster, without a heading; `isPlayed`: with what its failures bring, in one line. */
export function clusterCards(cluster: ClusterPicture, isPlayed: boolean): string {
  const services =
    cluster.services.length === 0
      ? ""
      : `<h2>Virtual servers</h2>\n<div class="cards">${cluster.services.map((one) => `<div class="card">${servicePart(one)}</div>`).join("\n")}</div>`;
  const left = cluster.left.map((one) => `<p class="dim">Not drawn: ${text(one)}</p>`).join("\n");
  return `${isPlayed ? verdict(cluster) : ""}
<div class="picture">
${sectionsOf(cluster).map(sectionPart).join("\n")}
</div>
${services}
${left}`;
}

function verdict({ routers, left }: ClusterPicture): string {
  const count = routers.reduce((sum, { warnings }) => sum + warnings.length, 0);
  // Of what could not be played nothing is known.
  if (count === 0 && left.length > 0) return "";
  if (count === 0)
    return '<p class="verdict good">No single failure leaves an address on nobody or on two nodes that need not.</p>';
  return `<p class="verdict bad">${count} avoidable ${count === 1 ? "failure" : "failures"}</p>`;
}

function sectionPart({ group, routers }: ReturnType<typeof sectionsOf>[number]): string {
  const cards = `<div class="cards">\n${routers.map(routerPart).join("\n")}\n</div>`;
  if (group === undefined) return cards;
  return `<section class="group"><p>Sync group ${text(group)}: one fails, all move</p>\n${cards}</section>`;
}

const routerPart = (router: RouterPicture): string => `<article class="card">
<header><h3>${text(router.name)}</h3><span class="dim">${text(factsOf(router).join(" · "))}</span></header>
<p class="addresses">${text(addressesOf(router))}</p>
<ul class="members">
${router.members.map((member) => memberPart(member, router.members)).join("\n")}
</ul>
${beginningsPart(router)}${warningsPart(router)}${router.services.map(servicePart).join("\n")}
</article>`;

function beginningsPart(router: RouterPicture): string {
  const beginnings = beginningsOf(router);
  return beginnings === undefined ? "" : `<p class="dim">${text(beginnings)}</p>\n`;
}

const percent = (value: number, of: number): string => `${Math.round((value / of) * 1000) / 10}%`;

function memberPart(member: MemberPicture, all: readonly MemberPicture[]): string {
  const { node, isHolder, priority, lowest, trackers } = member;
  const rival = rivalOf(member, all);
  const least = Math.min(lowest, priority);
  const label = `priority ${priority}${least < priority ? `, ${least} with all checks failing` : ""}${rival === undefined ? "" : `, the next node has ${rival}`}`;
  const bar = [
    `<i class="taken" style="width:${percent(priority, HIGHEST_PRIORITY)}"></i>`,
    `<i style="width:${percent(least, HIGHEST_PRIORITY)}"></i>`,
    ...(rival === undefined ? [] : [`<i class="rival" style="left:${percent(rival, HIGHEST_PRIORITY)}"></i>`]),
  ].join("");
  const tracked = trackers.map((one) => `<span>${text(trackerText(one))}</span>`).join(" ");
  return `<li${isHolder ? ' class="holder"' : ""}><span class="node"><b>${text(node)}</b><span>${isHolder ? "MASTER" : "BACKUP"}</span></span><span class="bar" role="img" aria-label="${label}" title="${label}">${bar}</span><span class="number">${priority}</span>${tracked === "" ? "" : `<span class="trackers">${tracked}</span>`}</li>`;
}

const warningsPart = ({ warnings }: RouterPicture): string =>
  warnings.length === 0
    ? ""
    : `<div class="alarm">${warnings.map(({ event, text: what }) => `<p><b>${text(event)}</b>: ${text(what)}</p>`).join("")}</div>\n`;

function servicePart(service: ServicePicture): string {
  const heaviest = Math.max(1, ...service.servers.map(({ weight = 0 }) => weight));
  const servers = service.servers.map((server) => serverPart(server, heaviest)).join("\n");
  const none = service.servers.length === 0 ? '<p class="warning">no real server</p>' : "";
  return `<div class="service"><b>${text(serviceText(service))}</b>\n<ul class="servers">\n${servers}\n</ul>${none}</div>`;
}

function serverPart(server: ServerPicture, heaviest: number): string {
  const { name, weight } = server;
  const bar =
    weight === undefined
      ? "<span></span>"
      : `<span class="bar" aria-hidden="true"><i style="width:${percent(weight, heaviest)}"></i></span>`;
  return `<li><span>${text(name)}</span>${bar}<span class="dim">${text(serverText(server))}</span></li>`;
}
