import type { ReasonKind } from "../../src/live/reasons.js";

/** Something that happens while daemons run; nodes are positions. */
export type LiveEvent =
  | { readonly kind: "cut"; readonly from: number; readonly to: number }
  | { readonly kind: "rules"; readonly node: number; readonly text: string }
  | { readonly kind: "file"; readonly node: number; readonly name: string; readonly value: number }
  | { readonly kind: "fail" | "hang"; readonly node: number; readonly name: string }
  | { readonly kind: "down"; readonly node: number; readonly device: string }
  | { readonly kind: "reload"; readonly node: number; readonly text: string }
  | { readonly kind: "stop"; readonly node: number }
  /** Packets of another machine: VRRP that is wrong in one way. */
  | { readonly kind: "forge"; readonly what: "type" | "auth-type" | "length" };

/** What is played, and what has to be said of it. */
export interface LiveScenario {
  readonly name: string;
  /** What runs on each node. */
  readonly nodes: readonly string[];
  /** What is written there when the dumps are taken; by default what runs. */
  readonly written?: readonly string[];
  /** Before the daemons begin. */
  readonly before?: readonly LiveEvent[];
  /** After they have settled; they settle again. */
  readonly after?: readonly LiveEvent[];
  /** Nodes whose dumps are taken before `after`. */
  readonly early?: readonly number[];
  /** A release that it needs, or only up to which it makes two MASTERs. */
  readonly since?: string;
  readonly until?: string;
  readonly expected: {
    /** Two MASTERs of a virtual router, with the reasons of the one that should yield. */
    readonly doubles?: readonly (readonly ReasonKind[])[];
    readonly verdicts?: readonly string[];
    /** Keywords that run otherwise than written. */
    readonly differences?: readonly string[];
    /** Nodes that the model wants where it does not agree. */
    readonly model?: readonly string[];
    /** Some MASTER comes and goes, so only the reasons are asked for. */
    readonly flaps?: boolean;
  };
}

interface Settings {
  readonly priority?: number;
  readonly id?: number;
  readonly vips?: readonly string[];
  /** Lines of the instance, in place of the authentication by default. */
  readonly lines?: string;
  readonly globals?: string;
  readonly blocks?: string;
  readonly name?: string;
}

/** A node with one instance; the first has priority 150, the second 100. */
const node = (own: number, settings: Settings = {}): string => {
  const { priority = own === 1 ? 150 : 100, id = 51, vips = ["192.0.2.100/24"], lines = "", name = "VI_1" } = settings;
  const globals = settings.globals ?? "";
  return `global_defs {\nrouter_id lb${own}\n${globals}\n}\n${settings.blocks ?? ""}\nvrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${id}\npriority ${priority}\n${lines}\nvirtual_ipaddress {\n${vips.join("\n")}\n}\n}\n`;
};

const pair = (both: Settings, a: Settings = {}, b: Settings = {}): readonly string[] => [
  node(1, { ...both, ...a }),
  node(2, { ...both, ...b }),
];

const lines = (text: string): Settings => ({ lines: text });
const pass = (secret: string): Settings => lines(`authentication {\nauth_type PASS\nauth_pass ${secret}\n}`);
const ah = (secret: string): Settings => lines(`authentication {\nauth_type AH\nauth_pass ${secret}\n}`);
const unicast = (own: number, peers: readonly string[], more = ""): Settings =>
  lines(`unicast_src_ip 192.0.2.${own}\nunicast_peer {\n${peers.join("\n")}\n}\n${more}`);
const v6 = (own: number, vips: readonly string[]): string => node(own, { vips });

const A = "192.0.2.1";
const B = "192.0.2.2";
const NOBODY = "192.0.2.9";
const VIPS = ["192.0.2.100/24", "192.0.2.101/24"];

const drop = (from: string): string =>
  `table inet filter {\nchain input {\ntype filter hook input priority filter;\nip saddr ${from} ip protocol { 51, 112 } drop\n}\n}\n`;
const ttl =
  "table inet mangle {\nchain prerouting {\ntype filter hook prerouting priority mangle;\nip protocol 112 ip ttl set 64\n}\n}\n";

