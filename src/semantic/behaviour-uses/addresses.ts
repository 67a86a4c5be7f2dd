import { type BehaviourId, byteLength } from "../../../grammar/index.js";
import { entryLines } from "../entry-lines.js";
import { allAddresses } from "../instances.js";
import type { Node } from "../node.js";
import { headOf, type Use, type UsesOf } from "./use.js";

/** Labels that the kernel has no room for (linux/if.h: IFNAMSIZ, less its NUL). */
const LABEL_BYTES = 15;

function* longLabels({ instances }: Node): Generator<Use> {
  for (const instance of instances) {
    for (const { entry } of allAddresses(instance)) {
      const { label } = entry;
      if (label?.value !== undefined && byteLength(label.value) > LABEL_BYTES) yield label.word;
    }
  }
}

function* trackedAddresses({ instances }: Node): Generator<Use> {
  for (const instance of instances) {
    const own = instance.interface.value;
    if (own === undefined) continue;
    const tracked = new Set(instance.block.trackInterface?.map(({ statement }) => statement.words[0]?.value));
    for (const { entry, word } of allAddresses(instance)) {
      const device = entry.dev?.value;
      if (device === undefined || device === own || tracked.has(device)) continue;
      if (entry.noTrack === undefined) yield word;
    }
  }
}

function* trackedRoutes(node: Node): Generator<Use> {
  const own = new Set(node.instances.map(({ interface: device }) => device.value));
  for (const line of entryLines(node)) {
    const device = line.value("dev");
    if (line.kind !== "route" || line.isStatic || line.value("noTrack") !== undefined) continue;
    if (device?.word !== undefined && !own.has(device.word.value)) yield device.word;
  }
}

/** Rules without a preference; `goto` among their options or not. */
const rulesWithout =
  (isJump: boolean): UsesOf =>
  (node) =>
    entryLines(node)
      .filter(({ kind, options }) => {
        const names = new Set(options.map(({ name }) => name));
        return kind === "rule" && !names.has("preference") && names.has("goto") === isJump;
      })
      .map(({ entry }) => headOf(entry.statement));

export const addressUses = {
  "label-too-long": longLabels,
  "rule-without-preference": rulesWithout(false),
  "rule-goto-without-preference": rulesWithout(true),
  "address-device-tracked": trackedAddresses,
  "route-device-tracked": trackedRoutes,
} satisfies Partial<Record<BehaviourId, UsesOf>>;
