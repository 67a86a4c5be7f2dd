import { type Draw, drawOf } from "./draw.js";
import { eventsFor } from "./election-events.js";
import { type Extras, extrasFor, NO_EXTRAS } from "./election-extras.js";

/** A scenario file with one scenario, as data, and what it shows. */
export interface Generated {
  readonly document: {
    readonly cluster: Readonly<Record<string, GeneratedNode>>;
    readonly scenarios: readonly object[];
  };
  readonly features: readonly string[];
}

export interface GeneratedNode {
  readonly config: string;
  readonly addresses: Readonly<Record<string, string>>;
}

/** What a cluster is made of; nodes differ in `nodes` alone. */
export interface Plan {
  readonly release: string;
  readonly nodes: readonly NodePlan[];
  readonly version: 2 | 3;
  readonly family: 4 | 6;
  readonly isUnicast: boolean;
  /** Two instances, and whether a sync group joins them. */
  readonly instances: 1 | 2;
  readonly inGroup: boolean;
  /** The second instance has an interface of its own. */
  readonly isSpread: boolean;
  readonly downAdverts: number | undefined;
  readonly trackers: readonly TrackerPlan[];
  /** Trackers are lines of the group, of the first instance, or of all. */
  readonly where: "group" | "first" | "all";
  readonly keepsWeights: boolean;
  readonly mismatch: "none" | "interval" | "secret" | "version" | "addresses" | "router-id" | "peers" | "transport";
}

export interface NodePlan {
  readonly name: string;
  readonly priority: number;
  /** Of the second instance, where it differs. */
  readonly second: number;
  readonly interval: number;
  readonly state: "MASTER" | "BACKUP" | undefined;
  readonly lines: readonly string[];
  readonly startupDelay: number;
  /** It has the trackers. */
  readonly tracks: boolean;
}

export interface TrackerPlan {
  readonly kind: "script" | "interface" | "file" | "bfd";
  readonly name: string;
  readonly weight: number | undefined;
  readonly reverse: boolean;
  readonly interval: number;
  readonly rise: number;
  readonly fall: number;
}

/** The same seed and release always give the same scenario. */
export function generateElection(seed: number, release: string): Generated {
  const draw = drawOf(seed);
  const plan = planOf(draw, release);
  const { start, steps, words } = eventsFor(plan, draw);
  const extras = seed < FIRST_WITH_EXTRAS ? NO_EXTRAS : extrasFor(seed, plan);
  const nodes = plan.nodes.map(
    (node, at) => [node.name, { config: textOf(plan, node, at, extras), addresses: addressesOf(at) }] as const,
  );
  return {
    document: { cluster: Object.fromEntries(nodes), scenarios: [{ name: `seed ${seed}`, release, start, steps }] },
    features: [...featuresOf(plan), ...words, ...extras.features],
  };
}

/** Seeds from here on have settings besides those of the plan. */
const FIRST_WITH_EXTRAS = 1_001;

const addressesOf = (at: number): Readonly<Record<string, string>> =>
  Object.fromEntries([0, 1, 2, 3].map((device) => [`eth${device}`, `10.${99 - device}.0.${at + 1}/24`]));

const LADDERS = [
  [150, 120, 100],
  [200, 100, 50],
  [110, 105, 100],
  [250, 240, 230],
  [101, 100, 99],
  [100, 100, 100],
];

function planOf(draw: Draw, release: string): Plan {
  const family = draw.chance(0.2) ? 6 : 4;
  const version = family === 6 ? 3 : draw.pick([2, 2, 3] as const);
  const instances = draw.chance(0.45) ? 2 : 1;
  const inGroup = instances === 2 && draw.chance(0.65);
  const count = draw.chance(0.35) ? 3 : 2;
  const trackers = trackersOf(draw);
  const mismatch = draw.chance(0.12)
    ? draw.pick(["interval", "secret", "version", "addresses", "router-id", "peers", "transport"] as const)
    : "none";
  const isUnicast = family === 4 && (mismatch === "peers" || draw.chance(0.3));
  return {
    release,
    family,
    version,
    isUnicast,
    instances,
    inGroup,
    isSpread: instances === 2 && draw.chance(0.5),
    downAdverts: draw.chance(0.1) ? draw.pick([2, 5]) : undefined,
    trackers,
    where: inGroup ? draw.pick(["group", "first", "all"] as const) : draw.pick(["first", "all"] as const),
    keepsWeights: inGroup && draw.chance(0.4),
    mismatch: family === 6 && ["version", "secret", "transport"].includes(mismatch) ? "none" : mismatch,
    nodes: nodesOf(draw, count, version, trackers.length > 0),
  };
}

