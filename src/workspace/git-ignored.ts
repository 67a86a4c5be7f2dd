import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** Tells whether the .gitignore files of a repository pass over a path. Folders are asked once. */
export function gitIgnored(): (path: string) => boolean {
  const folders = new Map<string, readonly Rules[]>();
  return (path) => {
    const file = resolve(path);
    let isIgnored = false;
    for (const { folder, rules } of rulesOf(dirname(file), folders)) {
      const result = rules.test(relative(folder, file).split(sep).join("/"));
      if (result.ignored) isIgnored = true;
      else if (result.unignored) isIgnored = false;
    }
    return isIgnored;
  };
}

interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** From the repository's own folder down; outside of a repository there are none. */
function rulesOf(start: string, known: Map<string, readonly Rules[]>): readonly Rules[] {
  const chain: string[] = [];
  let folder = start;
  while (!known.has(folder)) {
    chain.push(folder);
    const parent = dirname(folder);
    if (parent === folder || existsSync(join(folder, ".git"))) break;
    folder = parent;
  }
  const top = chain.at(-1);
  const isInside = known.has(folder) || (top !== undefined && existsSync(join(top, ".git")));
  let rules = known.get(folder) ?? [];
  for (const one of chain.reverse()) {
    rules = isInside ? [...rules, ...read(one)] : [];
    known.set(one, rules);
  }
  return rules;
}

function read(folder: string): Rules[] {
  try {
    return [{ folder, rules: ignore({ ignorecase: false }).add(readFileSync(join(folder, ".gitignore"), "utf8")) }];
  } catch {
    // Git passes over one that is not there or cannot be read, too.
    return [];
  }
}
