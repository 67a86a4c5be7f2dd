import type { Hearing } from "./hears.js";
import type { SimInstance, SimNode, SimScript } from "./model.js";

/** State of an instance (vrrp.h:VRRP_STATE_…). `off`: its daemon does not run. */
export const STATES = ["off", "init", "backup", "master", "fault"] as const;
export type State = (typeof STATES)[number];

/** What brought an instance into its state. */
export type StateCause =
  | { readonly kind: "start" }
  | { readonly kind: "stop" }
  /** No advert that it accepts came in time. */
  | { readonly kind: "silence" }
  /** The master has said goodbye. */
  | { readonly kind: "farewell"; readonly from: number }
  /** The only adverts were weaker ones. */
  | { readonly kind: "preempts"; readonly from: number; readonly own: number; readonly other: number }
  /** A stronger master spoke. */
  | { readonly kind: "yields"; readonly from: number; readonly own: number; readonly other: number }
  /** Something without weight failed, or works again. */
  | { readonly kind: "tracker"; readonly what: string; readonly name: string }
  /** Another member of its sync group moved. */
  | { readonly kind: "group"; readonly with: number }
  | { readonly kind: "reload" }
  /** It was frozen for too long (`timer_expired_backup`). */
  | { readonly kind: "stalled" };

/** A change of state. */
export interface Transition {
  readonly at: number;
  /** Position of the instance in the world. */
  readonly who: number;
  readonly state: State;
  readonly cause: StateCause;
}

/** What an instance remembers; the names are those of vrrp.h. */
export interface Live {
  state: State;
  /** `sands`: when its timer ends. */
  due: number;
  /** `ms_down_timer`, the length that was last computed (T1, T2). */
  span: number;
  want: "backup" | "master" | "fault";
  total: number;
  effective: number;
  /** Interval learnt from the master (version 3). */
  masterInterval: number;
  /** Until when a weaker master is left alone; 0: not running. */
  preemptUntil: number;
  /** Its addresses are on the machine. */
  carries: boolean;
  /** Reasons for FAULT besides interfaces. */
  faults: number;
  /** Since 2.3.3 all interfaces without a weight share one flag (P19); before, this counts them. */
  interfaceFaults: number;
  /** Unweighted scripts that have not answered yet. */
  unanswered: number;
  /** Sender of the last advert that was looked at. */
  master: number;
  lastSent: number;
  /** The last advert that was no reason to wait on: for the cause of a takeover. */
  heard: StateCause | undefined;
}

/** A script that runs again and again. */
export interface LiveScript {
  readonly script: SimScript;
  result: number;
  hasAnswered: boolean;
  nextRun: number;
  /** When the run that is going on is given up; NEVER: none is. */
  givenUp: number;
}

/** State of a sync group (vrrp_sync.c). */
export interface LiveGroup {
  state: State;
  faulty: number;
  unanswered: number;
}

/** A machine. */
export interface RunningNode {
  isUp: boolean;
  isPaused: boolean;
  pausedAt: number;
  /** When its daemon began to run. */
  startedAt: number;
  /** End of the startup delay; 0: none runs. */
  delayedUntil: number;
  /** When its BFD sessions come up after its start; 0: they have. */
  sessionsAt: number;
  /** Changes that it has not noticed yet, by `kind name`. */
  readonly unnoticed: Map<string, Unnoticed>;
  readonly scripts: LiveScript[];
  readonly groups: LiveGroup[];
  /** Adverts that wait while it is frozen. */
  readonly waiting: Advert[];
}

/** A change of something tracked that has to last until it is noticed. */
export interface Unnoticed {
  readonly kind: "interface" | "process";
  readonly name: string;
  readonly wasUp: boolean;
  readonly at: number;
}

/** An advert on its way. */
export interface Advert {
  readonly from: number;
  readonly to: number;
  readonly priority: number;
  readonly interval: number;
  readonly heard: Heard;
}

/** Whom the adverts of an instance may reach, and what it makes of them. */
export interface Heard {
  readonly to: number;
  readonly how: Exclude<Hearing, "unheard">;
  readonly isLenient: boolean;
}

/** Things outside keepalived; they keep their state when it is started again. */
export interface Surroundings {
  /** `node script`: what runs of the script give. */
  readonly scripts: Map<string, "fail" | "hang">;
  /** `node interface` of links that are down. */
  readonly down: Set<string>;
  /** `node interface` of links that are up and pass nothing. */
  readonly cut: Set<string>;
  /** Values of files, by `node name`; a missing one is 0. */
  readonly files: Map<string, number>;
  /** `node name` of processes without quorum. */
  readonly processes: Set<string>;
  /** `node name` of BFD sessions that are down. */
  readonly sessions: Set<string>;
  /** Part of each node while the network is split; nodes that are not named are in part 0. */
  readonly parts: Map<number, number>;
  /** `from to interface` of directions in which nothing passes; `*` for every interface. */
  readonly blocked: Set<string>;
}

/** An instance of a world: who it is, and where. */
export interface Actor {
  readonly node: number;
  readonly instance: SimInstance;
  /** Position of the instance on its node. */
  readonly position: number;
  /** Order of its address among those of the others. */
  readonly rank: number;
  /** Adverts during its startup delay are not read (since 2.2.8; before, they push its timer out, X8). */
  readonly isDeafWhileDelayed: boolean;
  /** All unweighted interfaces count as one reason for FAULT (since 2.3.3, P19). */
  readonly sharesInterfaceFlag: boolean;
}

/** What does not change while a world runs, but by a reload. */
export interface Cast {
  readonly nodes: readonly SimNode[];
  readonly actors: readonly Actor[];
  /** For each actor those that its adverts may reach. */
  readonly hearing: readonly (readonly Heard[])[];
  /** Members of each sync group, by `node group`. */
  readonly members: ReadonlyMap<string, readonly number[]>;
}

/** Everything at one moment. */
export interface World {
  cast: Cast;
  now: number;
  readonly live: Live[];
  readonly nodes: RunningNode[];
  readonly around: Surroundings;
  /** Adverts that have not been looked at yet. */
  readonly mail: Advert[];
  /** Changes of state so far, in order. */
  readonly transitions: Transition[];
  /** Changes of the priority that is sent. */
  readonly priorities: { readonly at: number; readonly who: number; readonly to: number }[];
  /** When addresses came to a machine, and when they went. */
  readonly carried: { readonly at: number; readonly who: number; readonly carries: boolean }[];
  /** No two orders are followed before this: a race is decided once. */
  decidedUntil: number;
}