function nodesOf(draw: Draw, count: number, version: 2 | 3, hasTrackers: boolean): readonly NodePlan[] {
  const ladder = draw.chance(0.1) ? [255, 120, 100] : draw.pick(LADDERS);
  const order = draw.shuffle(ladder.slice(0, count));
  const top = Math.max(...order);
  const interval = version === 2 ? draw.pick([1, 1, 2]) : draw.pick([1, 1, 0.5, 2]);
  const learns = version === 3 && draw.chance(0.2);
  const nopreempt = draw.pick(["none", "none", "none", "all", "top"] as const);
  const delay = draw.chance(0.2) ? draw.pick([3, 5]) : 0;
  const quiet = draw.chance(0.1);
  const delayed = draw.chance(0.1) ? draw.int(0, count - 1) : -1;
  const crossed = draw.chance(0.15);
  return order.map((priority, at) => ({
    name: "abc"[at] ?? "a",
    priority,
    second: crossed ? (order[(at + 1) % count] ?? priority) : priority,
    interval: learns && at === 0 ? 2 * interval : interval,
    state: draw.pick(priority === top ? (["MASTER", undefined] as const) : (["BACKUP", undefined] as const)),
    lines: preemptionLines(nopreempt === "all" || (nopreempt === "top" && priority === top), delay).concat(
      quiet && at === 0 ? draw.pick(["lower_prio_no_advert", "higher_prio_send_advert"]) : [],
    ),
    startupDelay: at === delayed ? draw.pick([2, 3]) : 0,
    tracks: hasTrackers && (at === 0 || draw.chance(0.5)),
  }));
}

const preemptionLines = (keepsOthers: boolean, delay: number): string[] => [
  ...(keepsOthers ? ["nopreempt"] : []),
  ...(delay > 0 ? [`preempt_delay ${delay}`] : []),
];

function trackersOf(draw: Draw): readonly TrackerPlan[] {
  const kinds = draw.shuffle(["script", "interface", "file", "script", "bfd"] as const);
  const number = draw.pick([0, 1, 1, 1, 2, 2]);
  const chosen = [...new Set(kinds.slice(0, number))];
  return chosen.map((kind) => {
    const isWeighted = draw.chance(0.6);
    const weight = draw.pick(kind === "file" ? [1, 2, -1, -2] : [-60, -20, -100, 20, 60]);
    return {
      kind,
      name: { script: "chk", interface: "eth2", file: "fil", bfd: "peer" }[kind],
      weight: isWeighted ? weight : kind === "file" ? 0 : undefined,
      reverse: draw.chance(0.1),
      interval: draw.pick([1, 1, 2]),
      rise: draw.pick([1, 1, 2]),
      fall: draw.pick([1, 1, 2, 3]),
    };
  });
}

function featuresOf(plan: Plan): readonly string[] {
  const lines = plan.nodes.flatMap((node) => node.lines.map((line) => line.split(" ", 1)[0] ?? ""));
  return [
    `${plan.nodes.length} nodes`,
    plan.family === 6 ? "IPv6" : `version ${plan.version}`,
    plan.isUnicast ? "unicast" : "multicast",
    plan.instances === 1 ? "one instance" : plan.inGroup ? "sync group" : "two instances",
    ...new Set(lines),
    ...(plan.nodes.some(({ startupDelay }) => startupDelay > 0) ? ["startup delay"] : []),
    ...(plan.nodes.some(({ priority }) => priority === 255) ? ["owner"] : []),
    ...(plan.downAdverts === undefined ? [] : ["down_timer_adverts"]),
    ...(plan.keepsWeights ? ["sync_group_tracking_weight"] : []),
    ...(plan.mismatch === "none" ? [] : [`other ${plan.mismatch}`]),
    ...(new Set(plan.nodes.map(({ interval }) => interval)).size > 1 ? ["learnt interval"] : []),
    ...plan.trackers.map(({ kind, weight, reverse }) => {
      const isWeighted = weight !== undefined && weight !== 0;
      return `${kind} ${isWeighted ? "with" : "without"} weight${reverse ? ", reverse" : ""}`;
    }),
  ];
}

