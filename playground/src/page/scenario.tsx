import { useEffect, useMemo, useState } from "preact/hooks";
import type { PlayedRow, PlayedScenario, ScenarioStep, ShownCluster } from "../protocol.js";
import { Icon } from "./icons.js";

/** What is played. */
export interface Chosen {
  readonly cluster: number;
  readonly steps: readonly ScenarioStep[];
}

export interface ScenarioProps {
  readonly clusters: readonly ShownCluster[] | undefined;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly play: (chosen: Chosen) => Promise<PlayedScenario>;
}

/** A scenario of failures, and a slider over the moments in which something happens. */
export function ScenarioView({ clusters, chosen, onChoose, play }: ScenarioProps) {
  const [played, setPlayed] = useState<PlayedScenario>();
  const cluster = clusters?.[chosen.cluster];
  useEffect(() => {
    let isWanted = true;
    if (cluster !== undefined) {
      play(chosen).then(
        (result) => isWanted && setPlayed(result),
        // The judgement says why, and is made again.
        () => undefined,
      );
    }
    return () => {
      isWanted = false;
    };
  }, [cluster, chosen, play]);
  if (clusters === undefined) return <p class="empty">Playing…</p>;
  if (cluster === undefined || cluster.failures.length === 0) {
    return <p class="empty">These files have no vrrp_instance, so there is nothing to play.</p>;
  }
  return (
    <>
      <Choice clusters={clusters} chosen={chosen} onChoose={onChoose} cluster={cluster} />
      {played !== undefined && <Player played={played} />}
    </>
  );
}

type ChoiceProps = Omit<ScenarioProps, "play" | "clusters"> & {
  readonly clusters: readonly ShownCluster[];
  readonly cluster: ShownCluster;
};

