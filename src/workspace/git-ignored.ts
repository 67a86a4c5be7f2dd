import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { readSettingsText } from "../settings/read-text.js";
import { isCostly } from "../text/pattern-work.js";

/** Decides whether the .gitignore files of a repository pass over a path. Folders are asked once. */
export function gitIgnored(): (path: string) => boolean {
  const folders = new Map<string, Rules | undefined>();
  return (path) => {
    const file = resolve(path);
    const rules = rulesOf(dirname(file), folders);
    if (rules === undefined) return false;
    const name = slashed(relative(rules.root, file));
    // Where the question would take too long, the file is not passed over.
    return !rules.starred.some((pattern) => isCostly(pattern, name)) && rules.ignored.ignores(name);
  };
}

/** What holds in a folder. */
interface Rules {
  /** The repository's own folder: paths are relative to it. */
  readonly root: string;
  /** The patterns of its .gitignore files down to the folder, the deepest last, since the last match counts. */
  readonly ignored: Ignore;
  /** Those of them with many stars. */
  readonly starred: readonly string[];
}

/** Outside of a repository there are none. */
function rulesOf(folder: string, known: Map<string, Rules | undefined>): Rules | undefined {
  if (known.has(folder)) return known.get(folder);
  const parent = dirname(folder);
  const isRoot = existsSync(join(folder, ".git"));
  const above = isRoot || parent === folder ? undefined : rulesOf(parent, known);
  const root = isRoot ? folder : above?.root;
  const rules = root === undefined ? undefined : withOwn(folder, root, above);
  known.set(folder, rules);
  return rules;
}

function withOwn(folder: string, root: string, above: Rules | undefined): Rules {
  const patterns = patternsIn(folder);
  if (above !== undefined && patterns.length === 0) return above;
  const ignored = ignore({ ignorecase: false });
  if (above !== undefined) ignored.add(above.ignored);
  const prefix = slashed(relative(root, folder));
  const own = patterns.map((pattern) => fromRoot(pattern, prefix));
  const starred = [...(above?.starred ?? []), ...own.filter((pattern) => /(?:\*[^*]*){3}/.test(pattern))];
  return { root, ignored: ignored.add(own), starred };
}

function patternsIn(folder: string): readonly string[] {
  const result = readSettingsText(join(folder, ".gitignore"));
  // Git passes over one that is not there or cannot be read, too.
  if (result.kind === "unreadable") return [];
  const lines = result.text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

/** A pattern of a folder's .gitignore as the one of the repository's own folder would have it. */
function fromRoot(pattern: string, prefix: string): string {
  if (prefix === "") return pattern;
  const [, negation = "", text = ""] = /^(!?)(.*)$/s.exec(pattern) ?? [];
  // A slash anywhere but at the end ties a pattern to its folder.
  const isTied = /\/(?!\s*$)/.test(text);
  return `${negation}/${escaped(prefix)}/${isTied ? text.replace(/^\//, "") : `**/${text}`}`;
}

const escaped = (path: string): string => path.replace(/[\\*?[\]!# ]/g, "\\$&");

const slashed = (path: string): string => path.split(sep).join("/");
