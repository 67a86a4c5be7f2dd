/** State of a running instance (vrrp_data.c:get_state_str; vrrp.h:VRRP_STATE_…). */
export type RunningState = "INIT" | "BACKUP" | "MASTER" | "FAULT";

/** A virtual address as a running keepalived has it; `isSet`: it is on the interface now. */
export interface RunningAddress {
  readonly address: string;
  readonly family: 4 | 6;
  readonly isSet: boolean;
}

export type DumpTrackerKind = "interface" | "script" | "file" | "process" | "bfd";

/** A line of a `Tracked …` list; JSON has no weights. */
export interface RunningTracker {
  readonly kind: DumpTrackerKind;
  readonly name: string;
  readonly weight: number | undefined;
  readonly reverse: boolean;
}

/** What was counted since the start, or since the counters were last cleared (vrrp.h:vrrp_stats). */
export interface Counters {
  readonly received: number;
  readonly sent: number;
  readonly becameMaster: number;
  readonly releasedMaster: number;
  readonly length: number;
  readonly ttl: number;
  readonly invalidType: number;
  readonly interval: number;
  readonly addresses: number;
  readonly invalidAuthType: number;
  readonly authTypeMismatch: number;
  readonly authFailure: number;
  /** Adverts that the check of `auth_hmac` rejected, by what was wrong; since 2.4. */
  readonly hmacMissing: number;
  readonly hmacMalformed: number;
  readonly hmacUnknownKey: number;
  readonly hmacInvalid: number;
  readonly hmacStale: number;
  readonly hmacReplay: number;
  readonly zeroReceived: number;
  readonly zeroSent: number;
}

/** How an instance proves itself; `secret` where the release writes it (up to 2.3), never to be shown. */
export interface RunningAuth {
  readonly kind: "none" | "PASS" | "AH";
  readonly secret: string | undefined;
}

/**
 * An instance as its daemon has it. Undefined: the dump does not say, because it has another format, comes from another
 * release, or was cut.
 */
export interface Running {
  readonly name: string;
  /** Line of the dump. */
  readonly line: number;
  readonly state?: RunningState | undefined;
  readonly version?: 2 | 3 | undefined;
  readonly family?: 4 | 6 | undefined;
  readonly vrid?: number | undefined;
  readonly priority?: number | undefined;
  readonly effective?: number | undefined;
  /** Seconds. */
  readonly interval?: number | undefined;
  readonly interface?: string | undefined;
  readonly source?: { readonly address: string; readonly isWritten: boolean } | undefined;
  readonly isUnicast?: boolean | undefined;
  readonly group?: string | undefined;
  readonly peers?: readonly string[] | undefined;
  readonly auth?: RunningAuth | undefined;
  /** Mode of `auth_hmac`; undefined: it has none. */
  readonly hmac?: string | undefined;
  readonly addresses?: readonly RunningAddress[] | undefined;
  readonly excluded?: readonly RunningAddress[] | undefined;
  readonly trackers?: readonly RunningTracker[] | undefined;
  readonly nopreempt?: boolean | undefined;
  /** Seconds. */
  readonly preemptDelay?: number | undefined;
  readonly downAdverts?: number | undefined;
  readonly syncGroup?: string | undefined;
  readonly checksUnicastSource?: boolean | undefined;
  readonly checksumAsV2?: boolean | undefined;
  readonly skipsAddressCheck?: boolean | undefined;
  readonly ownerIgnoresAdverts?: boolean | undefined;
  /** Who it takes for the master while it is BACKUP. */
  readonly master?: { readonly address: string; readonly priority: number | undefined } | undefined;
  /** Seconds since 1970: when it entered its state, and when its timer ends. */
  readonly since?: number | undefined;
  readonly due?: number | undefined;
  /** Seconds of silence after which it takes over. */
  readonly masterDown?: number | undefined;
  readonly faults?: number | undefined;
  readonly faultFlags?: readonly string[] | undefined;
  readonly unanswered?: number | undefined;
  readonly counters?: Counters | undefined;
}

/** Something tracked: `value` is the number in a file. */
export interface Tracked {
  readonly kind: DumpTrackerKind;
  readonly name: string;
  readonly isUp: boolean;
  readonly value?: number | undefined;
}

/** What one text of a running keepalived says. */
export interface Dump {
  readonly path: string;
  readonly formats: readonly ("data" | "stats" | "json")[];
  /** `router_id`, by default the name of the host (global_data.c:set_default_router_id). */
  readonly routerId?: string | undefined;
  /** Something in it that came with this release. */
  readonly since?: "2.3.3" | "2.4.0" | undefined;
  readonly instances: readonly Running[];
  readonly tracked: readonly Tracked[];
  /** Trackers of sync groups by name of the group. */
  readonly groups: ReadonlyMap<string, readonly RunningTracker[]>;
  /** It ends before its last section. */
  readonly isCut: boolean;
}

/** Not what keepalived writes; the message says what to do. */
export class NotADump extends Error {}
