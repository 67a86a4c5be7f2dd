import { wellFormed } from "../text/printable.js";
import type { Position } from "../text/span.js";
import { differenceText, modelText, reasonText, remedy, verdictText, writtenAt } from "./describe.js";
import type { Difference } from "./differences.js";
import { type LiveReport, type LiveRouter, misplaced } from "./live.js";
import type { LiveMember } from "./nodes.js";
import { noteLines } from "./text.js";

/** Where a word is. */
export type FindWritten = (at: ReturnType<typeof writtenAt>) => ({ readonly file: string } & Position) | undefined;

/** The report as JSON, as docs/live.md describes it. Secrets are not in it. */
export function liveJson(report: LiveReport, find: FindWritten): string {
  const { nodes, routers, strays, differences, missing, isSound } = report;
  const data = {
    version: 1,
    isSound,
    nodes: nodes.map(({ name, dump, config, release }) => ({
      name,
      dump: dump.path,
      formats: dump.formats,
      config: config?.path,
      release,
      routerId: dump.routerId,
      isCut: dump.isCut,
      runsAsWritten: config && differences.every((one) => one.node.name !== name),
    })),
    routers: routers.map((router) => routerJson(router, find)),
    strays: strays.map(({ address, holders }) => ({ address, holders: holders.map(({ node }) => node.name) })),
    differences: differences.map((one) => differenceJson(one, find)),
    missing,
    notes: noteLines(report),
  };
  return `${wellFormed(JSON.stringify(data, undefined, 2))}\n`;
}

const names = (members: readonly LiveMember[]): readonly string[] => members.map(({ node }) => node.name);

const routerJson = (router: LiveRouter, find: FindWritten) => ({
  names: [...new Set(router.members.map(({ running }) => running.name))],
  ids: [...new Set(router.members.flatMap(({ running }) => running.vrid ?? []))],
  verdict: router.verdict,
  text: verdictText(router),
  holders: names(router.holders),
  elsewhere: router.elsewhere,
  members: router.members.map((member) => ({
    node: member.node.name,
    instance: member.running.name,
    state: member.running.state,
    priority: member.running.priority,
    effective: member.running.effective,
    source: member.running.source?.address,
    since: member.running.since,
    line: member.running.line,
    misplaced: misplaced(member),
    counters: member.running.counters,
    written: find(member.written?.head),
  })),
  addresses: router.addresses.map(({ address, holders }) => ({ address, holders: names(holders) })),
  reasons: router.rivalries.flatMap((rivalry) =>
    rivalry.directions.flatMap((direction) =>
      direction.reasons.map((reason) => ({
        sender: direction.sender.node.name,
        receiver: direction.receiver.node.name,
        shouldYield: direction.shouldYield,
        kind: reason.kind,
        sends: reason.sends,
        expects: reason.expects,
        counted: reason.counted,
        text: reasonText(direction, reason),
        help: remedy(rivalry, direction, reason),
        inFiles: rivalry.inFiles?.has(reason.kind),
        written: [direction.sender, direction.receiver].flatMap((member) => find(writtenAt(member, reason.kind)) ?? []),
      })),
    ),
  ),
  model: router.model && {
    holders: names(router.model.holders),
    agrees: router.model.agrees,
    isSettling: router.model.isSettling,
    text: modelText(router),
  },
});

const differenceJson = (difference: Difference, find: FindWritten) => ({
  node: difference.node.name,
  instance: difference.instance,
  setting: difference.setting,
  runs: difference.runs,
  written: difference.written,
  text: differenceText(difference),
  at: find(difference.at),
  line: difference.line,
});
