import type { Colors } from "../reporters/report.js";
import { displayWidth } from "../text/display-width.js";
import { printableLine } from "../text/printable.js";
import { wrap } from "../text/wrap.js";
import type { ClusterPicture, MemberPicture, Picture, RouterPicture, ServicePicture } from "./picture.js";
import {
  addressesOf,
  beginningsOf,
  cutNames,
  cutTo,
  factsOf,
  HIGHEST_PRIORITY,
  sectionsOf,
  serverText,
  serviceText,
  titleOf,
  trackerText,
} from "./words.js";

/** The terminal that a picture is for. */
export interface PictureScreen {
  readonly colors: Colors;
  readonly width: number;
  /** No characters but those of ASCII. */
  readonly isAscii: boolean;
}

interface Signs {
  readonly holder: string;
  readonly other: string;
  readonly full: string;
  readonly taken: string;
  readonly warning: string;
  readonly arrow: string;
  readonly dot: string;
  readonly more: string;
  readonly branch: string;
  readonly last: string;
  readonly side: string;
  readonly top: string;
  readonly bottom: string;
}

const UNICODE: Signs = {
  holder: "●",
  other: "○",
  full: "█",
  taken: "░",
  warning: "▲",
  arrow: "→",
  dot: " · ",
  more: "…",
  branch: "├─",
  last: "└─",
  side: "│ ",
  top: "┌ ",
  bottom: "└",
};

const ASCII: Signs = {
  holder: "*",
  other: "o",
  full: "#",
  taken: ".",
  warning: "!",
  arrow: "->",
  dot: ", ",
  more: "...",
  branch: "|-",
  last: "`-",
  side: "| ",
  top: "+ ",
  bottom: "+",
};

interface Drawing extends PictureScreen {
  readonly signs: Signs;
}

/** The picture for a terminal; no line is longer than it is wide, as far as names allow. */
export function textPicture({ clusters }: Picture, screen: PictureScreen): string {
  const drawing = { ...screen, signs: screen.isAscii ? ASCII : UNICODE };
  const text = `${clusters.map((cluster) => drawCluster(cluster, drawing).join("\n")).join("\n\n")}\n`;
  // Names may hold any character; the signs are chosen above.
  return screen.isAscii ? text.replace(/[^\n\x1b -~]/gu, "?") : text;
}

function drawCluster(cluster: ClusterPicture, drawing: Drawing): readonly string[] {
  const { colors } = drawing;
  const parts: (readonly string[])[] = sectionsOf(cluster).flatMap(({ group, routers }) => {
    if (group === undefined) return routers.map((router) => drawRouter(router, drawing));
    const narrow = { ...drawing, width: drawing.width - drawing.signs.side.length };
    return [
      inGroup(
        group,
        routers.map((router) => drawRouter(router, narrow)),
        drawing,
      ),
    ];
  });
  if (cluster.services.length > 0) parts.push(cluster.services.flatMap((service) => drawService(service, drawing)));
  const left = cluster.left.flatMap((text) => broken(`not drawn: ${printableLine(text)}`, drawing));
  if (left.length > 0) parts.push(left.map((line) => colors.dim(line)));
  const title = broken(titleOf(cluster), drawing).map((line) => colors.bold(line));
  return [...title, ...parts.flatMap((lines) => ["", ...lines])];
}

/** A bracket around the routers that move together. */
function inGroup(name: string, routers: readonly (readonly string[])[], { signs, colors }: Drawing): readonly string[] {
  const lines = routers.flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
  return [
    `${colors.cyan(signs.top)}${colors.cyan(`sync group ${name}`)}`,
    ...lines.map((line) => `${colors.cyan(signs.side)}${line}`.trimEnd()),
    colors.cyan(signs.bottom),
  ];
}

function drawRouter(router: RouterPicture, drawing: Drawing): readonly string[] {
  const { signs, colors } = drawing;
  const facts = factsOf(router).join(signs.dot);
  const beginnings = beginningsOf(router);
  const head = `${printableLine(router.name)}${signs.dot}${addressesOf(router)}`;
  const isWide = displayWidth(`${head}${signs.dot}${facts}`) <= drawing.width;
  const name = cutTo(printableLine(router.name), drawing.width, signs.more);
  return [
    ...(isWide
      ? [`${colors.bold(name)}${head.slice(printableLine(router.name).length)}${colors.dim(`${signs.dot}${facts}`)}`]
      : [
          colors.bold(name),
          ...broken(addressesOf(router), drawing, "  "),
          ...broken(facts, drawing, "  ").map((line) => colors.dim(line)),
        ]),
    ...drawMembers(router.members, drawing),
    ...(beginnings === undefined ? [] : broken(beginnings, drawing, "  ").map((line) => colors.dim(line))),
    ...router.warnings.flatMap(({ event, text }) =>
      broken(`${signs.warning} ${printableLine(event)}: ${text}`, drawing, "  ").map((line) => colors.yellow(line)),
    ),
    ...router.services.flatMap((service) => drawService(service, drawing, "  ")),
  ];
}

