import type { Node } from "../semantic/node.js";
import type { Dump } from "./dump.js";

/** A dump that a name may be given to: `lb1=FILE`. */
export interface NamedDump {
  readonly name: string | undefined;
  readonly dump: Dump;
}

/** A configuration with the short name that reports use. */
export interface NamedConfig {
  readonly name: string;
  readonly config: Node;
}

/** Which dump is of which configuration, by position. */
export type Assigned = ReadonlyMap<number, NamedConfig>;

/** It cannot be said which dump is of which file; the lines say what to do. */
export class Ambiguous extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/**
 * Pairs dumps with configurations: by the name that was given, by `router_id` (without one, the name of the host), by the
 * name of the file, by what only one of them can run, and at last by their order. Throws `Ambiguous` where none of it decides.
 */
export function assign(dumps: readonly NamedDump[], configs: readonly NamedConfig[]): Assigned {
  const found = new Map<number, NamedConfig>();
  for (const [at, { name }] of dumps.entries()) if (name !== undefined) take(found, at, byName(name, configs));
  const steps = [byRouterId, byFileName, byWhatRuns];
  for (const step of steps) {
    for (const [at, config] of uniquePairs(dumps, free(configs, found), found, step)) take(found, at, config);
  }
  const open = dumps.flatMap((_, at) => (found.has(at) ? [] : [at]));
  const rest = free(configs, found);
  if (open.length === 0) return found;
  if (open.length !== rest.length) throw ambiguous(dumps, open, configs);
  for (const [place, at] of open.entries()) if (rest[place] !== undefined) take(found, at, rest[place]);
  return found;
}

function take(found: Map<number, NamedConfig>, at: number, config: NamedConfig): void {
  const other = [...found.values()].includes(config);
  if (other) throw new Ambiguous(`two dumps are of ${config.name}: give each its name, such as ${config.name}=FILE`);
  found.set(at, config);
}

const free = (configs: readonly NamedConfig[], found: Assigned): readonly NamedConfig[] => {
  const taken = new Set(found.values());
  return configs.filter((config) => !taken.has(config));
};

function byName(name: string, configs: readonly NamedConfig[]): NamedConfig {
  const matches = [
    configs.filter((one) => one.name === name),
    configs.filter(({ config }) => config.path === name || config.name === name),
    configs.filter(({ config }) => routerIdOf(config) === name),
  ].find(({ length }) => length > 0);
  const [config] = matches ?? [];
  if (config !== undefined && matches?.length === 1) return config;
  const known = configs.map((one) => one.name).join(", ");
  throw new Ambiguous(
    config === undefined
      ? `"${name}" is none of the configurations; known: ${known}`
      : `"${name}" is several of the configurations; known: ${known}`,
  );
}

/** Whether a dump may be of a configuration by one of the signs. */
type Sign = (dump: Dump, config: NamedConfig) => boolean;

const routerIdOf = ({ ast }: Node): string | undefined => {
  const value: unknown = ast.globalDefs?.routerId?.value;
  return typeof value === "string" ? value : undefined;
};

/** Without `router_id` it is the name of the host (global_data.c:set_default_router_id). */
const byRouterId: Sign = ({ routerId }, { name, config }) =>
  routerId !== undefined &&
  (routerIdOf(config) === routerId || (routerIdOf(config) === undefined && name === routerId));

/** `lb1.data`, `lb1/keepalived.data`. */
const byFileName: Sign = ({ path }, { name, config }) => {
  const words = (text: string): readonly string[] => text.split(/[\\/]/).map((part) => part.replace(/\.[^.]*$/, ""));
  const own = words(path).filter((word) => word !== "keepalived" && word !== "");
  return own.includes(name) || (own.at(-1) !== undefined && own.at(-1) === words(config.path).at(-1));
};

/** Addresses that instances send from are a node's own; then its priorities. */
const byWhatRuns: Sign = ({ instances }, { config }) => {
  const byId = new Map(config.instances.map((one) => [`${one.name}`, one]));
  const pairs = instances.flatMap((running) => {
    const written = byId.get(running.name);
    return written === undefined ? [] : [{ running, written }];
  });
  if (pairs.length === 0) return false;
  const sources = pairs.filter(({ written }) => written.source.value !== undefined);
  if (sources.length > 0)
    return sources.every(({ running, written }) => running.source?.address === written.source.value);
  return pairs.every(
    ({ running, written }) => running.priority === undefined || running.priority === written.priority.value,
  );
};

/** Pairs that a sign makes in both directions: the dump fits one configuration, which fits no other dump. */
function uniquePairs(
  dumps: readonly NamedDump[],
  configs: readonly NamedConfig[],
  found: Assigned,
  sign: Sign,
): readonly (readonly [number, NamedConfig])[] {
  const open = dumps.flatMap(({ dump }, at) => (found.has(at) ? [] : [{ dump, at }]));
  const fits = open.map(({ dump, at }) => ({ at, configs: configs.filter((config) => sign(dump, config)) }));
  return fits.flatMap(({ at, configs: [config, ...others] }) => {
    const isUnique = config !== undefined && others.length === 0;
    const isFree = fits.every((other) => other.at === at || config === undefined || !other.configs.includes(config));
    return isUnique && isFree ? [[at, config] as const] : [];
  });
}

function ambiguous(dumps: readonly NamedDump[], open: readonly number[], configs: readonly NamedConfig[]): Ambiguous {
  const [first] = open.flatMap((at) => dumps[at] ?? []);
  const names = configs.map(({ name }) => name).join(", ");
  const path = first?.dump.path ?? "";
  return new Ambiguous(
    `${path}: it is not known of which configuration this dump is`,
    `name its node: ${configs[0]?.name}=${path}; configurations: ${names}`,
  );
}