const script = (name: string, weight = ""): string =>
  `vrrp_script ${name} {\nscript "/bin/true"\ninterval 1\n${weight}\n}\n`;
const tracked = (name: string): Settings => ({ blocks: script(name), lines: `track_script {\n${name}\n}` });

const group = (own: number, secret: string): string =>
  `vrrp_sync_group G {\ngroup {\nX\nY\n}\n}\n${["X", "Y"]
    .map((name, at) => {
      const auth = name === "X" ? `authentication {\nauth_type PASS\nauth_pass ${secret}\n}` : "";
      return `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${61 + at}\npriority ${own === 1 ? 150 : 100}\n${auth}\nvirtual_ipaddress {\n192.0.2.${110 + at}/24\n}\n}\n`;
    })
    .join("")}`;

const SOUND = {} as const;
const double = (...reasons: readonly ReasonKind[]) => ({ doubles: [reasons] });

/** Pairs that are as they should be. */
const sound: readonly LiveScenario[] = [
  { name: "sound: version 2", nodes: pair({}), expected: SOUND },
  { name: "sound: version 3, hundredths", nodes: pair(lines("version 3\nadvert_int 0.5")), expected: SOUND },
  { name: "sound: IPv6", nodes: [v6(1, ["2001:db8::100/64"]), v6(2, ["2001:db8::100/64"])], expected: SOUND },
  { name: "sound: PASS", nodes: pair(pass("s3cret")), expected: SOUND },
  {
    name: "sound: secrets that differ after the eighth byte",
    nodes: pair({}, pass("correct-horse"), pass("correct-staple")),
    expected: SOUND,
  },
  { name: "sound: AH", nodes: pair(ah("s3cret")), expected: SOUND },
  { name: "sound: unicast", nodes: pair({}, unicast(1, [B]), unicast(2, [A])), expected: SOUND },
  {
    name: "sound: the lower node lists a stranger",
    nodes: pair({}, unicast(1, [B]), unicast(2, [NOBODY])),
    expected: SOUND,
  },
  { name: "sound: another name on each node", nodes: pair({}, { name: "VI_A" }, { name: "VI_B" }), expected: SOUND },
  {
    name: "sound: weighted script, file and interface",
    nodes: pair({
      blocks: `${script("chk", "weight 10")}vrrp_track_file f {\nfile "/tmp/f"\nweight 1\n}\n`,
      lines: "track_script {\nchk\n}\ntrack_file {\nf weight 2\n}\ntrack_interface {\neth1 weight -5\n}",
    }),
    before: [
      { kind: "file", node: 0, name: "f", value: 3 },
      { kind: "file", node: 1, name: "f", value: 0 },
    ],
    expected: SOUND,
  },
  {
    name: "sound: nopreempt and preempt_delay",
    nodes: pair({}, lines("nopreempt"), lines("preempt_delay 20")),
    expected: SOUND,
  },
  {
    name: "sound: a script failed on the better node",
    nodes: pair(tracked("chk")),
    before: [{ kind: "fail", node: 0, name: "chk" }],
    expected: SOUND,
  },
  {
    name: "sound: the link of the better node is down",
    nodes: pair({}),
    after: [{ kind: "down", node: 0, device: "eth0" }],
    expected: SOUND,
  },
  {
    name: "sound: a file moves the priority",
    nodes: pair({ blocks: 'vrrp_track_file f {\nfile "/tmp/f"\n}\n', lines: "track_file {\nf weight -1\n}" }),
    before: [
      { kind: "file", node: 1, name: "f", value: 0 },
      { kind: "file", node: 0, name: "f", value: 60 },
    ],
    expected: SOUND,
  },
  { name: "sound: sync group", nodes: [group(1, "one"), group(2, "one")], expected: SOUND },
  {
    name: "sound: the better node does not hear the other",
    nodes: pair({}),
    before: [{ kind: "cut", from: 1, to: 0 }],
    expected: SOUND,
  },
];

