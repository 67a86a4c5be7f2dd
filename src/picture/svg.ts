import { escapeXml } from "../reporters/xml.js";
import { printableLine } from "../text/printable.js";
import { wrap } from "../text/wrap.js";
import type { ClusterPicture, MemberPicture, Picture, RouterPicture, ServicePicture } from "./picture.js";
import { columnsIn, rect, sheet, textAt, widthOf } from "./svg-sheet.js";
import {
  addressesOf,
  beginningsOf,
  cutNames,
  factsOf,
  HIGHEST_PRIORITY,
  rivalOf,
  sectionsOf,
  serverText,
  serviceText,
  titleOf,
  trackerText,
} from "./words.js";

/** Something drawn at 0/0, with its height. */
interface Drawn {
  readonly height: number;
  readonly lines: readonly string[];
}

const CARD = 460;
const GAP = 20;
const PAD = 18;
const INNER = CARD - 2 * PAD;
/** Cards beside each other at most. */
const MOST_COLUMNS = 2;

/** The picture as a file of its own: a card a virtual router, a frame around those that move together. */
export function svgPicture({ clusters }: Picture): string {
  const drawn = clusters.map(drawCluster);
  const columns = Math.max(1, ...drawn.map((one) => one.columns));
  const width = 2 * GAP + columns * CARD + (columns - 1) * GAP + 2 * FRAME;
  const { lines, height } = stack(
    drawn.map(({ parts }) => parts),
    GAP,
  );
  return sheet(width, height + GAP, clusters.map(titleOf).join("; "), [
    `<g transform="translate(${GAP} 0)">`,
    ...lines,
    "</g>",
  ]);
}

/** Room between a frame and its cards. */
const FRAME = 12;

function drawCluster(cluster: ClusterPicture): { readonly columns: number; readonly parts: Drawn } {
  const sections = sectionsOf(cluster).map(({ group, routers }) => drawSection(group, routers.map(drawRouter)));
  const services = cluster.services.map((service) => card(drawService(service)));
  const all = services.length === 0 ? sections : [...sections, drawSection(undefined, services)];
  const left = cluster.left.map(
    (text): Drawn => ({ height: 18, lines: [textAt(0, 13, `not drawn: ${printableLine(text)}`, "dim")] }),
  );
  const title: Drawn = { height: 30, lines: [textAt(0, 24, titleOf(cluster), "title", columnsIn(CARD, 17))] };
  return {
    columns: Math.max(1, ...all.map(({ columns }) => columns)),
    parts: stack([title, ...all, ...left], 12),
  };
}

function drawSection(group: string | undefined, cards: readonly Drawn[]): Drawn & { readonly columns: number } {
  const columns = Math.min(MOST_COLUMNS, cards.length);
  const inset = group === undefined ? 0 : FRAME;
  const top = group === undefined ? 0 : 34;
  const lines: string[] = [];
  const heights = Array.from({ length: columns }, (): number => top);
  for (const { height, lines: own } of cards) {
    // Each card goes into the shortest column.
    const column = heights.indexOf(Math.min(...heights));
    lines.push(`<g transform="translate(${inset + column * (CARD + GAP)} ${heights[column]})">`, ...own, "</g>");
    heights[column] = (heights[column] ?? 0) + height + GAP;
  }
  const height = Math.max(...heights) - GAP + inset;
  if (group === undefined) return { columns, height, lines };
  const width = columns * CARD + (columns - 1) * GAP + 2 * FRAME;
  const frame = [
    rect(0, 0, width, height, "frame", 12),
    textAt(FRAME + 2, 22, `sync group ${group}: one fails, all move`, "group", columnsIn(width - 2 * FRAME, 12)),
  ];
  return { columns, height, lines: [...frame, ...lines] };
}

/** One below the other. */
function stack(parts: readonly Drawn[], gap: number): Drawn {
  const lines: string[] = [];
  let y = 0;
  for (const part of parts) {
    lines.push(`<g transform="translate(0 ${y})">`, ...part.lines, "</g>");
    y += part.height + gap;
  }
  return { height: Math.max(0, y - gap), lines };
}

const card = (content: Drawn): Drawn => ({
  height: content.height + 2 * PAD,
  lines: [
    rect(0.5, 0.5, CARD - 1, content.height + 2 * PAD - 1, "card", 10),
    `<g transform="translate(${PAD} ${PAD})">`,
    ...content.lines,
    "</g>",
  ],
});

