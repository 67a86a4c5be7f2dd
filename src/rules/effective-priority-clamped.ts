import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { EFFECTIVE_PRIORITY, type Instance } from "../semantic/instances.js";
import { TRACK_LISTS } from "../semantic/track-lines.js";
import { contribution, type Tracker } from "../semantic/trackers.js";

const { lowest: LOWEST, highest: HIGHEST } = EFFECTIVE_PRIORITY;

export default defineNodeRule({
  name: "effective-priority-clamped",
  group: "tracking",
  isUnreported: true,
  severity: "warning",
  judges: "pair",
  needs: TRACK_LISTS,
  summary: "Priority and weights add up to more than 254 or less than 1.",
  why: `keepalived keeps the effective priority between 1 and 254. Beyond that, weights have no effect: nodes that
should differ become equal, and a failing check changes less than its weight says, or nothing.`,
  how: "Choose a priority and weights whose sums stay between 1 and 254.",
  ignoreWhen: 'The weight is meant to be "as low as possible", whatever the sum.',
  keepalived: "Does not detect this.",
  source: "vrrp_scheduler.c:vrrp_set_effective_priority, acassen/keepalived#942",
  keywords: [
    "vrrp_instance/priority",
    "vrrp_script/weight",
    "vrrp_instance/track_script",
    "vrrp_instance/track_file",
    "vrrp_instance/track_process",
    "vrrp_instance/track_interface",
    "vrrp_instance/track_bfd",
  ],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 250
    track_interface {
        eth1 weight 20
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 200
    track_interface {
        eth1 weight 20
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const instance of node.instances) {
      const { value } = instance.priority;
      if (value === undefined || value > HIGHEST) continue;
      const trackers = node.trackers(instance).filter(counts);
      if (trackers.length > 0 || value < LOWEST) yield* judge(instance, value, trackers);
    }
  },
});

/** A file adds its content times the weight, which is not in the configuration. */
const counts = ({ kind, weight, ignored }: Tracker): boolean =>
  ignored === undefined && kind !== "file" && weight !== undefined && weight !== 0;

function* judge({ priority }: Instance, base: number, trackers: readonly Tracker[]): Generator<Finding> {
  const up = trackers.map((tracker) => contribution(tracker, true) ?? 0);
  const down = trackers.map((tracker) => contribution(tracker, false) ?? 0);
  const healthy = base + sum(up);
  if (healthy > HIGHEST) {
    const message = `with all checks passing the effective priority would be ${healthy}; it is capped at ${HIGHEST}`;
    yield { at: priority.at, message, related: related(trackers, up) };
  }
  // One weight that leads below 1 means "as low as possible". Of several, the last failure may have no effect.
  const step = trackers.map((_, index) => (up[index] ?? 0) - (down[index] ?? 0));
  const all = base + sum(down);
  const isLost = step.some((one) => all + one <= LOWEST && all + one !== all);
  if (healthy > LOWEST && all < LOWEST && isLost && step.every((one) => healthy - one > LOWEST)) {
    const message = `with all checks failing the effective priority would be ${all}; it is raised to ${LOWEST}`;
    yield { at: priority.at, message, severity: "info", related: related(trackers, down) };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Weights beyond these are only counted. */
const MOST_SHOWN = 3;

/** The largest parts of the sum, and how much the others add. */
function related(trackers: readonly Tracker[], parts: readonly number[]): NonNullable<Finding["related"]> {
  const places = trackers
    .flatMap(({ line, word }, index) => ({ at: line?.weightWord ?? word, part: parts[index] ?? 0 }))
    .filter(({ part }) => part !== 0)
    .sort((a, b) => Math.abs(b.part) - Math.abs(a.part));
  const shown = places.length > MOST_SHOWN + 1 ? places.slice(0, MOST_SHOWN) : places;
  const others = places.slice(shown.length);
  const rest = sum(others.map(({ part }) => part));
  return shown.map(({ at, part }, index) => {
    const isLast = others.length > 0 && index === shown.length - 1;
    return { at, message: isLast ? `adds ${part}; ${others.length} others add ${rest}` : `adds ${part}` };
  });
}