/** One test of adverts fails at a time, in both directions where it has two. */
const rejected: readonly LiveScenario[] = [
  { name: "version 2 / 3", nodes: pair({}, lines("version 2"), lines("version 3")), expected: double("version") },
  { name: "version 3 / 2", nodes: pair({}, lines("version 3"), lines("version 2")), expected: double("version") },
  { name: "secrets differ", nodes: pair({}, pass("one"), pass("two")), expected: double("secret") },
  { name: "PASS / none", nodes: pair({}, pass("one")), expected: double("secret") },
  { name: "none / PASS", nodes: pair({}, {}, pass("one")), expected: double("secret") },
  { name: "AH / PASS", nodes: pair({}, ah("one"), pass("one")), expected: double("authentication-header") },
  { name: "none / AH", nodes: pair({}, {}, ah("one")), expected: double("authentication-header") },
  { name: "secrets of AH differ", nodes: pair({}, ah("one"), ah("two")), expected: double("secret") },
  {
    name: "interval 1 / 2",
    nodes: pair({}, lines("advert_int 1"), lines("advert_int 2")),
    expected: double("interval"),
  },
  {
    name: "interval 2 / 1",
    nodes: pair({}, lines("advert_int 2"), lines("advert_int 1")),
    expected: double("interval"),
  },
  {
    name: "one address more on the better node",
    until: "2.3.2",
    nodes: pair({}, { vips: VIPS }),
    expected: double("addresses"),
  },
  {
    name: "one address more on the other node",
    until: "2.3.2",
    nodes: pair({}, {}, { vips: VIPS }),
    expected: double("addresses"),
  },
  {
    name: "one of two addresses differs",
    until: "2.3.2",
    nodes: pair({}, { vips: VIPS }, { vips: ["192.0.2.100/24", "192.0.2.102/24"] }),
    expected: double("addresses"),
  },
  {
    name: "addresses differ, IPv6",
    until: "2.3.2",
    nodes: [v6(1, ["2001:db8::100/64", "2001:db8::101/64"]), v6(2, ["2001:db8::100/64"])],
    expected: double("addresses"),
  },
  { name: "router ids differ", nodes: pair({}, {}, { id: 52 }), expected: double("router-id") },
  { name: "groups differ", nodes: pair({}, {}, lines("mcast_dst_ip 224.0.0.19")), expected: double("group") },
  {
    name: "groups differ by global_defs",
    nodes: pair({}, { globals: "vrrp_mcast_group4 224.0.0.20" }),
    expected: double("group"),
  },
  { name: "unicast / multicast", nodes: pair({}, unicast(1, [B])), expected: double("transport") },
  { name: "multicast / unicast", nodes: pair({}, {}, unicast(2, [A])), expected: double("transport") },
  {
    name: "the better node lists a stranger",
    nodes: pair({}, unicast(1, [NOBODY]), unicast(2, [A])),
    expected: double("peer"),
  },
  {
    name: "both list strangers",
    nodes: pair({}, unicast(1, [NOBODY]), unicast(2, [NOBODY])),
    expected: double("peer"),
  },
  {
    name: "check_unicast_src, and the other is no peer",
    nodes: pair({}, unicast(1, [B]), unicast(2, [NOBODY], "check_unicast_src")),
    expected: double("unicast-source"),
  },
  {
    name: "check_unicast_src of the node",
    nodes: pair({}, unicast(1, [B]), { ...unicast(2, [NOBODY]), globals: "vrrp_check_unicast_src" }),
    expected: double("unicast-source"),
  },
  {
    name: "the TTL is changed on the way",
    nodes: pair({}),
    before: [{ kind: "rules", node: 1, text: ttl }],
    expected: { ...double("ttl"), model: ["lb1"] },
  },
  {
    name: "the TTL is below min_ttl",
    nodes: pair(
      {},
      unicast(1, [B], "unicast_ttl 64"),
      unicast(2, [`${A} min_ttl 250 max_ttl 255`], "check_unicast_src"),
    ),
    expected: { ...double("ttl"), model: ["lb1"] },
  },
  {
    name: "version and secret differ",
    nodes: pair({}, lines("version 3"), pass("two")),
    expected: double("version", "secret"),
  },
  {
    name: "secret and interval differ",
    nodes: pair({}, lines(`${pass("one").lines}\nadvert_int 2`), pass("two")),
    expected: double("secret", "interval"),
  },
  {
    name: "secrets of unicast differ",
    nodes: pair(
      {},
      lines(`${unicast(1, [B]).lines}${pass("one").lines}`),
      lines(`${unicast(2, [A]).lines}${pass("two").lines}`),
    ),
    expected: double("secret"),
  },
  {
    name: "equal priorities, and secrets differ",
    nodes: pair({ priority: 100 }, pass("one"), pass("two")),
    expected: double("secret"),
  },
  {
    name: "auth_hmac on one node",
    since: "2.4.0",
    nodes: pair(
      lines("version 3"),
      lines("version 3\nauth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\nactive_key 1\n}"),
    ),
    expected: double("hmac"),
  },
  {
    name: "keys of auth_hmac differ",
    since: "2.4.0",
    nodes: pair(
      {},
      lines("version 3\nauth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\nactive_key 1\n}"),
      lines("version 3\nauth_hmac {\nkey 1 ffffffffffffffff0123456789abcdef\nactive_key 1\n}"),
    ),
    expected: double("hmac"),
  },
  {
    name: "the checksum is that of version 2 on one node",
    since: "2.4.0",
    nodes: pair({}, lines("version 3\nv3_checksum_as_v2"), lines("version 3")),
    expected: double("checksum"),
  },
  { name: "addresses differ, which is only logged", since: "2.3.3", nodes: pair({}, { vips: VIPS }), expected: SOUND },
];