const block = (head: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${head} {`, ...lines.map((line) => `    ${line}`), "}"];

function textOf(plan: Plan, node: NodePlan, at: number, extras: Extras): string {
  const globals = [
    `router_id ${node.name}`,
    ...(node.startupDelay > 0 ? [`vrrp_startup_delay ${node.startupDelay}`] : []),
    ...extras.globals,
  ];
  const groupLines = [
    ...block("group", ["X", "Y"]),
    ...(plan.keepsWeights ? ["sync_group_tracking_weight"] : []),
    ...(node.tracks && plan.where === "group" ? tracking(plan) : []),
  ];
  const lines = [
    ...block("global_defs", globals),
    ...(node.tracks ? definitions(plan, at) : []),
    ...extras.blocks,
    ...instanceOf(plan, node, at, 0, extras),
    ...(plan.instances === 2 ? instanceOf(plan, node, at, 1, extras) : []),
    ...(plan.inGroup ? block("vrrp_sync_group G", groupLines) : []),
  ];
  return `${lines.join("\n")}\n`;
}

function definitions({ trackers }: Plan, at: number): string[] {
  return trackers.flatMap(({ kind, name, interval, rise, fall }) => {
    if (kind === "script")
      return block(`vrrp_script ${name}`, ["script /bin/true", `interval ${interval}`, `rise ${rise}`, `fall ${fall}`]);
    if (kind === "file") return block(`vrrp_track_file ${name}`, [`file /run/${name}`]);
    if (kind === "interface") return [];
    const ends = [`neighbor_ip 10.96.0.${101 + at}`, `source_ip 10.96.0.${1 + at}`];
    return block(`bfd_instance ${name}`, [...ends, "min_rx 200", "min_tx 200", "multiplier 3"]);
  });
}

const tracking = ({ trackers }: Plan): string[] =>
  trackers.flatMap(({ kind, name, weight, reverse }) => {
    const weighted = weight === undefined ? name : `${name} weight ${weight}`;
    return block(`track_${kind}`, [reverse && weight !== undefined ? `${weighted} reverse` : weighted]);
  });

function instanceOf(plan: Plan, node: NodePlan, at: number, which: 0 | 1, extras: Extras): string[] {
  const isOdd = at === 0 && plan.mismatch !== "none" ? plan.mismatch : "none";
  const device = which === 1 && plan.isSpread ? 1 : 0;
  const priority = which === 0 ? node.priority : node.second;
  const interval = isOdd === "interval" ? node.interval + 1 : node.interval;
  const version = isOdd === "version" ? 5 - plan.version : plan.version;
  const tracks = node.tracks && plan.where !== "group" && (which === 0 || plan.where === "all");
  return block(`vrrp_instance ${"XY"[which]}`, [
    ...(node.state === undefined ? [] : [`state ${node.state}`]),
    `interface eth${device}`,
    `virtual_router_id ${(isOdd === "router-id" ? 61 : 51) + which}`,
    `priority ${priority}`,
    `advert_int ${interval}`,
    ...(plan.family === 4 ? [`version ${version}`] : []),
    ...node.lines,
    ...(plan.downAdverts === undefined ? [] : [`down_timer_adverts ${plan.downAdverts}`]),
    ...transport(plan, at, device),
    ...(isOdd === "secret" ? block("authentication", ["auth_type PASS", "auth_pass other"]) : []),
    ...(tracks ? tracking(plan) : []),
    ...extras.instance(at, which),
    ...block("virtual_ipaddress", vips(plan.family, which, isOdd === "addresses")),
  ]);
}

function transport(plan: Plan, at: number, device: number): string[] {
  const isOdd = at === 0 && plan.mismatch === "transport";
  if (plan.isUnicast === isOdd || (isOdd && plan.family === 6)) return [];
  const others = plan.nodes.flatMap((_, other) => (other === at ? [] : other));
  // With a hole the first node does not list the last one.
  const listed = plan.mismatch === "peers" && at === 0 ? others.slice(0, -1) : others;
  if (listed.length === 0) return [];
  const address = (node: number) => `10.${99 - device}.0.${node + 1}`;
  return [`unicast_src_ip ${address(at)}`, ...block("unicast_peer", listed.map(address))];
}

const vips = (family: 4 | 6, which: number, isOdd: boolean): string[] =>
  (isOdd ? [which, which + 8] : [which]).map((at) =>
    family === 6 ? `2001:db8::${100 + at}/64` : `10.99.0.${100 + at}/24`,
  );
