import { lstatSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { lilconfigSync } from "lilconfig";
import { SettingsError } from "./problem.js";
import { MISSING, shownPath, whyUnreadable } from "./read-text.js";

const PACKAGE = "package.json";

/** Names under which settings are looked for in each folder, in this order; of package.json its key `kalint`. */
const SETTINGS_NAMES = ["kalint.config.json", ".kalintrc.json", PACKAGE];

/** A settings file that was found; it is not read yet. */
export interface FoundSettings {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** Finds the settings file nearest to a file, from its folder upwards. Folders are asked once. Throws `SettingsError`. */
export function settingsFinder(): (path: string) => FoundSettings | undefined {
  const found = new Map<string, FoundSettings | undefined>();
  const explorer = lilconfigSync("kalint", {
    searchPlaces: SETTINGS_NAMES,
    stopDir: "/",
    ignoreEmptySearchPlaces: false,
    packageProp: "kalint",
    loaders: { ".json": (file, text) => (basename(file) === PACKAGE ? packageText(text) : text) },
  });
  return (path) => {
    const folder = dirname(resolve(path));
    if (!found.has(folder)) {
      requireReadable(folder);
      const result = explorer.search(folder);
      found.set(folder, result === null ? undefined : { file: result.filepath, text: String(result.config ?? "") });
    }
    return found.get(folder);
  };
}

/** The library would fail without a name where a settings file is a folder or cannot be read, and wait for a pipe. */
function requireReadable(start: string): void {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const name of SETTINGS_NAMES) {
      const path = join(folder, name);
      if (!isThere(path)) continue;
      const reason = whyUnreadable(path);
      if (reason !== undefined) {
        const message = `this settings file ${reason === MISSING ? "is a link that leads nowhere" : reason}`;
        throw new SettingsError([{ file: shownPath(path), line: 1, column: 1, message }]);
      }
      if (name !== PACKAGE) return;
    }
    if (dirname(folder) === folder) return;
  }
}

/** A link that leads nowhere is there, too. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // What lies in a folder that cannot be entered is not there for the library either.
    return false;
  }
}

/** The text under the key that is asked for; a package.json that others cannot read either has none. */
function packageText(text: string): { readonly kalint?: string } {
  if (!text.includes('"kalint"')) return {};
  try {
    const content: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    const hasKey = typeof content === "object" && content !== null && "kalint" in content;
    return hasKey ? { kalint: text } : {};
  } catch {
    return {};
  }
}
