import { expect } from "vitest";
import { describeMiss, describeStory } from "../../src/scenarios/describe-result.js";
import { playScenarios } from "./play.js";

/** `150 nopreempt script chk weight -60`: a priority, then lines of the instance; `|` begins another line. */
interface NodeText {
  readonly priority?: number | undefined;
  /** Lines of the instance. */
  readonly lines?: readonly string[];
  /** Lines of `vrrp_script chk`; none: it is not defined. */
  readonly script?: readonly string[];
  /** Blocks before the instances. */
  readonly before?: string;
  readonly vips?: readonly string[];
  readonly vrid?: number;
}

export function textOf({
  priority,
  lines = [],
  script,
  before = "",
  vips = ["10.99.0.100/24"],
  vrid = 51,
}: NodeText): string {
  const chk = script === undefined ? "" : `vrrp_script chk {\nscript /bin/true\n${script.join("\n")}\n}\n`;
  const tracked = script === undefined ? "" : "track_script {\nchk\n}\n";
  const base = priority === undefined ? "" : `priority ${priority}\n`;
  return `${before}${chk}vrrp_instance V {\ninterface eth0\nvirtual_router_id ${vrid}\n${base}${lines.join("\n")}\n${tracked}virtual_ipaddress {\n${vips.join("\n")}\n}\n}\n`;
}

export interface Case {
  /** The rules of behaviour that it shows, and what they say. */
  readonly name: string;
  readonly nodes: Readonly<Record<string, NodeText | string>>;
  readonly start?: readonly string[];
  readonly steps: readonly object[];
  readonly releases?: readonly string[];
}

export const UNICAST = (own: string, ...peers: readonly string[]) => [
  `unicast_src_ip ${own}`,
  "unicast_peer {",
  ...peers,
  "}",
];

export const PASS = (secret: string) => ["authentication {", "auth_type PASS", `auth_pass ${secret}`, "}"];

export const PAIR = { a: { priority: 150 }, b: { priority: 100 } };

const group = (lines: string): string => `vrrp_sync_group G {\ngroup {\nX\nY\n}\n${lines}}\n`;

/** Instances X on eth0 and Y on eth1 with these priorities, in a sync group G unless told otherwise. */
export function twoOf(
  x: number,
  y: number,
  { inGroup = true, inX = "", inY = "", ofGroup = "", before = "" } = {},
): string {
  const one = (name: string, vrid: number, priority: number, device: string, lines: string) =>
    `vrrp_instance ${name} {\ninterface ${device}\nvirtual_router_id ${vrid}\npriority ${priority}\n${lines}virtual_ipaddress {\n10.99.${vrid}.100/24\n}\n}\n`;
  return `${before}${inGroup ? group(ofGroup) : ""}${one("X", 61, x, "eth0", inX)}${one("Y", 62, y, "eth1", inY)}`;
}

/** Plays a case with each release and expects what it says. */
export function expectCase({ nodes, start, steps, releases }: Case): void {
  for (const release of releases ?? ["2.2.7", "2.4.3"]) {
    const cluster = Object.fromEntries(
      Object.entries(nodes).map(([name, node]) => [name, { config: typeof node === "string" ? node : textOf(node) }]),
    );
    const [result] = playScenarios({
      cluster,
      scenarios: [{ name: "x", release, ...(start === undefined ? {} : { start }), steps }],
    });
    if (result === undefined) throw new Error("not played");
    const story = describeStory(result, Number.POSITIVE_INFINITY).join("\n");
    expect(result.misses.map((miss) => `${release}: ${describeMiss(miss)}\n${story}`)).toEqual([]);
    expect(result.checks).toBeGreaterThan(0);
  }
}