/** What is between the nodes. */
const between: readonly LiveScenario[] = [
  {
    name: "a firewall drops on the other node",
    nodes: pair({}),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops on both nodes",
    nodes: pair({}),
    before: [
      { kind: "rules", node: 0, text: drop(B) },
      { kind: "rules", node: 1, text: drop(A) },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops unicast",
    nodes: pair({}, unicast(1, [B]), unicast(2, [A])),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall drops AH",
    nodes: pair(ah("s3cret")),
    before: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a firewall that comes later",
    nodes: pair({}),
    after: [{ kind: "rules", node: 1, text: drop(A) }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a switch drops one direction",
    nodes: pair({}),
    before: [{ kind: "cut", from: 0, to: 1 }],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "a switch drops both directions, IPv6",
    nodes: [v6(1, ["2001:db8::100/64"]), v6(2, ["2001:db8::100/64"])],
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "cut", from: 1, to: 0 },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "packets of another type come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "type" },
    ],
    expected: { ...double("type"), model: ["lb1"] },
  },
  {
    name: "adverts with an unknown authentication come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "auth-type" },
    ],
    expected: { ...double("auth-type"), model: ["lb1"] },
  },
  {
    name: "adverts of a wrong length come instead",
    nodes: pair({}),
    before: [
      { kind: "cut", from: 0, to: 1 },
      { kind: "forge", what: "length" },
    ],
    expected: { ...double("length"), model: ["lb1"] },
  },
];

const three = (a: Settings, b: Settings, c: Settings): readonly string[] => [
  node(1, a),
  node(2, { priority: 120, ...b }),
  node(3, { priority: 100, ...c }),
];

/** More nodes, more routers, and sync groups. */
const larger: readonly LiveScenario[] = [
  { name: "three nodes: sound", nodes: three({}, {}, {}), expected: SOUND },
  {
    name: "three nodes: the last has another secret",
    nodes: three(pass("one"), pass("one"), pass("two")),
    expected: { ...double("secret"), flaps: true },
  },
  {
    name: "three nodes: the last is cut off",
    nodes: three({}, {}, {}),
    before: [
      { kind: "cut", from: 0, to: 2 },
      { kind: "cut", from: 1, to: 2 },
    ],
    expected: { ...double("silence"), model: ["lb1"] },
  },
  {
    name: "three nodes: the last has another router id",
    nodes: three({}, {}, { id: 52 }),
    expected: double("router-id"),
  },
  {
    name: "two routers, one of them twice",
    nodes: [1, 2].map(
      (own) =>
        `${node(own, pass(own === 1 ? "one" : "two"))}${node(own, { name: "VI_2", id: 52, vips: ["192.0.2.120/24"] }).replace(/^global_defs[^}]*\}/, "")}`,
    ),
    expected: { ...double("secret"), verdicts: ["double", "one"] },
  },
  {
    name: "sync group: one secret differs, and nothing moves",
    nodes: [group(1, "one"), group(2, "two")],
    expected: SOUND,
  },
  {
    name: "three nodes, unicast: the first does not know the last",
    nodes: three(unicast(1, [B]), unicast(2, [A, "192.0.2.3"]), unicast(3, [A, B])),
    expected: { ...double("peer"), flaps: true },
  },
];