function Choice({ clusters, cluster, chosen, onChoose }: ChoiceProps) {
  const { steps } = chosen;
  const add = (value: string) => {
    const [kind, failure] = value.split(" ");
    onChoose({ ...chosen, steps: [...steps, { failure: Number(failure), ends: kind === "ends" }] });
  };
  const textOf = ({ failure, ends }: ScenarioStep) => cluster.failures[failure]?.[ends ? "ends" : "happens"] ?? "";
  const open = steps.filter(
    ({ failure, ends }, at) => !ends && !steps.slice(at).some((one) => one.ends && one.failure === failure),
  );
  return (
    <div class="choice">
      {clusters.length > 1 && (
        <label>
          Cluster
          <select onChange={({ currentTarget }) => onChoose({ cluster: currentTarget.selectedIndex, steps: [] })}>
            {clusters.map(({ title }, at) => (
              <option key={title} selected={at === chosen.cluster}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <ol class="steps" aria-label="Steps">
        <li>all nodes start</li>
        {steps.map((step, at) => (
          <li key={`${at} ${textOf(step)}`}>
            then {textOf(step)}
            <button
              type="button"
              class="quiet"
              aria-label={`Remove: ${textOf(step)}`}
              onClick={() => onChoose({ ...chosen, steps: steps.filter((_, other) => other !== at) })}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ol>
      <label>
        Add a step
        <select value="" onChange={({ currentTarget }) => add(currentTarget.value)}>
          <option value="" disabled>
            choose what happens next
          </option>
          {open.map((step) => (
            <option key={`ends ${step.failure}`} value={`ends ${step.failure}`}>
              {textOf({ ...step, ends: true })}
            </option>
          ))}
          {cluster.failures.map(({ happens }, at) => (
            <option key={happens} value={`happens ${at}`}>
              {happens}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface Moment {
  readonly at: number;
  readonly text: string;
}

/** Two things that happen within this many seconds are one moment. */
const SAME = 0.0005;

function momentsOf({ events, rows }: PlayedScenario): readonly Moment[] {
  const changes = rows.flatMap(({ node, instance, stretches }) =>
    stretches.map(({ from, state }) => ({ at: from, text: `${instance} on ${node}: ${NAMES[state]}` })),
  );
  const moments: Moment[] = [];
  for (const one of [...events, ...changes].toSorted((a, b) => a.at - b.at)) {
    const last = moments.at(-1);
    if (last !== undefined && one.at - last.at < SAME)
      moments[moments.length - 1] = { at: last.at, text: `${last.text}; ${one.text}` };
    else moments.push(one);
  }
  return moments;
}

const NAMES = { off: "off", init: "starting", backup: "BACKUP", master: "MASTER", fault: "FAULT" } as const;

const stateAt = ({ stretches }: PlayedRow, at: number) =>
  stretches.findLast(({ from }) => from <= at + SAME)?.state ?? "off";
const priorityAt = ({ priorities }: PlayedRow, at: number) =>
  priorities.findLast(({ from }) => from <= at + SAME)?.priority ?? 0;

function Player({ played }: { readonly played: PlayedScenario }) {
  const moments = useMemo(() => momentsOf(played), [played]);
  const [position, setPosition] = useState(0);
  // A new scenario is looked at from its last moment: how it ends is what one wants to know.
  useEffect(() => setPosition(moments.length - 1), [moments]);
  const current = Math.min(position, moments.length - 1);
  const { at, text } = moments[current] ?? { at: 0, text: "" };
  return (
    <div class="player">
      <div class="controls">
        <button
          type="button"
          aria-label="Previous moment"
          disabled={current <= 0}
          onClick={() => setPosition(current - 1)}
        >
          <Icon name="previous" />
        </button>
        <input
          type="range"
          min={0}
          max={moments.length - 1}
          value={current}
          aria-label="Moment of the scenario"
          aria-valuetext={`${at.toFixed(2)} s: ${text}`}
          onInput={({ currentTarget }) => setPosition(Number(currentTarget.value))}
        />
        <button
          type="button"
          aria-label="Next moment"
          disabled={current >= moments.length - 1}
          onClick={() => setPosition(current + 1)}
        >
          <Icon name="next" />
        </button>
      </div>
      <p class="moment">
        <b>{at.toFixed(2)} s</b> {text}
      </p>
      <Timeline played={played} at={at} />
      <Holders rows={played.rows} at={at} />
    </div>
  );
}

function Holders({ rows, at }: { readonly rows: readonly PlayedRow[]; readonly at: number }) {
  const instances = [...new Set(rows.map(({ instance }) => instance))];
  return (
    <ul class="holders">
      {instances.map((instance) => {
        const masters = rows.filter((row) => row.instance === instance && stateAt(row, at) === "master");
        const addresses = rows.find((row) => row.instance === instance)?.addresses ?? [];
        const kind = masters.length === 1 ? "good" : "bad";
        return (
          <li key={instance}>
            <b>{instance}</b> <span class="dim">{addresses.slice(0, 2).join(", ")}</span>{" "}
            <span class={kind}>
              {masters.length === 0 ? "held by nobody" : `held by ${masters.map(({ node }) => node).join(" and ")}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** A bar for each instance and node over the time. */
function Timeline({ played: { rows, until, events }, at }: { readonly played: PlayedScenario; readonly at: number }) {
  const share = (seconds: number) => `${(100 * Math.min(seconds, until)) / until}%`;
  return (
    <table class="timeline">
      <caption class="sr-only">States at {at.toFixed(2)} s</caption>
      <thead class="sr-only">
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Over time</th>
          <th scope="col">State and priority now</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.instance} ${row.node}`}>
            <th scope="row">
              {row.node} <span class="dim">{row.instance}</span>
            </th>
            <td class="bar" aria-hidden="true">
              {row.stretches.map(({ from, state }, index) => (
                <i
                  key={`${from} ${state}`}
                  class={state}
                  style={{ left: share(from), right: `calc(100% - ${share(row.stretches[index + 1]?.from ?? until)})` }}
                />
              ))}
              {events.slice(1).map((event) => (
                <i key={event.text} class="event" style={{ left: share(event.at) }} />
              ))}
              <i class="now" style={{ left: share(at) }} />
            </td>
            <td class={`state ${stateAt(row, at)}`}>
              {NAMES[stateAt(row, at)]} <span class="dim">{priorityAt(row, at)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
