/** Seconds, or `7s`, `500ms`, `1m`. */
export type ScenarioTime = number | string;

/** A node: the path of its file, or what is known of it. */
export type ScenarioNode =
  | string
  | {
      readonly file?: string;
      /** The configuration itself. */
      readonly config?: string;
      /** Addresses of the machine by interface. */
      readonly addresses?: Readonly<Record<string, string | readonly string[]>>;
      /** The id that keepalived is started with. */
      readonly "config-id"?: string;
      readonly release?: string;
    };

/** What the steps of all scenarios of a file share. */
interface ScenarioPlace {
  /** The nodes by name. */
  readonly cluster?: Readonly<Record<string, ScenarioNode>>;
  /** Release of keepalived for all nodes. */
  readonly release?: string;
  /** Nodes on each segment, by interface. */
  readonly segments?: Readonly<Record<string, readonly string[]>>;
}

type Nodes = string | readonly string[];

/** Events, and what is expected after them. */
export interface ScenarioStep {
  /** Since all nodes of the start run. Default: when nothing moves any more, an `expect` right before the next event. */
  readonly at?: ScenarioTime;
  /** Since the step before. */
  readonly after?: ScenarioTime;
  readonly start?: Nodes;
  readonly stop?: Nodes;
  readonly crash?: Nodes;
  readonly kill?: Nodes;
  readonly pause?: string;
  readonly resume?: string;
  /** `NODE INTERFACE`. */
  readonly down?: string;
  readonly up?: string;
  readonly cut?: string;
  readonly join?: string;
  /** Groups of nodes that cannot hear each other. */
  readonly partition?: readonly (readonly string[])[];
  readonly heal?: unknown;
  /** `A > B` or `A > B INTERFACE`. */
  readonly block?: string;
  readonly unblock?: string;
  /** `NODE SCRIPT`. */
  readonly fail?: string;
  readonly pass?: string;
  readonly hang?: string;
  /** `NODE NAME VALUE`. */
  readonly file?: string;
  /** `NODE NAME`. */
  readonly rm?: string;
  /** `NODE NAME down` or `NODE NAME up`. */
  readonly process?: string;
  readonly bfd?: string;
  readonly reload?:
    | string
    | {
        readonly node: string;
        readonly file?: string;
        readonly config?: string;
        readonly replace?: Readonly<Record<string, string>>;
      };
  /** Who holds what, by instance, sync group or address; also `priority` and `state`. */
  readonly expect?: Readonly<Record<string, unknown>>;
  /** Longest time from the last event until it is so for good. */
  readonly within?: ScenarioTime;
  readonly outage?: ScenarioTime;
  readonly overlap?: ScenarioTime;
  readonly note?: string;
}

/** One scenario, as in a scenario file. */
export interface ScenarioInput extends ScenarioPlace {
  readonly name?: string;
  readonly note?: string;
  /** Nodes that run from the beginning. Default: all. */
  readonly start?: Nodes;
  /** How long the cluster is left alone after an event without a time. */
  readonly settle?: ScenarioTime;
  readonly steps?: readonly ScenarioStep[];
  readonly until?: ScenarioTime;
}

/** A scenario file as data. */
export interface ScenarioDocument extends ScenarioPlace {
  readonly scenarios: readonly (ScenarioInput & { readonly name: string })[];
}