function drawRouter(router: RouterPicture): Drawn {
  const facts = factsOf(router).join(" · ");
  const name = printableLine(router.name);
  const free = INNER - widthOf(facts, 12) - 12;
  const head: Drawn = {
    height: 42,
    lines: [
      textAt(0, 15, name, "name", columnsIn(free, 15)),
      textAt(INNER, 14, facts, "dim", columnsIn(INNER * 0.6, 12), ' text-anchor="end"'),
      textAt(0, 35, addressesOf(router), "strong", columnsIn(INNER)),
    ],
  };
  const beginnings = beginningsOf(router);
  const names = cutNames(
    router.members.map(({ node }) => printableLine(node)),
    columnsIn(LABEL - 28),
  );
  return card(
    stack(
      [
        head,
        ...router.members.map((member, at) => drawMember(member, names[at] ?? "", router.members)),
        ...(beginnings === undefined ? [] : [drawNote(beginnings)]),
        ...(router.warnings.length === 0 ? [] : [drawWarnings(router)]),
        ...router.services.map(drawService),
      ],
      12,
    ),
  );
}

const LABEL = 150;
const BAR = INNER - LABEL - 38;

function drawNote(text: string): Drawn {
  const lines = wrap(text, columnsIn(INNER, 12));
  return { height: lines.length * 16, lines: lines.map((line, at) => textAt(0, 12 + at * 16, line, "dim")) };
}

function drawMember(member: MemberPicture, name: string, all: readonly MemberPicture[]): Drawn {
  const { isHolder, priority, lowest, trackers } = member;
  const scale = (value: number): number => (value / HIGHEST_PRIORITY) * BAR;
  const kept = scale(Math.min(lowest, priority));
  const texts = trackers.map((one) => trackerText(one));
  const wrapped = texts.length === 0 ? [] : wrap(texts.join(", "), columnsIn(INNER - LABEL, 12));
  const rival = rivalOf(member, all);
  return {
    height: Math.max(32, 22 + wrapped.length * 16),
    lines: [
      `<circle cx="6" cy="10" r="5" class="${isHolder ? "dot" : "ring"}"/>`,
      textAt(20, 14, name, isHolder ? "strong" : "", columnsIn(LABEL - 28)),
      textAt(20, 29, isHolder ? "MASTER" : "BACKUP", isHolder ? "holder" : "other"),
      rect(LABEL, 3, BAR, 14, "track", 3),
      rect(LABEL, 3, scale(priority), 14, "taken", 3),
      rect(LABEL, 3, kept, 14, "kept", 3),
      ...(rival === undefined ? [] : [rivalLine(LABEL + scale(rival), rival)]),
      textAt(INNER, 15, String(priority), "number", 3, ' text-anchor="end"'),
      ...wrapped.map((line, at) => textAt(LABEL, 32 + at * 16, line, "dim")),
    ],
  };
}

/** Where a failing check has to get below, so that it moves the addresses. */
const rivalLine = (x: number, priority: number): string =>
  `<line x1="${Math.round(x)}" x2="${Math.round(x)}" y1="-1" y2="21" class="rival"><title>${escapeXml(`the next node has ${priority}`)}</title></line>`;

function drawWarnings({ warnings }: RouterPicture): Drawn {
  const lines = warnings.flatMap(({ event, text }) =>
    wrap(`${printableLine(event)}: ${text}`, columnsIn(INNER - 40, 12)),
  );
  const height = lines.length * 17 + 14;
  return {
    height,
    lines: [
      rect(0, 0, INNER, height, "alarm", 6),
      `<path d="M 16 ${height / 2 - 6} l 7 12 h -14 z" class="warn"/>`,
      ...lines.map((line, at) => textAt(32, 20 + at * 17, line, "warn")),
    ],
  };
}

const ROW = 21;

/** A virtual server with its real servers as a tree. */
function drawService(service: ServicePicture): Drawn {
  const { servers } = service;
  const heaviest = Math.max(1, ...servers.map(({ weight = 0 }) => weight));
  const longest = Math.min(190, Math.max(0, ...servers.map(({ name }) => widthOf(printableLine(name)))));
  const head = wrap(serviceText(service), columnsIn(INNER));
  const top = head.length * 18 + 2;
  const rows = servers.flatMap((server, at) => {
    const y = top + at * ROW + 14;
    const [bar, x] = [60, 26 + longest + 10];
    const length = server.weight === undefined ? 0 : (server.weight / heaviest) * bar;
    return [
      `<path d="M 8 ${top + (at === 0 ? 0 : (at - 1) * ROW + 10)} V ${y - 4} H 20" class="line"/>`,
      textAt(26, y, printableLine(server.name), "", columnsIn(longest + 4)),
      ...(server.weight === undefined
        ? []
        : [rect(x, y - 9, bar, 8, "track", 2), rect(x, y - 9, length, 8, "kept", 2)]),
      textAt(x + bar + 10, y, serverText(server), "dim", columnsIn(INNER - x - bar - 10, 12)),
    ];
  });
  const none = servers.length === 0 ? [textAt(20, top + 14, "no real server", "warn")] : [];
  return {
    height: top + Math.max(1, servers.length) * ROW,
    lines: [...head.map((line, at) => textAt(0, 14 + at * 18, line, "strong")), ...rows, ...none],
  };
}
