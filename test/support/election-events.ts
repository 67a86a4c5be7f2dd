import type { Draw } from "./draw.js";
import type { NodePlan, Plan, TrackerPlan } from "./election-generator.js";

/** What a scenario begins with and goes on with, and the words of its events. */
export interface Course {
  readonly start: readonly string[];
  readonly steps: readonly object[];
  readonly words: readonly string[];
}

/** What is the matter with a node. */
interface Condition {
  readonly node: NodePlan;
  readonly at: number;
  life: "up" | "paused" | "gone";
  readonly down: Set<string>;
  readonly cut: Set<string>;
  readonly scripts: Set<string>;
  readonly files: Set<string>;
  readonly sessions: Set<string>;
  priority: number;
  hasMoreAddresses: boolean;
}

interface Situation {
  readonly plan: Plan;
  readonly draw: Draw;
  readonly nodes: readonly Condition[];
  isSplit: boolean;
  readonly blocked: Set<string>;
}

/** An event with what it changes. */
interface Choice {
  readonly weight: number;
  readonly step: object;
  readonly happens: () => void;
}

/** Draws events one after the other, each after the cluster has come to rest. */
export function eventsFor(plan: Plan, draw: Draw): Course {
  const late = draw.chance(0.35) ? draw.pick(plan.nodes).name : undefined;
  const start = plan.nodes.flatMap(({ name }) => (name === late ? [] : name));
  const situation: Situation = {
    plan,
    draw,
    nodes: plan.nodes.map((node, at) => conditionOf(node, at, node.name === late)),
    isSplit: false,
    blocked: new Set(),
  };
  const settle = settleOf(plan);
  const steps: object[] = [];
  let at = 0;
  for (let left = draw.int(3, 4) + (late === undefined ? 0 : 1); left > 0; left -= 1) {
    at = Math.round((at + settle + draw.int(0, 9) / 10) * 10) / 10;
    const choices = late !== undefined && steps.length === 0 ? lifeChoices(situation) : choicesIn(situation);
    const choice = pickOne(choices, draw);
    choice.happens();
    steps.push({ at, ...choice.step });
  }
  steps.push({ at: Math.round((at + settle) * 10) / 10, expect: {} });
  return {
    start,
    steps,
    words: steps.flatMap((step) => Object.keys(step).filter((key) => !["at", "expect"].includes(key))),
  };
}

const conditionOf = (node: NodePlan, at: number, isGone: boolean): Condition => ({
  node,
  at,
  life: isGone ? "gone" : "up",
  down: new Set(),
  cut: new Set(),
  scripts: new Set(),
  files: new Set(),
  sessions: new Set(),
  priority: node.priority,
  hasMoreAddresses: false,
});

/** Seconds until nothing moves any more. */
function settleOf({ nodes, downAdverts = 3, trackers, release, mismatch }: Plan): number {
  const interval = Math.max(...nodes.map((node) => node.interval)) + (mismatch === "interval" ? 1 : 0);
  const delay = Math.max(...nodes.map(({ lines }) => Number(/preempt_delay (\d+)/.exec(lines.join("\n"))?.[1] ?? 0)));
  const start = Math.max(...nodes.map(({ startupDelay }) => startupDelay));
  const checks = Math.max(
    0,
    ...trackers.map((one) => (one.kind === "script" ? one.interval * Math.max(one.rise, one.fall) : 3)),
  );
  // Up to 2.2.7 adverts push the end of the delay out.
  const pushed = release === "2.2.7" ? (start * start) / 2 + start : 0;
  return Math.ceil((downAdverts + 1) * interval + 2 + delay + checks + start + pushed);
}

function pickOne(choices: readonly Choice[], draw: Draw): Choice {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  let rest = draw.int(1, total);
  for (const choice of choices) {
    rest -= choice.weight;
    if (rest <= 0) return choice;
  }
  throw new Error("nothing can happen");
}

const choicesIn = (situation: Situation): readonly Choice[] => [
  ...lifeChoices(situation),
  ...linkChoices(situation),
  ...networkChoices(situation),
  ...trackerChoices(situation),
  ...reloadChoices(situation),
];

/** Turns a mark on or off. */
function toggle<T>(set: Set<T>, item: T): void {
  if (!set.delete(item)) set.add(item);
}

