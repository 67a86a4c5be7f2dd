import { dirname, resolve, sep } from "node:path";
import type { RuleFacts } from "../lint/define-rule.js";
import type { FileSettings, SettingsTexts } from "./choices.js";
import { clustersOf, type Effective, effectiveFor } from "./effective.js";
import type { MayRead } from "./find-settings.js";
import { type LoadedSettings, settingsLoader } from "./load-settings.js";

/** Makes settings of the texts that were found, for these rules. Throws `SettingsError`, also when a file is asked for. */
export function makeSettings(texts: SettingsTexts, rules: readonly RuleFacts[], mayRead?: MayRead): FileSettings {
  const all = texts.files.map(settingsLoader(rules, mayRead));
  const choose = texts.isNamed ? () => all[0] : nearest(all);
  const known = new Map<string, Effective | undefined>();
  return {
    of(path) {
      if (!known.has(path)) {
        const settings = choose(path);
        known.set(path, settings === undefined ? undefined : effectiveFor(settings, path));
      }
      return known.get(path);
    },
    fileOf: (path) => choose(path)?.path,
    clusters: all.flatMap(clustersOf),
    files: all.flatMap(({ layers }) => layers.map(({ file }) => file)),
    identity: JSON.stringify(
      all.map(({ path, layers }) => [path, layers.map(({ folder, values }) => [folder, values])]),
    ),
    texts,
  };
}

/** Also for files that nobody named, such as included ones: the deepest settings file above it that was read. */
function nearest(all: readonly LoadedSettings[]): (path: string) => LoadedSettings | undefined {
  const deepestFirst = [...all].sort((a, b) => b.path.length - a.path.length);
  return (path) => {
    const file = resolve(path);
    return deepestFirst.find((settings) =>
      file.startsWith(`${dirname(settings.path)}${sep}`.replace(/([\\/])[\\/]$/, "$1")),
    );
  };
}
