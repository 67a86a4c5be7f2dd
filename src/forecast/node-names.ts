/** Words that say what every file of a node is. */
const COMMON = /^(?:keepalived|vrrp|etc|conf|config|cfg)$/i;

/** Names without what they all begin or end with and says nothing: `keepalived-lb1` is `lb1`, `web-keepalived.conf.lb1` too. */
function telling(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  // Words and the signs between them, by turns.
  const parts = names.map((name) => name.split(/([-_.])/));
  const begin = sharedLength(parts);
  const rest = parts.map((one) => one.slice(begin));
  const end = sharedLength(
    rest.map((one) => one.toReversed()),
    true,
  );
  const short = rest.map((one) => one.slice(0, one.length - end).join(""));
  return short.every((name) => /^\p{L}/u.test(name)) ? short : names;
}

/** How many parts all begin with, up to the last word that says nothing; `only`: all of them have to be such words. */
function sharedLength(parts: readonly (readonly string[])[], only = false): number {
  const [first = []] = parts;
  let length = 0;
  for (let at = 0; parts.every((one) => one.length > at + 2); at += 2) {
    const isSame = parts.every((one) => one[at] === first[at] && one[at + 1] === first[at + 1]);
    const saysNothing = COMMON.test(first[at] ?? "");
    if (!isSame || (only && !saysNothing)) break;
    if (saysNothing) length = at + 2;
  }
  return length;
}

/**
 * Short names for nodes, in the same order: the file's name without `.conf` where that distinguishes them, else the last
 * folder that does, else as much of the path as is needed. A config-id stays after `@`.
 */
export function shortNames(names: readonly string[]): readonly string[] {
  const parts = names.map((name) => {
    const [, path = name, id = ""] = /^(.*?)(@[^@/]*)?$/s.exec(name) ?? [];
    return { steps: path.replace(/\.(?:conf|cfg)$/, "").split(/[\\/]/), id };
  });
  const isUnique = (some: readonly string[]): boolean =>
    new Set(some).size === some.length && some.every((one) => one !== "");
  const candidates: ((part: (typeof parts)[number]) => string)[] = [
    ({ steps, id }) => `${steps.at(-1) ?? ""}${id}`,
    ({ steps, id }) => `${steps.at(-2) ?? ""}${id}`,
    ({ steps, id }) => `${steps.slice(-2).join("/")}${id}`,
    ({ steps, id }) => `${steps.slice(-3).join("/")}${id}`,
  ];
  for (const candidate of candidates) {
    const short = parts.map(candidate);
    if (isUnique(short)) return telling(short);
  }
  return names;
}
