/** An expectation that was not met. */
export interface ScenarioFailure {
  /** Line of the step in the scenario file. */
  readonly line: number;
  /** Position of the step in the scenario, from 0. */
  readonly step: number;
  /** When it was looked at, in seconds. */
  readonly at: number;
  /** What was compared. */
  readonly kind: "holder" | "within" | "outage" | "overlap" | "priority" | "state";
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  /** Of the step, where it has one. */
  readonly note?: string;
}

/** A change of state of an instance. */
export interface ScenarioTransition {
  /** In seconds since all nodes of the start run. */
  readonly at: number;
  readonly node: string;
  readonly instance: string;
  readonly state: "off" | "init" | "backup" | "master" | "fault";
}
