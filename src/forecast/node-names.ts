/**
 * Short names for nodes, in the same order: the file's name without `.conf` where that tells them apart, else the last
 * folder that does, else as much of the path as is needed. A config-id stays behind `@`.
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
    if (isUnique(short)) return short;
  }
  return names;
}