/** Nobody is MASTER, or it is not known who. */
const nobody: readonly LiveScenario[] = [
  {
    name: "nobody: a script failed on both nodes",
    nodes: pair(tracked("chk")),
    before: [0, 1].map((at) => ({ kind: "fail", node: at, name: "chk" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: a tracked link is down on both nodes",
    nodes: pair(lines("track_interface {\neth1\n}")),
    after: [0, 1].map((at) => ({ kind: "down", node: at, device: "eth1" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: their own links are down",
    nodes: pair({}),
    after: [0, 1].map((at) => ({ kind: "down", node: at, device: "eth0" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: scripts that do not answer",
    nodes: pair(tracked("chk")).map((text) => text.replace("interval 1", "interval 60")),
    before: [0, 1].map((at) => ({ kind: "hang", node: at, name: "chk" }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "nobody: a file says so",
    nodes: pair({ blocks: 'vrrp_track_file f {\nfile "/tmp/f"\nweight 0\n}\n', lines: "track_file {\nf\n}" }),
    before: [0, 1].map((at) => ({ kind: "file", node: at, name: "f", value: 1 }) as const),
    expected: { verdicts: ["orphan"] },
  },
  {
    name: "a sync group whose link is down on one node",
    nodes: [group(1, "one"), group(2, "one")],
    after: [{ kind: "down", node: 0, device: "eth0" }],
    expected: SOUND,
  },
  {
    name: "dumps of different moments",
    nodes: pair({}),
    early: [0],
    after: [{ kind: "stop", node: 0 }],
    expected: { verdicts: ["apart"] },
  },
];

/** Files that were changed while their daemons ran. */
const changed: readonly LiveScenario[] = [
  {
    name: "reloaded on one node: the interval",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, lines("advert_int 2")) }],
    written: pair(lines("advert_int 2")),
    expected: { ...double("interval"), differences: ["advert_int"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the secret",
    nodes: pair(pass("one")),
    after: [{ kind: "reload", node: 1, text: node(2, pass("two")) }],
    written: pair(pass("two")),
    until: "2.3.2",
    expected: { ...double("secret"), differences: ["auth_pass"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the router id",
    nodes: pair({}),
    after: [{ kind: "reload", node: 1, text: node(2, { id: 52 }) }],
    written: pair({ id: 52 }),
    expected: { ...double("router-id"), differences: ["virtual_router_id"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: an address",
    until: "2.3.2",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, { vips: VIPS }) }],
    written: pair({ vips: VIPS }),
    expected: { ...double("addresses"), differences: ["virtual_ipaddress"], model: ["lb1"] },
  },
  {
    name: "reloaded on one node: the version",
    nodes: pair(lines("version 2")),
    after: [{ kind: "reload", node: 0, text: node(1, lines("version 3")) }],
    written: pair(lines("version 3")),
    expected: { ...double("version"), differences: ["version"], model: ["lb1"] },
  },
  {
    name: "not reloaded: the priority",
    nodes: pair({}),
    written: pair({}, { priority: 90 }),
    expected: { differences: ["priority"], model: ["lb2"] },
  },
  {
    name: "not reloaded: trackers and addresses",
    nodes: pair(tracked("chk")),
    written: pair({ vips: VIPS }),
    expected: { differences: ["track_script chk", "virtual_ipaddress"].flatMap((one) => [one, one]) },
  },
  {
    name: "reloaded: nothing differs",
    nodes: pair({}),
    after: [{ kind: "reload", node: 0, text: node(1, { priority: 140 }) }],
    written: pair({}, { priority: 140 }),
    expected: SOUND,
  },
];

/** All that is played; each has its own machines. */
export const LIVE_SCENARIOS: readonly LiveScenario[] = [
  ...sound,
  ...rejected,
  ...between,
  ...larger,
  ...nobody,
  ...changed,
];
