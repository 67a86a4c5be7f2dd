import { wellFormed } from "../text/printable.js";
import type { Position } from "../text/span.js";
import { type Flow, type HostNeeds, PROTOCOLS } from "./flow.js";
import type { JudgedFlow } from "./ruleset/judge.js";

/** Where a word is. */
export type FindFlow = (at: Flow["at"]) => ({ readonly file: string } & Position) | undefined;

/** The needs of hosts as JSON, as docs/host.md describes it. */
export function hostJson(
  all: readonly { readonly needs: HostNeeds; readonly judged: readonly JudgedFlow[] | undefined }[],
  find: FindFlow,
): string {
  const nodes = all.map(({ needs, judged }) => ({
    node: needs.node,
    flows: needs.flows.map((flow) => flowJson(flow, find)),
    settings: needs.settings.map(({ at, ...rest }) => ({ ...rest, written: find(at) })),
    unknown: needs.unknown,
    ...(judged && {
      adverts: judged.map(({ flow, fate }) => ({ ...flowJson(flow, find), ...fate, fate: fate.kind, kind: undefined })),
    }),
  }));
  return `${wellFormed(JSON.stringify({ version: 1, nodes }, undefined, 2))}\n`;
}

const flowJson = ({ at, ...flow }: Flow, find: FindFlow) => ({
  ...flow,
  number: PROTOCOLS[flow.protocol],
  written: find(at),
});
