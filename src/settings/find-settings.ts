import { basename, dirname, resolve } from "node:path";
import { lilconfigSync } from "lilconfig";

/** Names under which settings are looked for in each folder, in this order; of package.json its key `kalint`. */
const SETTINGS_NAMES = ["kalint.config.json", ".kalintrc.json", "package.json"];

/** A settings file that was found; it is not read yet. */
export interface FoundSettings {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** Finds the settings file nearest to a file, from its folder upwards. Folders are asked once. */
export function settingsFinder(): (path: string) => FoundSettings | undefined {
  const found = new Map<string, FoundSettings | undefined>();
  const explorer = lilconfigSync("kalint", {
    searchPlaces: SETTINGS_NAMES,
    stopDir: "/",
    ignoreEmptySearchPlaces: false,
    packageProp: "kalint",
    loaders: { ".json": (file, text) => (basename(file) === "package.json" ? packageText(text) : text) },
  });
  return (path) => {
    const folder = dirname(resolve(path));
    if (!found.has(folder)) {
      const result = explorer.search(folder);
      found.set(folder, result === null ? undefined : { file: result.filepath, text: String(result.config ?? "") });
    }
    return found.get(folder);
  };
}

/** The text under the key that is asked for; a package.json that others cannot read either has none. */
function packageText(text: string): { readonly kalint?: string } {
  if (!text.includes('"kalint"')) return {};
  try {
    const content: unknown = JSON.parse(text);
    const hasKey = typeof content === "object" && content !== null && "kalint" in content;
    return hasKey ? { kalint: text } : {};
  } catch {
    return {};
  }
}
