import * as z from "zod/mini";
import { described, object, release } from "../shape/shape.js";

/** Words that begin a step, with what each takes; the order is that of the documentation. */
export const EVENT_WORDS = {
  start: "Nodes on which keepalived is started: a name, or a list of names.",
  stop: "Nodes on which keepalived is stopped, with a farewell.",
  crash: "A node that loses power: silence, and its addresses are gone.",
  kill: "A node on which the daemon is killed: silence, but its addresses stay.",
  pause: "A node that is frozen, as by a live migration.",
  resume: "A frozen node that goes on.",
  down: "`NODE INTERFACE` of a link that goes down.",
  up: "`NODE INTERFACE` of a link that comes back.",
  cut: "`NODE INTERFACE` of a link that stays up while nothing passes: switch port, VLAN, firewall.",
  join: "`NODE INTERFACE` of a link over which packets pass again.",
  partition: "Groups of nodes that cannot hear each other.",
  heal: "Ends a partition.",
  block: "`A > B` or `A > B INTERFACE`: nothing of A reaches B.",
  unblock: "Ends a block.",
  fail: "`NODE SCRIPT` of a vrrp_script whose runs fail from now on.",
  pass: "`NODE SCRIPT` of a vrrp_script whose runs succeed again.",
  hang: "`NODE SCRIPT` of a vrrp_script whose runs do not end.",
  file: "`NODE NAME VALUE`: the number that is written into a track_file.",
  rm: "`NODE NAME` of a track_file that is removed.",
  process: "`NODE NAME down` or `NODE NAME up`: whether a vrrp_track_process has its quorum.",
  bfd: "`NODE NAME down` or `NODE NAME up`: whether a bfd_instance has its session.",
  reload: "A node that reads its configuration again: a name, or a mapping with node and file, config or replace.",
} as const;

const RELEASE = "The release of keepalived.";

export type EventWord = keyof typeof EVENT_WORDS;
export const eventWords: readonly EventWord[] = Object.keys(EVENT_WORDS) as EventWord[];

/** What a scenario file may hold; also the source of the JSON schema for editors. */
export const scenariosShape = () =>
  object({
    cluster: z.optional(cluster()),
    release: z.optional(release(RELEASE)),
    segments: z.optional(segments()),
    scenarios: described(
      z.array(scenario()).check(z.minLength(1, { error: "expected at least one scenario" })),
      "What happens, and what has to be true then.",
    ),
  });

/** The JSON schema of scenario files, for editors. */
export const scenariosSchema = (): object => ({
  title: "Scenarios of kalint simulate",
  ...z.toJSONSchema(scenariosShape(), { io: "input", reused: "ref" }),
});

export type ScenariosValues = z.infer<ReturnType<typeof scenariosShape>>;
export type ClusterValues = NonNullable<ScenariosValues["cluster"]>;
export type ScenarioValues = ScenariosValues["scenarios"][number];
export type StepValues = NonNullable<ScenarioValues["steps"]>[number];

const cluster = () =>
  described(
    z.record(name(), z.union([text(), node()], { error: "expected a file name, or a mapping with file or config" })),
    "The nodes by name: a file relative to this one, or a mapping.",
  );

const node = () =>
  object({
    file: z.optional(described(text(), "The configuration, relative to this file.")),
    config: z.optional(described(z.string(), "The configuration itself.")),
    addresses: z.optional(
      described(z.record(name(), z.union([text(), z.array(text())])), "Addresses of the machine by interface."),
    ),
    "config-id": z.optional(described(text(), "The id that keepalived is started with (-i).")),
    release: z.optional(release(RELEASE)),
  });

const scenario = () =>
  object({
    name: described(text(), "Shown in reports."),
    note: z.optional(described(z.string(), "For readers.")),
    cluster: z.optional(cluster()),
    release: z.optional(release(RELEASE)),
    segments: z.optional(segments()),
    start: z.optional(described(names(), "Nodes that run from the beginning; all when left out.")),
    settle: z.optional(time("How long the cluster is left alone after an event without a time.")),
    steps: z.optional(z.array(step())),
    until: z.optional(time("End of the scenario.")),
  });

function step() {
  const events = Object.fromEntries(
    Object.entries(EVENT_WORDS).map(([word, summary]) => [word, z.optional(described(eventValue(word), summary))]),
  ) as Record<EventWord, z.ZodMiniOptional<z.ZodMiniUnknown>>;
  return object({
    at: z.optional(time("When: since all nodes of the start run.")),
    after: z.optional(time("When: since the step before.")),
    ...events,
    expect: z.optional(
      described(
        z.record(name(), z.unknown()),
        "Who holds what: by instance, sync group or address; also priority and state.",
      ),
    ),
    within: z.optional(time("Longest time from the last event until it is so for good.")),
    outage: z.optional(time("Longest time without a holder since the last event.")),
    overlap: z.optional(time("Longest time with several holders since the last event.")),
    note: z.optional(described(z.string(), "For readers.")),
  });
}

const eventValue = (_word: string) => z.unknown();

const segments = () =>
  described(
    z.record(name(), z.array(text())),
    "Nodes on each segment, by interface; equal names are connected when left out.",
  );

const names = () => z.union([text(), z.array(text())], { error: "expected a node, or a list of nodes" });

const name = () => z.string().check(z.minLength(1, { error: "expected a name that is not empty" }));

const text = name;

/** `7s`, `500ms`, `1m`, or seconds. */
const time = (summary: string) =>
  described(
    z.union(
      [
        z.number().check(z.minimum(0, { error: TIME })),
        z.string().check(z.regex(/^\d+(?:\.\d+)?\s*(?:ms|s|m)?$/, { error: TIME })),
      ],
      { error: TIME },
    ),
    summary,
  );

const TIME = 'expected a time such as "3s", "500ms" or "1m"';