function lifeChoices({ nodes }: Situation): readonly Choice[] {
  const up = nodes.filter(({ life }) => life === "up");
  return nodes.flatMap((one): Choice[] => {
    const { name } = one.node;
    const becomes = (life: Condition["life"]) => () => void Object.assign(one, { life });
    if (one.life === "gone") return [{ weight: 25, step: { start: name }, happens: becomes("up") }];
    if (one.life === "paused") return [{ weight: 30, step: { resume: name }, happens: becomes("up") }];
    // One at least goes on.
    if (up.length === 1) return [];
    return [
      { weight: 2, step: { stop: name }, happens: becomes("gone") },
      { weight: 2, step: { crash: name }, happens: becomes("gone") },
      { weight: 2, step: { kill: name }, happens: becomes("gone") },
      { weight: 2, step: { pause: name }, happens: becomes("paused") },
    ];
  });
}

const isUp = ({ life }: Condition): boolean => life === "up";

function linkChoices({ plan, nodes }: Situation): readonly Choice[] {
  const used = plan.isSpread ? ["eth0", "eth1"] : ["eth0"];
  return nodes.filter(isUp).flatMap((one) => {
    const tracked = one.node.tracks && plan.trackers.some(({ kind }) => kind === "interface") ? ["eth2"] : [];
    const links = [...used, ...tracked].map((device): Choice => {
      const isDown = one.down.has(device);
      const weight = isDown ? 30 : device === "eth2" ? 8 : 2;
      const step = { [isDown ? "up" : "down"]: `${one.node.name} ${device}` };
      return { weight, step, happens: () => toggle(one.down, device) };
    });
    const ports = used.map((device): Choice => {
      const isCut = one.cut.has(device);
      const step = { [isCut ? "join" : "cut"]: `${one.node.name} ${device}` };
      return { weight: isCut ? 30 : 1, step, happens: () => toggle(one.cut, device) };
    });
    return [...links, ...ports];
  });
}

function networkChoices(situation: Situation): readonly Choice[] {
  const { nodes, draw, blocked } = situation;
  const names = nodes.map(({ node }) => node.name);
  const alone = draw.pick(names);
  const parts = [[alone], names.filter((name) => name !== alone)];
  const change = () => void Object.assign(situation, { isSplit: !situation.isSplit });
  const split: Choice = situation.isSplit
    ? { weight: 30, step: { heal: "" }, happens: change }
    : { weight: 2, step: { partition: parts }, happens: change };
  const [from = "", to = ""] = draw.shuffle(names);
  const way = [...blocked][0] ?? `${from} > ${to}`;
  const isBlocked = blocked.has(way);
  const block: Choice = {
    weight: isBlocked ? 30 : 3,
    step: { [isBlocked ? "unblock" : "block"]: way },
    happens: () => toggle(blocked, way),
  };
  return [split, block];
}

function trackerChoices({ plan, nodes, draw }: Situation): readonly Choice[] {
  return nodes
    .filter((one) => isUp(one) && one.node.tracks)
    .flatMap((one) => plan.trackers.flatMap((tracker) => trackerChoice(one, tracker, draw)));
}

function trackerChoice(one: Condition, { kind, name }: TrackerPlan, draw: Draw): Choice[] {
  const about = `${one.node.name} ${name}`;
  if (kind === "interface") return [];
  if (kind === "script") {
    const isOff = one.scripts.has(name);
    const word = isOff ? "pass" : draw.pick(["fail", "fail", "hang"]);
    return [{ weight: 20, step: { [word]: about }, happens: () => toggle(one.scripts, name) }];
  }
  if (kind === "bfd") {
    const step = { bfd: `${about} ${one.sessions.has(name) ? "up" : "down"}` };
    return [{ weight: 15, step, happens: () => toggle(one.sessions, name) }];
  }
  const value = draw.pick([-60, -20, 30, 7, -300, 400]);
  const step = one.files.has(name) ? { rm: about } : { file: `${about} ${value}` };
  return [{ weight: 15, step, happens: () => toggle(one.files, name) }];
}

function reloadChoices({ plan, nodes, draw }: Situation): readonly Choice[] {
  return nodes.filter(isUp).flatMap((one): Choice[] => {
    if (one.priority === 255 || one.node.second !== one.node.priority) return [];
    const priority = draw.pick([40, 90, 130, 210].filter((other) => other !== one.priority));
    const replace = { [`priority ${one.priority}`]: `priority ${priority}` };
    const happens = () => void Object.assign(one, { priority });
    const choices: Choice[] = [{ weight: 1, step: { reload: { node: one.node.name, replace } }, happens }];
    if (plan.family === 6 || one.hasMoreAddresses) return choices;
    const more = { "10.99.0.100/24": "10.99.0.100/24\n        10.99.0.120/24" };
    const step = { reload: { node: one.node.name, replace: more } };
    return [...choices, { weight: 1, step, happens: () => void Object.assign(one, { hasMoreAddresses: true }) }];
  });
}
