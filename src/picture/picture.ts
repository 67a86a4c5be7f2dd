import type { ForecastLine, LineMark } from "../forecast/forecast.js";

/** What there is to draw of some clusters, the same for every form; names are as the files have them. */
export interface Picture {
  readonly clusters: readonly ClusterPicture[];
}

export interface ClusterPicture {
  /** Its name where one was declared. */
  readonly name: string | undefined;
  readonly nodes: readonly string[];
  readonly routers: readonly RouterPicture[];
  /** Sync groups with two or more routers; each router is in one at most. */
  readonly groups: readonly GroupPicture[];
  /** Virtual servers whose address no virtual router has. */
  readonly services: readonly ServicePicture[];
  /** What cannot be drawn, and why. */
  readonly left: readonly string[];
}

/** Virtual routers that move together. */
export interface GroupPicture {
  readonly name: string;
  /** Positions among the routers of the cluster. */
  readonly routers: readonly number[];
}

export interface RouterPicture {
  readonly name: string;
  readonly vrid: number;
  readonly version: 2 | 3;
  readonly addresses: readonly string[];
  readonly interfaces: readonly string[];
  readonly transport: "multicast" | "unicast";
  /** Nodes in the order of their priorities, the highest first. */
  readonly members: readonly MemberPicture[];
  /** Holders where the order of starts decides; undefined where it does not. */
  readonly beginnings: readonly (readonly string[])[] | undefined;
  /** Virtual servers at its addresses. */
  readonly services: readonly ServicePicture[];
  /** What single failures, starts and restarts bring that need not be. */
  readonly warnings: readonly WarningPicture[];
}

export interface MemberPicture {
  readonly node: string;
  /** Whether it holds the addresses when all nodes run and all checks pass. */
  readonly isHolder: boolean;
  /** Effective priority then. */
  readonly priority: number;
  /** With every weighted check failing. */
  readonly lowest: number;
  readonly trackers: readonly TrackerPicture[];
}

/** Something that a node tracks, besides the interface that the router is on. */
export interface TrackerPicture {
  readonly kind: "script" | "interface" | "file" | "process" | "bfd";
  readonly name: string;
  /** 0: it decides between FAULT and none, and adds nothing. */
  readonly weight: number;
  readonly isReversed: boolean;
  /** Priority when it alone fails; undefined: FAULT. */
  readonly left: number | undefined;
}

/** One line of the table of failures that is marked. */
export interface WarningPicture {
  /** `chk_web fails on lb1`. */
  readonly event: string;
  readonly mark: Exclude<LineMark, "none">;
  /** `the check does not move the addresses`. */
  readonly text: string;
  readonly written: ForecastLine["written"];
}

export interface ServicePicture {
  /** Address and port, mark or group, as written. */
  readonly name: string;
  readonly protocol: string | undefined;
  readonly scheduler: string | undefined;
  readonly method: string | undefined;
  /** Nodes that define it; empty: all of the cluster. */
  readonly onlyOn: readonly string[];
  readonly servers: readonly ServerPicture[];
}

export interface ServerPicture {
  /** Address and port. */
  readonly name: string;
  /** Undefined: not known, or a sorry server, which has none. */
  readonly weight: number | undefined;
  readonly checks: readonly string[];
  /** It serves while no other does. */
  readonly isSorry: boolean;
}
