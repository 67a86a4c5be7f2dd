import type { Item } from "../../grammar/index.js";
import type { Evaluated } from "../evaluate/index.js";
import type { Ast, Typed } from "../syntax/ast.js";
import { buildAst } from "../syntax/build-ast.js";
import type { Problem } from "../syntax/problems.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import type { TypedFile, UsedOption } from "../syntax/typed-file.js";
import { type BfdInstance, readBfdInstances } from "./bfd-instances.js";
import { type Names, readNames } from "./definitions.js";
import { type Instance, readInstances } from "./instances.js";
import { problemsIn } from "./release-problems.js";
import { readScripts, type ScriptCommand } from "./scripts.js";
import { readServerGroups, type ServerGroup } from "./server-groups.js";
import { readSyncGroups, type SyncGroup } from "./sync-groups.js";
import { readTrackers, type Tracker } from "./trackers.js";
import { readUnread, type Unread } from "./unread-names.js";
import { type EffectiveVirtualServer, readVirtualServers } from "./virtual-servers.js";
import { isWhole } from "./whole.js";

/** A machine: one root file evaluated for one config-id, with the facts that rules ask for. */
export interface Node {
  /** `file` or `file@id`. */
  readonly name: string;
  /** The root file, as it was given. */
  readonly path: string;
  readonly configId: string | undefined;
  /** Release it has to work with; undefined: no particular one. */
  readonly target: string | undefined;
  readonly evaluated: Evaluated;
  readonly ast: Ast;
  readonly problems: readonly Problem[];
  /** Option words of the entries of lists, in order. */
  readonly options: readonly UsedOption[];
  /** Every include was read, so what is not there is really missing. */
  readonly isComplete: boolean;
  /** Settings, blocks and entries by path: `vrrp_instance/authentication/auth_pass`. */
  all(path: string): readonly Typed[];
  /** Paths at which something stands. */
  paths(): Iterable<string>;
  /** Places of the schema at which something stands, each once. */
  readonly places: readonly KeywordPlace[];
  /** Effective values of the VRRP instances, in order. */
  readonly instances: readonly Instance[];
  /** Who defines and who uses names. */
  readonly names: Names;
  readonly syncGroups: readonly SyncGroup[];
  /** All that an instance of this node tracks, also by its sync group; `ignored` marks what does not count. */
  trackers(instance: Instance): readonly Tracker[];
  /** The sync group that an instance has joined. */
  groupOf(instance: Instance): SyncGroup | undefined;
  /** Every command line, in order. */
  readonly scripts: readonly ScriptCommand[];
  /** Blocks of `virtual_server_group`, in order. */
  readonly serverGroups: readonly ServerGroup[];
  /** Effective values of the virtual servers, in order. */
  readonly virtualServers: readonly EffectiveVirtualServer[];
  readonly bfdInstances: readonly BfdInstance[];
  /** What stands in statements that keepalived does not read as their author meant. */
  unread(): Unread;
}

export interface NodeOptions {
  readonly name: string;
  readonly path: string;
  readonly configId: string | undefined;
  readonly target: string | undefined;
}

const NONE: readonly Typed[] = [];

/** Reads statements by the schema, as `buildAst` does. */
export type Build = (items: readonly Item[]) => TypedFile;

/** Computes a node's facts once; what few rules need is computed when it is first asked for. */
export function makeNode(evaluated: Evaluated, options: NodeOptions, build: Build = buildAst): Node {
  const { byPath, typed } = readTyped(build(evaluated.items), options.target);
  const { ast, problems, places } = typed;
  const all = (path: string) => byPath.get(path) ?? NONE;
  const instances = once(() => readInstances(ast, { isComplete: evaluated.isComplete, target: options.target }));
  const names = once(() => readNames({ ast, places }, all));
  const syncGroups = once(() => readSyncGroups(ast.vrrpSyncGroup, instances(), () => names()));
  const groupOf = once(
    () => new Map(syncGroups().flatMap((group) => group.instances.map((one) => [one, group] as const))),
  );
  const trackers = once(() => readTrackers(instances(), syncGroups(), names()));
  const scripts = once(() => readScripts({ ast, places }));
  const serverGroups = once(() => readServerGroups(all("virtual_server_group")));
  const virtualServers = once(() => readVirtualServers(ast, serverGroups()));
  const bfdInstances = once(() => readBfdInstances(ast, (block) => isWhole(block, evaluated)));
  return {
    ...options,
    ...typed,
    evaluated,
    isComplete: evaluated.isComplete,
    all,
    paths: () => byPath.keys(),
    trackers: (instance) => trackers().get(instance) ?? [],
    groupOf: (instance) => groupOf().get(instance),
    unread: once(() => readUnread(problems)),
    get instances() {
      return instances();
    },
    get names() {
      return names();
    },
    get syncGroups() {
      return syncGroups();
    },
    get scripts() {
      return scripts();
    },
    get serverGroups() {
      return serverGroups();
    },
    get virtualServers() {
      return virtualServers();
    },
    get bfdInstances() {
      return bfdInstances();
    },
  };
}

/** What one release reads. */
function readTyped({ byPath, ...typed }: TypedFile, target: string | undefined) {
  const places = [...byPath.values()].flatMap(([first]) => first?.place ?? []);
  const problems = problemsIn({ ast: typed.ast, places }, typed.problems, target);
  return { byPath, typed: { ...typed, places, problems } };
}

/** A value that is computed when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: compute() };
    return made.value;
  };
}
