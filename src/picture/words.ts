import { describeHolders, listed } from "../forecast/describe.js";
import { OWNER_PRIORITY } from "../semantic/instances.js";
import { printableLine } from "../text/printable.js";
import type {
  ClusterPicture,
  MemberPicture,
  RouterPicture,
  ServerPicture,
  ServicePicture,
  TrackerPicture,
} from "./picture.js";

/** `web: lb1 and lb2`. */
export const titleOf = ({ name, nodes }: ClusterPicture): string =>
  printableLine(`${name === undefined ? "" : `${name}: `}${listed(nodes)}`);

/** Addresses, router id, interface and version, for one line. */
export const factsOf = ({ vrid, interfaces, version, transport }: RouterPicture): readonly string[] =>
  [`id ${vrid}`, ...interfaces, `VRRPv${version}`, ...(transport === "unicast" ? ["unicast"] : [])].map(printableLine);

/** More addresses than this are counted, not listed. */
const MAX_ADDRESSES = 4;

/** `192.0.2.100, 192.0.2.101 and 7 more`. */
export const addressesOf = ({ addresses }: RouterPicture): string =>
  printableLine(
    addresses.length > MAX_ADDRESSES + 1
      ? `${addresses.slice(0, MAX_ADDRESSES).join(", ")} and ${addresses.length - MAX_ADDRESSES} more`
      : addresses.join(", "),
  );

/** `chk_web -20 → 130`, `eth1 → FAULT`. */
export function trackerText({ name, weight, isReversed, left }: TrackerPicture, arrow = "→"): string {
  const sign = weight > 0 ? "+" : "";
  const what = `${weight === 0 ? "" : ` ${sign}${weight}`}${isReversed ? " reverse" : ""}`;
  return printableLine(`${name}${what} ${arrow} ${left ?? "FAULT"}`);
}

/** `lb1 or lb2 is MASTER, whichever starts first`; undefined where that is not open. */
export const beginningsOf = ({ beginnings }: RouterPicture): string | undefined =>
  beginnings === undefined
    ? undefined
    : printableLine(`${describeHolders(beginnings)} is MASTER, whichever starts first`);

/** What the bar of a priority shows at its full length. */
export const HIGHEST_PRIORITY = OWNER_PRIORITY;

/** The priority below which failing checks have to take the holder for the addresses to move; undefined: no check takes any. */
export function rivalOf(member: MemberPicture, all: readonly MemberPicture[]): number | undefined {
  const rivals = all.filter((one) => one !== member).map(({ priority }) => priority);
  const isShown = member.isHolder && rivals.length > 0 && member.lowest < member.priority;
  return isShown ? Math.max(...rivals) : undefined;
}

/** `192.0.2.100:80 TCP, rr, DR`. */
export const serviceText = ({ name, protocol, scheduler, method, onlyOn }: ServicePicture): string =>
  printableLine(
    [
      protocol === undefined ? name : `${name} ${protocol}`,
      ...[scheduler, method].filter((one) => one !== undefined),
      ...(onlyOn.length === 0 ? [] : [`on ${listed(onlyOn)} only`]),
    ].join(", "),
  );

/** `weight 3, TCP_CHECK`. */
export function serverText({ weight, checks, isSorry }: ServerPicture): string {
  if (isSorry) return "sorry server";
  const parts = [
    ...(weight === undefined ? [] : [`weight ${weight}`]),
    checks.length === 0 ? "no check" : checks.join(", "),
  ];
  return printableLine(parts.join(", "));
}

/** The routers of a cluster as they are drawn together: those of a sync group, then each other one. */
export function sectionsOf({ routers, groups }: ClusterPicture): readonly {
  readonly group: string | undefined;
  readonly routers: readonly RouterPicture[];
}[] {
  const grouped = new Set(groups.flatMap((group) => group.routers));
  const lone = routers.filter((_, at) => !grouped.has(at));
  return [
    ...groups.map((group) => ({
      group: printableLine(group.name),
      routers: group.routers.flatMap((at) => routers[at] ?? []),
    })),
    ...(lone.length === 0 ? [] : [{ group: undefined, routers: lone }]),
  ];
}

/** A text cut to so many columns, with a sign that it was. */
export const cutTo = (text: string, length: number, sign = "…"): string => {
  const chars = [...text];
  return chars.length <= length ? text : `${chars.slice(0, Math.max(0, length - sign.length)).join("")}${sign}`;
};

/** Names cut to so many columns so that they can be told apart: where their beginnings are equal, the ends are kept. */
export function cutNames(names: readonly string[], length: number, sign = "…"): readonly string[] {
  const cut = names.map((name) => cutTo(name, length, sign));
  if (new Set(cut).size === cut.length) return cut;
  return names.map((name) => {
    const chars = [...name];
    return chars.length <= length ? name : `${sign}${chars.slice(sign.length - length).join("")}`;
  });
}
