import type { Effect } from "../simulate/explore.js";
import type { Failure } from "../simulate/failures.js";
import type { SimTracker } from "../simulate/model.js";
import type { Subject } from "../simulate/outcome.js";
import { heldPriority, readingOf } from "../simulate/trackers.js";
import type { World } from "../simulate/world.js";
import type { Position } from "../text/span.js";
import type { Written } from "./forecast.js";

/** Line and column of an offset in a file. */
export type Locate = (file: string, offset: number) => Position | undefined;

/** Why a failure moves a router, or does not, and the line that decides. */
export function reasonOf(
  world: World,
  { actors }: Subject,
  failure: Failure,
  effect: Effect,
  locate: Locate,
): { readonly reason: string | undefined; readonly written: Written | undefined } {
  const own = actors.filter((who) => failure.nodes.includes(world.cast.actors[who]?.node ?? -1));
  const found = own.flatMap((who) => {
    const tracker = trackerOf(world, who, failure);
    return tracker === undefined ? [] : [{ who, tracker }];
  });
  const hit = found.find(({ who }) => effect.before.includes(world.cast.actors[who]?.node ?? -1)) ?? found[0];
  if (hit === undefined) return { reason: undefined, written: undefined };
  const written = writtenAt(hit.tracker, locate);
  const failed = readingOf(hit.tracker, true);
  if (failed.isFault) return { reason: "FAULT", written };
  const { total = 0, effective = 0 } = world.live[hit.who] ?? {};
  const isOwner = world.cast.actors[hit.who]?.instance.isOwner === true;
  const ill = isOwner ? effective : heldPriority(total - readingOf(hit.tracker, false).adds + failed.adds);
  const rivals = actors.filter((who) => who !== hit.who && !failure.nodes.includes(world.cast.actors[who]?.node ?? -1));
  const best = Math.max(0, ...rivals.map((who) => world.live[who]?.effective ?? 0));
  if (rivals.length === 0) return { reason: undefined, written };
  return { reason: `${ill} ${ill < best ? "<" : ill > best ? ">" : "="} ${best}`, written };
}

const KINDS = { fail: "script", file: "file", process: "process", bfd: "bfd", down: "interface" } as const;

function trackerOf({ cast }: World, who: number, failure: Failure): SimTracker | undefined {
  const kind = (KINDS as Readonly<Record<string, SimTracker["kind"]>>)[failure.kind];
  return cast.actors[who]?.instance.trackers.find((one) => one.kind === kind && one.name === failure.name);
}

/** The weight as it is written on the tracking line, else in the definition; the line itself where there is none. */
function writtenAt({ tracker }: SimTracker, locate: Locate): Written | undefined {
  const { line, definition, word } = tracker;
  const inDefinition = (definition?.block as { readonly weight?: { readonly word: typeof word } } | undefined)?.weight
    ?.word;
  const at = line?.weightWord ?? inDefinition ?? word;
  const { path, start } = at.source.locate(at.start, at.end);
  const position = locate(path, start);
  return position === undefined
    ? undefined
    : { file: path, ...position, text: at === word ? word.value : `weight ${at.value}` };
}
