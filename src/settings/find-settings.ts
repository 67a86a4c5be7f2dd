import { basename, dirname, join, resolve } from "node:path";
import { SettingsError } from "./problem.js";
import { MISSING, readSettingsText, shownPath } from "./read-text.js";
import { isThere, type SearchScope, scopeFinder } from "./search-scope.js";

const PACKAGE = "package.json";

/** Names under which settings are looked for in each folder, in this order; of package.json its key `kalint`. */
export const SETTINGS_NAMES = ["kalint.config.json", ".kalintrc.json", PACKAGE];

/** Whether a file may be read, where only some may. */
export type MayRead = (path: string) => boolean;

/** A settings file that was found; it is not read yet. */
export interface FoundSettings {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/**
 * Finds the settings file nearest to a file, from its folder upwards to the root of its repository or to what belongs to
 * another user. Files that may not be read are passed over. Folders are asked once. Throws `SettingsError`.
 */
export function settingsFinder(mayRead: MayRead = () => true): (path: string) => FoundSettings | undefined {
  const scopeOf = scopeFinder();
  const found = new Map<string, FoundSettings | undefined>();
  const present = memo(settingsIn);
  const textOf = memo(settingsText);
  const search = ({ folders, isTrusted }: SearchScope): FoundSettings | undefined => {
    for (const folder of folders) {
      // In a folder that all may write to, such as /tmp, anybody may have put them.
      for (const file of present(folder).filter((one) => isTrusted(one) && mayRead(one))) {
        const text = textOf(file);
        if (text !== undefined) return { file, text };
      }
    }
    return undefined;
  };
  return (path) => {
    const start = dirname(resolve(path));
    if (!found.has(start)) found.set(start, search(scopeOf(start)));
    return found.get(start);
  };
}

const settingsIn = (folder: string): readonly string[] =>
  SETTINGS_NAMES.map((name) => join(folder, name)).filter(isThere);

const settingsText = (file: string): string | undefined =>
  basename(file) === PACKAGE ? packageText(readOrFail(file)) : readOrFail(file);

function memo<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key) as T;
  };
}

function readOrFail(file: string): string {
  const result = readSettingsText(file);
  if (result.kind === "text") return result.text;
  const reason = result.reason === MISSING ? "is a dangling link" : result.reason;
  throw new SettingsError([{ file: shownPath(file), line: 1, column: 1, message: `this settings file ${reason}` }]);
}

/** The text, if it has the key that is asked for; a package.json that others cannot read either has none. */
function packageText(text: string): string | undefined {
  if (!text.includes('"kalint"')) return undefined;
  try {
    const content: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof content === "object" && content !== null && "kalint" in content ? text : undefined;
  } catch {
    return undefined;
  }
}
