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

export interface Settings {
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
export const node = (own: number, settings: Settings = {}): string => {
  const { priority = own === 1 ? 150 : 100, id = 51, vips = ["192.0.2.100/24"], lines = "", name = "VI_1" } = settings;
  const globals = settings.globals ?? "";
  return `global_defs {\nrouter_id lb${own}\n${globals}\n}\n${settings.blocks ?? ""}\nvrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${id}\npriority ${priority}\n${lines}\nvirtual_ipaddress {\n${vips.join("\n")}\n}\n}\n`;
};

export const pair = (both: Settings, a: Settings = {}, b: Settings = {}): readonly string[] => [
  node(1, { ...both, ...a }),
  node(2, { ...both, ...b }),
];

export const lines = (text: string): Settings => ({ lines: text });
export const pass = (secret: string): Settings => lines(`authentication {\nauth_type PASS\nauth_pass ${secret}\n}`);
export const ah = (secret: string): Settings => lines(`authentication {\nauth_type AH\nauth_pass ${secret}\n}`);
export const unicast = (own: number, peers: readonly string[], more = ""): Settings =>
  lines(`unicast_src_ip 192.0.2.${own}\nunicast_peer {\n${peers.join("\n")}\n}\n${more}`);
export const v6 = (own: number, vips: readonly string[]): string => node(own, { vips });

export const A = "192.0.2.1";
export const B = "192.0.2.2";
export const NOBODY = "192.0.2.9";
export const VIPS = ["192.0.2.100/24", "192.0.2.101/24"];

export const drop = (from: string): string =>
  `table inet filter {\nchain input {\ntype filter hook input priority filter;\nip saddr ${from} ip protocol { 51, 112 } drop\n}\n}\n`;
export const ttl =
  "table inet mangle {\nchain prerouting {\ntype filter hook prerouting priority mangle;\nip protocol 112 ip ttl set 64\n}\n}\n";

export const script = (name: string, weight = ""): string =>
  `vrrp_script ${name} {\nscript "/bin/true"\ninterval 1\n${weight}\n}\n`;
export const tracked = (name: string): Settings => ({ blocks: script(name), lines: `track_script {\n${name}\n}` });

export const group = (own: number, secret: string): string =>
  `vrrp_sync_group G {\ngroup {\nX\nY\n}\n}\n${["X", "Y"]
    .map((name, at) => {
      const auth = name === "X" ? `authentication {\nauth_type PASS\nauth_pass ${secret}\n}` : "";
      return `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${61 + at}\npriority ${own === 1 ? 150 : 100}\n${auth}\nvirtual_ipaddress {\n192.0.2.${110 + at}/24\n}\n}\n`;
    })
    .join("")}`;

export const SOUND = {} as const;
export const double = (...reasons: readonly ReasonKind[]) => ({ doubles: [reasons] });
