import { groupBy } from "../text/group-by.js";
import { printableLine } from "../text/printable.js";
import {
  differenceText,
  directionText,
  listed,
  misplacedText,
  modelText,
  namesOf,
  priorityText,
  reasonText,
  remedy,
  routerTitle,
  stateNote,
  timeText,
  verdictText,
  writtenAt,
} from "./describe.js";
import { type LiveReport, type LiveRouter, misplaced, type Rivalry } from "./live.js";
import type { LiveMember, LiveNode } from "./nodes.js";
import type { Reason } from "./reasons.js";

/** How a place in a file is named, and how strong and weak words are marked. */
export interface Style {
  /** `lb1.conf:8`; an empty text where there is no place. */
  readonly place: (at: Parameters<PlaceOf>[0]) => string;
  readonly strong: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

type PlaceOf = (at: ReturnType<typeof writtenAt>) => string;

/** A line of a report: a label, and the text. */
export interface LiveRow {
  readonly label: string;
  readonly text: string;
  readonly places: readonly string[];
}

/** The report for a terminal. */
export function liveText(report: LiveReport, style: Style): string {
  const routers = report.routers.map((router) => routerText(router, style));
  const nodes = report.nodes.map((node) => nodeText(node, report, style)).filter((text) => text !== "");
  const notes = noteLines(report).map((text) => `${style.bad("note")}  ${printableLine(text)}\n`);
  return [...routers, ...nodes, notes.join(""), `${style.strong(summaryOf(report))}\n`]
    .filter((part) => part !== "")
    .join("\n");
}

/** What is wrong, counted. */
export function summaryOf({ routers, strays, differences, gaps, isSound }: LiveReport): string {
  if (isSound) return "as it should be";
  const count = (is: (router: LiveRouter) => boolean): number => routers.filter(is).length;
  const isOther = ({ verdict, model }: LiveRouter): boolean =>
    verdict === "one" && model?.agrees === false && !model.isSettling;
  return [
    counted(count(({ verdict }) => verdict === "double") + strays.length, "double", "doubles"),
    counted(
      count(({ verdict }) => verdict === "apart"),
      "possible double",
      "possible doubles",
    ),
    counted(
      count(({ verdict }) => verdict === "orphan"),
      "orphan",
      "orphans",
    ),
    counted(count(isOther), "other holder than the model has", "other holders than the model has"),
    counted(
      count(({ members }) => members.some((one) => misplaced(one).length > 0)),
      "router with misplaced addresses",
      "routers with misplaced addresses",
    ),
    counted(differences.length, "difference", "differences"),
    counted(gaps.length, "pair of dumps of different moments", "pairs of dumps of different moments"),
  ]
    .filter((text) => text !== "")
    .join(", ");
}

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? "" : `${count} ${count === 1 ? one : many}`;

function routerText(router: LiveRouter, style: Style): string {
  const isGood = router.verdict === "one" || router.verdict === "elsewhere";
  const paint = isGood ? style.good : style.bad;
  const title = `${style.strong(printableLine(routerTitle(router)))}: ${paint(printableLine(verdictText(router)))}`;
  const cells = router.members.map((member) => memberCells(member, router));
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const members = cells.map((row) => {
    const texts = row.map((cell, at) => printableLine(cell).padEnd(widths[at] ?? 0));
    return `  ${texts.filter((cell) => cell !== "").join("  ")}`.trimEnd();
  });
  const rows = routerRows(router, style.place);
  const wide = Math.max(0, ...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, text, places }) => {
    const where = places.length === 0 ? "" : `  ${style.faint(places.map(printableLine).join(", "))}`;
    return `  ${label.padEnd(wide)}  ${printableLine(text)}${where}`;
  });
  return `${[title, ...members, ...lines].join("\n")}\n`;
}

