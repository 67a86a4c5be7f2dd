/** Words that say what every file of a node is. */
const COMMON = /^(?:keepalived|vrrp|etc|conf|config|cfg)$/i;

/** Names without what they all begin or end with and says nothing: `keepalived-lb1` is `lb1`. */
function telling(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  let parts = names.map((name) => name.split(/([-_.])/));
  const isShared = (at: number): boolean => {
    const [word, sign] = [parts[0]?.at(at), parts[0]?.at(at < 0 ? at - 1 : at + 1)];
    const isSame = parts.every((one) => one.at(at) === word && one.at(at < 0 ? at - 1 : at + 1) === sign);
    return isSame && word !== undefined && COMMON.test(word) && parts.every(({ length }) => length > 2);
  };
  while (isShared(0)) parts = parts.map((one) => one.slice(2));
  while (isShared(-1)) parts = parts.map((one) => one.slice(0, -2));
  const short = parts.map((one) => one.join(""));
  return short.every((name) => /^\p{L}/u.test(name)) ? short : names;
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
