import type { Dump } from "./dump.js";
import { readJson } from "./read-json.js";
import { readText } from "./read-text.js";

/** Reads any text that a running keepalived writes; throws `NotADump` with what to do for every other. */
export const readDump = (path: string, text: string): Dump =>
  /^\ufeff?\s*[[{]/.test(text)
    ? readJson(path, text.replace(/^\ufeff/, ""))
    : readText(path, text.replace(/^\ufeff/, ""));

/** Several dumps of one node as one: each instance has what any of them says; the first to say something wins. */
export function combine(dumps: readonly Dump[]): Dump {
  const [first, ...rest] = [...dumps].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error("no dump to combine");
  return rest.reduce(join, first);
}

/** The text of SIGUSR1 says the most, then JSON. */
const rank = ({ formats }: Dump): number => (formats.includes("data") ? 0 : formats.includes("json") ? 1 : 2);

function join(a: Dump, b: Dump): Dump {
  const others = new Map(b.instances.map((one) => [one.name, one]));
  const joined = a.instances.map((one) => {
    const other = others.get(one.name);
    others.delete(one.name);
    return other === undefined ? one : withDefaults(one, other);
  });
  const tracked = new Set(a.tracked.map(({ kind, name }) => `${kind} ${name}`));
  return {
    ...a,
    formats: [...new Set([...a.formats, ...b.formats])],
    routerId: a.routerId ?? b.routerId,
    since: a.since === "2.4.0" ? a.since : (b.since ?? a.since),
    instances: [...joined, ...others.values()],
    tracked: [...a.tracked, ...b.tracked.filter(({ kind, name }) => !tracked.has(`${kind} ${name}`))],
  };
}

function withDefaults<T extends object>(one: T, other: T): T {
  const known = Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
  return { ...other, ...known } as T;
}
