import type { Keys } from "../cluster/hmac.js";
import type { Instance } from "../semantic/instances.js";
import type { Tracker } from "../semantic/trackers.js";

/** Times of the model are whole microseconds, as keepalived's timers are (timer.h:TIMER_HZ). */
export const SECOND = 1_000_000;

/** No timer runs. */
export const NEVER = Number.POSITIVE_INFINITY;

/** A machine as the simulation knows it: one configuration, with what it derives from it. */
export interface SimNode {
  readonly name: string;
  /** keepalived release such as `2.2.7`; undefined: the newest. */
  readonly release: string | undefined;
  /** How long it waits after its start before it takes part (`vrrp_startup_delay`, S5). */
  readonly startupDelay: number;
  readonly instances: readonly SimInstance[];
  /** Sync groups as positions in `instances`. */
  readonly groups: readonly (readonly number[])[];
  readonly scripts: readonly SimScript[];
  /** How long a change of something tracked has to last before the node takes notice, by `kind name`. */
  readonly lags: ReadonlyMap<string, Lag>;
  /** Names of all that is defined to be tracked, also where nothing does. */
  readonly defined: Readonly<Record<Exclude<Tracker["kind"], "interface">, readonly string[]>>;
}

/** How long something has to be down, or up, before that is noticed. */
export interface Lag {
  readonly down: number;
  readonly up: number;
}

/** A `vrrp_script` that some instance tracks. */
export interface SimScript {
  readonly name: string;
  readonly interval: number;
  /** After this a run that has not ended counts as failed. */
  readonly timeout: number;
  /** Results in a row until it is well again, and until it has failed (P6, P13). */
  readonly rise: number;
  readonly fall: number;
}

/** What an instance tracks besides scripts: something that is up or down, or a file that holds a number. */
export interface SimTracker {
  readonly kind: Tracker["kind"];
  readonly name: string;
  /** 0: failing means FAULT (P5). That of the line goes before that of the definition (P10, D12). */
  readonly weight: number;
  readonly reverse: boolean;
  /** It is the interface of the instance itself, which is not tracked with `dont_track_primary` (P14, P15). */
  readonly isOwn: boolean;
  /** Where it is written. */
  readonly tracker: Tracker;
}

/** Proof of origin in adverts; equal keys accept each other. Eight bytes of a secret, and none in version 3 (D10, H16). */
export type ProofKey = string;

/** One virtual router on one node; the files say its version, priority, owner and first state (D1 to D4). */
export interface SimInstance {
  /** Undefined for one that a test made by hand. */
  readonly instance: Instance;
  readonly name: string;
  readonly vrid: number;
  readonly family: 4 | 6;
  readonly version: 2 | 3;
  readonly priority: number;
  readonly isOwner: boolean;
  /** An owner that starts as MASTER; nobody else does so before its timer ends. */
  readonly startsAsMaster: boolean;
  /** It says `state MASTER`: what a sync group of owners goes by (vrrp_sync.c:vrrp_sync_set_group). */
  readonly statesMaster: boolean;
  /** A second owner makes it yield at its first advert, for good (up to 2.3.2); later ones compare addresses (M5). */
  readonly yieldsToOwners: boolean;
  /** Not with `state MASTER` (D5), and only on the node that has it (N1). */
  readonly nopreempt: boolean;
  /** 0 with `state MASTER`, `nopreempt` or in strict mode (D6). */
  readonly preemptDelay: number;
  readonly interface: string | undefined;
  /** Whole seconds in version 2 (D9, B13). */
  readonly interval: number;
  /** Intervals of silence until it takes over (`down_timer_adverts`, B12). */
  readonly downAdverts: number;
  /** It has peers (D7). */
  readonly isUnicast: boolean;
  /** Address that it sends from where the files tell it. */
  readonly source: string | undefined;
  readonly peers: ReadonlySet<string>;
  /** Multicast group it sends to and listens on. */
  readonly destination: string | undefined;
  readonly proof: ProofKey;
  /** Keys that sign adverts; `unknown`: there are some, and they are taken for the same on all nodes. */
  readonly hmac: Keys | "unknown" | undefined;
  /** Addresses in its adverts, in one order and without prefix (D11, H15). */
  readonly advertised: string;
  /** Every address that it carries as MASTER. */
  readonly addresses: readonly string[];
  readonly trackers: readonly SimTracker[];
  /** It does not answer weaker ones (B10), nor falls silent through them (M6). */
  readonly lowerPrioNoAdvert: boolean;
  readonly higherPrioSendAdvert: boolean;
  readonly ownerIgnoresAdverts: boolean;
  readonly skipsAddressCheck: boolean;
  readonly checksUnicastSource: boolean;
  readonly checksumAsV2: boolean;
  /** Priority of `timer_expired_backup`. */
  readonly timerExpiredBackup: number | undefined;
  /** Position of its sync group in the node's `groups` (G1). */
  readonly group: number | undefined;
}

/** How long a BFD session takes to come up after the start: the neighbour answers in its idle interval (bfd_data.c:alloc_bfd). */
export const BFD_START = 1_000_000;

/** T1: timers of an instance (vrrp.h:VRRP_TIMER_SKEW, VRRP_MS_DOWN_TIMER; RFC 9568 §6.1). */
export function skew({ version }: SimInstance, priority: number, masterInterval: number): number {
  const distance = 256 - priority;
  return Math.floor(version === 3 ? (distance * masterInterval) / 256 : (distance * SECOND) / 256);
}

export const masterDown = (instance: SimInstance, priority: number, masterInterval: number): number =>
  instance.downAdverts * masterInterval + skew(instance, priority, masterInterval);
