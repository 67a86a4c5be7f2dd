import type { Cluster } from "../cluster/cluster.js";
import { groupBy } from "../text/group-by.js";
import { type Difference, differencesOf } from "./differences.js";
import { expectationOf, type LiveExpectation, modelsOf } from "./expect.js";
import { gap, type LiveMoment, mayFollow, momentOf } from "./moments.js";
import { type LiveMember, type LiveNode, membersOf, routersIn } from "./nodes.js";
import { type Deafness, type ReasonKind, whyBoth, writtenReasons } from "./reasons.js";
import { groupMembers, sharedAddresses } from "./routers.js";

/**
 * Who holds a virtual router. `elsewhere`: a node of which no dump is there; `unknown`: perhaps such a node; `apart`: the
 * dumps are of different moments, so both may have held it one after the other.
 */
export type RouterVerdict = "one" | "double" | "apart" | "orphan" | "elsewhere" | "unknown";

/** Two holders, and why neither yields. */
export interface Rivalry {
  readonly directions: readonly Deafness[];
  /** Reasons that the files have as well, in either direction; undefined: some file is not there. */
  readonly inFiles: ReadonlySet<ReasonKind> | undefined;
  /** Those of the two that run otherwise than they are written. */
  readonly stale: readonly LiveNode[];
}

/** What the model of the files says, where it can be asked. */
export interface ModelAnswer {
  readonly holders: readonly LiveMember[];
  readonly agrees: boolean;
  /** The one that should take over has been in its state for less than that takes. */
  readonly isSettling: boolean;
}

/** A virtual address with who has it on an interface. */
export interface LiveAddress {
  readonly address: string;
  readonly holders: readonly LiveMember[];
}

/** A virtual router as it is now. */
export interface LiveRouter {
  readonly members: readonly LiveMember[];
  /** Those that are MASTER. */
  readonly holders: readonly LiveMember[];
  readonly verdict: RouterVerdict;
  readonly rivalries: readonly Rivalry[];
  readonly addresses: readonly LiveAddress[];
  /** Address of the master that members hear, and that no dump has. */
  readonly elsewhere: string | undefined;
  readonly model: ModelAnswer | undefined;
}

/** What the dumps of some nodes say together, and beside their files. */
export interface LiveReport {
  readonly nodes: readonly LiveNode[];
  readonly routers: readonly LiveRouter[];
  /** Addresses that nodes carry together in different virtual routers. */
  readonly strays: readonly LiveAddress[];
  readonly differences: readonly Difference[];
  /** Names of nodes whose configuration is there, but no dump. */
  readonly missing: readonly string[];
  /** Pairs of nodes whose dumps are seconds apart. */
  readonly gaps: readonly { readonly a: LiveNode; readonly b: LiveNode; readonly seconds: number }[];
  /** Nothing to report: one holder everywhere, and all runs as it is written. */
  readonly isSound: boolean;
}

/** Judges dumps. `clusters`: of the configurations, if any are given. Pure: the same dumps have the same report. */
export function judgeLive(
  nodes: readonly LiveNode[],
  clusters: readonly Cluster[] = [],
  missing: readonly string[] = [],
): LiveReport {
  const byNode = nodes.map((node) => [node, membersOf(node)] as const);
  const members = byNode.flatMap(([, own]) => own).filter(({ running }) => running.state !== undefined);
  const written = routersIn(clusters);
  const moments = new Map(nodes.map((node) => [node, momentOf(node.dump)]));
  const models = modelsOf(nodes);
  const differences = byNode.flatMap(([node, own]) => differencesOf(node, own, (instance) => models.get(instance)));
  const expectation = expectationOf(clusters, members);
  const groups = groupMembers(members, (member) => member.written && written.get(member.written));
  const sources = new Set(members.flatMap(({ running }) => running.source?.address ?? []));
  const stale = new Set(differences.map(({ node }) => node));
  const context: Context = { moments, expectation, sources, stale, isComplete: missing.length === 0 };
  const routers = groups.map((group) => judgeRouter(group, context));
  const gaps = gapsOf(nodes, moments);
  const effective = effectiveDifferences(members, expectation, differences);
  const all = [...differences, ...effective];
  const strays = straysOf(routers);
  const isSound = [all, gaps, strays].every(({ length }) => length === 0) && routers.every(isRouterSound);
  return { nodes, routers, strays, differences: all, missing, gaps, isSound };
}

interface Context {
  readonly moments: ReadonlyMap<LiveNode, LiveMoment | undefined>;
  readonly expectation: LiveExpectation;
  /** Addresses that the nodes send from. */
  readonly sources: ReadonlySet<string>;
  readonly stale: ReadonlySet<LiveNode>;
  readonly isComplete: boolean;
}

const isRouterSound = ({ verdict, addresses, model, members }: LiveRouter): boolean =>
  (verdict === "one" || verdict === "elsewhere" || verdict === "unknown") &&
  (model === undefined || model.agrees || model.isSettling) &&
  addresses.every(({ holders }) => holders.length < 2) &&
  members.every((member) => misplaced(member).length === 0);

/** Addresses that a MASTER does not carry, or that another one still does. */
export const misplaced = ({ running: { state, addresses, excluded } }: LiveMember): readonly string[] =>
  [...(addresses ?? []), ...(excluded ?? [])]
    .filter(({ isSet }) => state !== undefined && isSet !== (state === "MASTER"))
    .map(({ address }) => address);

