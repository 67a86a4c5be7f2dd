import { printableLine } from "../text/printable.js";
import { type Flow, type HostNeeds, type KernelSetting, PROTOCOLS } from "./flow.js";

/** Where a word is, as `lb1.conf:12`. */
export type PlaceText = (at: Flow["at"]) => string;

/** How parts of the text are emphasised. */
export interface TextStyle {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const TITLES = [
  ["in", "Let in"],
  ["forward", "Forward"],
  ["out", "Let out, where the host filters what it sends"],
] as const;

/** What a node's host must allow, for people. */
export function hostText(needs: HostNeeds, place: PlaceText, style: TextStyle): string {
  const { node, flows, settings, unknown } = needs;
  const parts = TITLES.flatMap(([direction, title]) => {
    const rows = flows.filter((flow) => flow.direction === direction).map((flow) => flowRow(flow, place));
    return rows.length === 0 ? [] : [section(title, rows, style)];
  });
  const own = settings.filter(({ hosts }) => hosts === "self");
  if (own.length > 0)
    parts.push(
      section(
        "Kernel settings",
        own.map((one) => settingRow(one, place)),
        style,
      ),
    );
  for (const hosts of new Set(settings.map((one) => one.hosts)))
    if (hosts !== "self" && hosts.length > 0) {
      const rows = settings.filter((one) => `${one.hosts}` === `${hosts}`).map((one) => settingRow(one, place));
      parts.push(section(`Kernel settings on ${hosts.join(", ")}`, rows, style));
    }
  if (unknown.length > 0)
    parts.push(
      section(
        "Not known",
        unknown.map((one) => [printableLine(one)]),
        style,
      ),
    );
  if (parts.length === 0) parts.push("  nothing\n");
  return `${style.strong(printableLine(node))}\n\n${parts.join("\n")}`;
}

const flowRow = (flow: Flow, place: PlaceText): readonly string[] => [
  protocolText(flow),
  printableLine(flow.interface ?? ""),
  endsText(flow),
  printableLine(flow.reasons.join(", ")),
  printableLine(place(flow.at)),
];

/** `VRRP (112)`, `tcp`. */
export const protocolText = ({ protocol }: Flow): string =>
  protocol === "vrrp" || protocol === "ah" ? `${protocol.toUpperCase()} (${PROTOCOLS[protocol]})` : protocol;

/** `192.0.2.1 → 224.0.0.18`. */
export function endsText({ from, fromPort, to, toPort }: Flow): string {
  const end = (address: string | undefined, port: number | undefined): string => {
    const name = address === undefined ? "any" : port !== undefined && address.includes(":") ? `[${address}]` : address;
    return port === undefined ? name : `${name}:${port}`;
  };
  return `${end(from, fromPort)} → ${end(to, toPort)}`;
}

const settingRow = ({ name, value, reason, at }: KernelSetting, place: PlaceText): readonly string[] => [
  printableLine(`${name} = ${value}`),
  printableLine(reason),
  printableLine(place(at)),
];

/** Rows under a title, in columns. */
function section(title: string, rows: readonly (readonly string[])[], { strong, faint }: TextStyle): string {
  const shown = [...new Map(rows.map((row) => [row.join("\0"), row])).values()];
  const widths = (shown[0] ?? []).map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)));
  const lines = shown.map((row) => {
    const cells = row.map((cell, column) => {
      const isLast = column === row.length - 1;
      return isLast && column > 0 ? faint(cell) : cell.padEnd(isLast ? 0 : (widths[column] ?? 0));
    });
    return `  ${cells.filter((cell, column) => widths[column] !== 0 || cell !== "").join("  ")}`.trimEnd();
  });
  return `${strong(title)}\n${lines.join("\n")}\n`;
}
