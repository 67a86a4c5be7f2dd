import type { Facts } from "./cast.js";
import type { SimNode } from "./model.js";
import type { Event } from "./steps.js";

/** The machines of a scenario, and what is known of their network. */
export interface Stage {
  readonly nodes: readonly SimNode[];
  readonly facts?: Facts | undefined;
}

/** Who has to hold a virtual router or an address. */
export type Holders =
  /** Exactly one, and it is one of these; `*` stands for any. */
  | { readonly kind: "one"; readonly of: readonly string[] | "*" }
  /** Exactly these together; none of them: nobody. */
  | { readonly kind: "all"; readonly of: readonly string[] };

/** A look at the cluster, with what has to be true then. */
export interface Expectation {
  /** Holders by name of an instance or a sync group, or by address. */
  readonly holders: ReadonlyMap<string, Holders>;
  /** By `node instance`. */
  readonly priorities: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, string>;
  /** Longest time from the last event until it was so for good, in microseconds. */
  readonly within: number | undefined;
  /** Longest time without a holder since the last event. */
  readonly outage: number | undefined;
  /** Longest time with several holders since the last event. */
  readonly overlap: number | undefined;
}

/** What happens at a time, or what is looked at. Times count from the moment in which all nodes of the start run. */
export type Step<Expected = Expectation> =
  | { readonly at: number; readonly kind: "event"; readonly event: Event }
  | { readonly at: number; readonly kind: "reload"; readonly node: number; readonly becomes: SimNode }
  | { readonly at: number; readonly kind: "expect"; readonly expected: Expected };

export interface Scenario<Expected = Expectation> {
  readonly name: string;
  readonly stage: Stage;
  /** In the order of time; the first ones start the nodes. */
  readonly steps: readonly Step<Expected>[];
  readonly until: number;
}