function judgeRouter(members: readonly LiveMember[], context: Context): LiveRouter {
  const holders = members.filter(({ running }) => running.state === "MASTER");
  const elsewhere = members
    .map(({ running: { state, master } }) => (state === "BACKUP" ? master?.address : undefined))
    .find((address) => address !== undefined && !context.sources.has(address));
  const verdict = verdictOf(holders, elsewhere, context);
  return {
    members,
    holders,
    verdict,
    rivalries: rivalriesOf(holders, context),
    addresses: addressesOf(members),
    elsewhere,
    // What was so at different moments cannot be compared.
    model: verdict === "apart" ? undefined : modelAnswer(members, holders, context),
  };
}

function verdictOf(holders: readonly LiveMember[], elsewhere: string | undefined, context: Context): RouterVerdict {
  if (holders.length === 1) return "one";
  if (holders.length > 1) {
    const { moments } = context;
    const areApart = holders.some((one) =>
      holders.some((other) => mayFollow(one.running, moments.get(one.node), moments.get(other.node))),
    );
    return areApart ? "apart" : "double";
  }
  if (elsewhere !== undefined) return "elsewhere";
  return context.isComplete ? "orphan" : "unknown";
}

function rivalriesOf(holders: readonly LiveMember[], { stale }: Context): readonly Rivalry[] {
  return holders.flatMap((a, at) =>
    holders.slice(at + 1).map((b): Rivalry => {
      const areWritten = a.written !== undefined && b.written !== undefined;
      const inFiles = areWritten ? new Set([...writtenReasons(a, b), ...writtenReasons(b, a)]) : undefined;
      return { directions: whyBoth(a, b), inFiles, stale: [a.node, b.node].filter((node) => stale.has(node)) };
    }),
  );
}

function addressesOf(members: readonly LiveMember[]): readonly LiveAddress[] {
  const carried = members.flatMap((member) =>
    [...(member.running.addresses ?? []), ...(member.running.excluded ?? [])].map((one) => ({ ...one, member })),
  );
  return [...groupBy(carried, ({ address }) => address)].map(([address, some]) => ({
    address,
    holders: some.filter(({ isSet }) => isSet).map(({ member }) => member),
  }));
}

function modelAnswer(
  members: readonly LiveMember[],
  holders: readonly LiveMember[],
  { expectation, moments }: Context,
): ModelAnswer | undefined {
  const answers = members.map((member) => member.written && expectation.get(member.written));
  if (members.length < 2 || answers.some((answer) => answer === undefined)) return undefined;
  const expected = members.filter((_, at) => answers[at]?.holds === true);
  const agrees = expected.length === holders.length && expected.every((one) => holders.includes(one));
  return { holders: expected, agrees, isSettling: !agrees && expected.some((one) => isSettling(one, moments)) };
}

/** What a busy daemon may be late by, in seconds. */
const LATE = 2;

/** It could not have taken over yet: its delay, the time of silence, and an advert. */
function isSettling({ node, running }: LiveMember, moments: Context["moments"]): boolean {
  const moment = moments.get(node);
  const { state, since, preemptDelay = 0, masterDown = 4, interval = 1 } = running;
  if (state === "MASTER" || state === "FAULT" || since === undefined || moment === undefined) return false;
  return moment.from - since < preemptDelay + masterDown + interval + LATE;
}

/** An effective priority that the trackers do not give, where nothing that it comes from differs. */
function effectiveDifferences(
  members: readonly LiveMember[],
  expectation: LiveExpectation,
  differences: readonly Difference[],
): readonly Difference[] {
  return members.flatMap(({ node, running, written }): Difference[] => {
    const expected = written && expectation.get(written)?.effective;
    const { state, effective, syncGroup, unanswered = 0 } = running;
    if (expected === undefined || effective === undefined || expected === effective) return [];
    const isOpen = state === "FAULT" || state === "INIT" || unanswered > 0 || syncGroup !== undefined;
    const isKnown = differences.some(
      (one) =>
        one.node === node && one.instance === running.name && /^(?:priority|track_|vrrp_instance)/.test(one.setting),
    );
    if (isOpen || isKnown) return [];
    const own = { node, instance: running.name, line: running.line, at: written?.priority.at };
    return [{ ...own, setting: "effective priority", runs: `${effective}`, written: `${expected}` }];
  });
}

function gapsOf(nodes: readonly LiveNode[], moments: Context["moments"]): LiveReport["gaps"] {
  return nodes.flatMap((a, at) =>
    nodes.slice(at + 1).flatMap((b) => {
      const seconds = gap(moments.get(a), moments.get(b));
      return seconds > 0 ? [{ a, b, seconds: Math.round(seconds) }] : [];
    }),
  );
}

function straysOf(routers: readonly LiveRouter[]): readonly LiveAddress[] {
  const shared = routers.flatMap((router) =>
    router.holders.flatMap((member) => sharedAddresses(member).map((address) => ({ address, member, router }))),
  );
  return [...groupBy(shared, ({ address }) => address)].flatMap(([address, some]) => {
    const nodes = new Set(some.map(({ member }) => member.node));
    const inRouters = new Set(some.map(({ router }) => router));
    return nodes.size > 1 && inRouters.size > 1 ? [{ address, holders: some.map(({ member }) => member) }] : [];
  });
}