const LONGEST_NAME = 24;
const BAR = { least: 8, most: 52 };

function drawMembers(members: readonly MemberPicture[], drawing: Drawing): readonly string[] {
  const { signs, colors, width } = drawing;
  const longestName = Math.min(LONGEST_NAME, Math.max(8, width >> 2));
  const names = cutNames(
    members.map(({ node }) => printableLine(node)),
    longestName,
    signs.more,
  );
  const nameWidth = Math.max(...names.map((name) => displayWidth(name)));
  const texts = members.map(({ trackers }) => trackers.map((one) => trackerText(one, signs.arrow)));
  const fixed = "  * ".length + nameWidth + " MASTER ".length + " 254".length;
  const room = width - fixed;
  // What is tracked is put beside the bar where both have room, else below it.
  const longest = Math.max(0, ...texts.map((some) => displayWidth(some.join(", ")) + 2));
  const isBeside = room - longest >= BAR.least * 2;
  const bar = Math.max(BAR.least, Math.min(BAR.most, isBeside ? room - longest : room));
  return members.flatMap((member, at) => {
    const { isHolder, priority } = member;
    const name = `${names[at] ?? ""}${" ".repeat(nameWidth - displayWidth(names[at] ?? ""))}`;
    const start = isHolder
      ? `  ${colors.green(signs.holder)} ${colors.bold(name)} ${colors.green("MASTER")}`
      : `  ${signs.other} ${name} ${colors.dim("BACKUP")}`;
    const line = `${start} ${drawBar(member, bar, drawing)} ${String(priority).padStart(3)}`;
    const own = texts[at] ?? [];
    if (own.length === 0) return [line];
    if (isBeside) return [`${line}  ${colors.dim(own.join(", "))}`];
    return [line, ...broken(own.join(", "), drawing, "      ").map((one) => colors.dim(one))];
  });
}

/** How much of the priority stays with all checks failing, and what they take. */
function drawBar({ priority, lowest }: MemberPicture, length: number, { signs, colors }: Drawing): string {
  const cells = (value: number): number => Math.max(1, Math.round((value / HIGHEST_PRIORITY) * length));
  const [kept, now] = [Math.min(cells(lowest), cells(priority)), cells(priority)];
  return `${colors.blue(signs.full.repeat(kept))}${colors.blue(signs.taken.repeat(now - kept))}${" ".repeat(length - now)}`;
}

function drawService(service: ServicePicture, drawing: Drawing, indent = ""): readonly string[] {
  const { signs, colors } = drawing;
  const inner = `${indent}${indent === "" ? "" : signs.side}`;
  const { servers } = service;
  const nameWidth = Math.max(0, ...servers.map(({ name }) => displayWidth(printableLine(name))));
  const heaviest = Math.max(1, ...servers.map(({ weight = 0 }) => weight));
  const lines = servers.map((server, at) => {
    const name = printableLine(server.name);
    const branch = at === servers.length - 1 ? signs.last : signs.branch;
    const start = `${indent}${branch} ${name}${" ".repeat(nameWidth - displayWidth(name))}`;
    const room = drawing.width - displayWidth(start) - displayWidth(serverText(server)) - 4;
    const scale = Math.min(10, room);
    const cells = server.weight === undefined || scale < 4 ? 0 : Math.round((server.weight / heaviest) * scale);
    const bar = scale < 4 ? "" : `  ${colors.blue(signs.full.repeat(cells))}${" ".repeat(scale - cells)}`;
    return `${start}${bar}  ${colors.dim(serverText(server))}`;
  });
  const none = servers.length === 0 ? [`${indent}${signs.last} ${colors.yellow("no real server")}`] : [];
  return [...broken(serviceText(service), drawing, indent), ...lines, ...none].map((line) =>
    line.replace(inner === "" ? /^$/ : /\s+$/, ""),
  );
}

/** A text in lines that fit, each after the indent. */
const broken = (text: string, { width }: PictureScreen, indent = ""): readonly string[] =>
  wrap(text, width - indent.length).map((line) => `${indent}${line}`);