function memberCells({ node, running }: LiveMember, { verdict }: LiveRouter): readonly string[] {
  const { state, since, line } = running;
  const note =
    verdict === "orphan" || verdict === "unknown" || state === "FAULT"
      ? stateNote({ node, running, written: undefined })
      : undefined;
  return [
    node.name,
    state ?? "",
    priorityText(running),
    since === undefined || since === 0 ? "" : `since ${timeText(since)}`,
    [`${node.dump.path}:${line}`, ...(note === undefined ? [] : [note])].join("  "),
  ];
}

/** Addresses, reasons, and what the model says. */
export function routerRows(router: LiveRouter, place: PlaceOf): readonly LiveRow[] {
  const row = (label: string, text: string, places: readonly string[] = []): LiveRow => ({ label, text, places });
  const addresses = groupBy(router.addresses, ({ holders }) => namesOf(holders));
  const model = modelText(router);
  return [
    ...[...addresses].map(([names, some]) =>
      row("VIPs", `${some.map(({ address }) => address).join(", ")} on ${names}`),
    ),
    ...router.members.flatMap((member) => {
      const text = misplacedText(member);
      return text === undefined ? [] : [row("VIPs", `${member.node.name} is ${text}`)];
    }),
    ...router.rivalries.flatMap((rivalry) => rivalryRows(rivalry, place)),
    ...(model === undefined ? [] : [row("model", model)]),
  ];
}

function rivalryRows(rivalry: Rivalry, place: PlaceOf): readonly LiveRow[] {
  return rivalry.directions.flatMap((direction) =>
    direction.reasons.flatMap((reason: Reason, at): LiveRow[] => {
      const { sender, receiver } = direction;
      const places = [sender, receiver]
        .map((member) => place(writtenAt(member, reason.kind)))
        .filter((text) => text !== "");
      const start = at === 0 ? `${directionText(direction)}: ` : "and then: ";
      const help = remedy(rivalry, direction, reason);
      return [
        { label: "why", text: `${start}${reasonText(direction, reason)}`, places },
        ...(help === undefined ? [] : [{ label: "help", text: help, places: [] }]),
      ];
    }),
  );
}

function nodeText(node: LiveNode, { differences }: LiveReport, style: Style): string {
  const own = differences.filter((one) => one.node === node);
  const { config } = node;
  const name = style.strong(printableLine(node.name));
  if (config === undefined) return "";
  const path = printableLine(config.path);
  if (own.length === 0) return `${name}: ${style.good(`runs what ${path} says`)}\n`;
  const lines = own.map((one) => {
    const where = style.place(one.at);
    const at = [where, one.line === undefined ? "" : `${node.dump.path}:${one.line}`].filter((text) => text !== "");
    const what = [one.instance, one.setting].filter((part) => part !== undefined).join("  ");
    return `  ${printableLine(`${what}  ${differenceText(one)}`)}  ${style.faint(at.map(printableLine).join(", "))}`;
  });
  const verb = style.bad(`runs otherwise than ${path} says`);
  return `${name}: ${verb}; keepalived has not read the file since it was changed, or left lines out\n${lines.join("\n")}\n`;
}

/** What the reader of the report has to know about the dumps themselves. */
export function noteLines({ gaps, missing, strays, nodes }: LiveReport): readonly string[] {
  const cut = nodes.filter(({ dump }) => dump.isCut).map(({ dump }) => dump.path);
  const bare = nodes.filter(({ dump }) => dump.instances.every(({ counters }) => counters === undefined));
  return [
    ...strays.map(({ address, holders }) => {
      const where = holders.map(({ node, running }) => `${node.name} (${running.name}, VRID ${running.vrid})`);
      return `${address} is on ${listed(where)} at once: these are different virtual routers`;
    }),
    ...gaps.map(
      ({ a, b, seconds }) => `the dumps of ${a.name} and ${b.name} are ${seconds} s apart; take them at the same time`,
    ),
    ...(missing.length === 0 ? [] : [`no dump of ${listed(missing)}: what these nodes do is not known`]),
    ...cut.map((path) => `${path} ends early: what is missing in it is not compared`),
    ...(bare.length === 0 || bare.length === nodes.length
      ? []
      : [`no counters of ${listed(bare.map(({ name }) => name))}: give keepalived.stats too`]),
  ];
}
