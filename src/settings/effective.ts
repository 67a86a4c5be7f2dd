import { isAbsolute, relative, resolve, sep } from "node:path";
import ignore from "ignore";
import type { Severity } from "../diagnostics/diagnostic.js";
import type { RuleOptions } from "../lint/define-rule.js";
import type { ChosenLanguage } from "../template/tag.js";
import { isCostly } from "../text/pattern-work.js";
import type { LoadedSettings, SettingsLayer } from "./load-settings.js";
import { SettingsError } from "./problem.js";
import type { KeyPath } from "./read-settings.js";
import type { RuleSettingShape, SettingsValues } from "./shape.js";

/** A value with the place of the settings that it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly file: string;
  readonly line: number;
}

/** What is passed to a rule. */
export interface RuleChoice {
  readonly severity: Severity | "off";
  readonly options: RuleOptions;
}

/** What applies to one file. What nothing sets is not there. */
export interface Effective {
  readonly target: Sourced<string> | undefined;
  /** The language of the template that the file is. */
  readonly template: Sourced<ChosenLanguage> | undefined;
  readonly indent: Sourced<number | "tab"> | undefined;
  readonly rules: ReadonlyMap<string, Sourced<RuleChoice>>;
  /** The pattern by which the file is passed over. */
  readonly ignoredBy: Sourced<string> | undefined;
  /** Found below a folder it is checked, whatever it looks like. */
  readonly isIncluded: boolean;
}

/** A cluster as settings declare it: names relative to `folder`. */
export interface DeclaredInSettings {
  readonly name: string;
  readonly folder: string;
  readonly members: readonly Sourced<string>[];
}

/** Puts together what the layers say about one file; later ones win. */
export function effectiveFor({ layers }: LoadedSettings, path: string): Effective {
  const rules = new Map<string, Sourced<RuleChoice>>();
  let target: Effective["target"];
  let template: Effective["template"];
  let indent: Effective["indent"];
  let ignoredBy: Effective["ignoredBy"];
  let isIncluded = false;
  for (const layer of layers) {
    const { values } = layer;
    target = sourced(layer, values.target, ["target"]) ?? target;
    template = sourced(layer, values.template, ["template"]) ?? template;
    indent = sourced(layer, values.format?.indent, ["format", "indent"]) ?? indent;
    ignoredBy = ignoredIn(layer, path, ignoredBy);
    isIncluded ||= matches(values.files ?? [], layer, path, ["files"]);
    addRules(rules, layer, values.rules, ["rules"]);
    for (const [index, override] of (values.overrides ?? []).entries()) {
      if (!matches(override.files, layer, path, ["overrides", index, "files"])) continue;
      target = sourced(layer, override.target, ["overrides", index, "target"]) ?? target;
      template = sourced(layer, override.template, ["overrides", index, "template"]) ?? template;
      addRules(rules, layer, override.rules, ["overrides", index, "rules"]);
    }
  }
  return { target, template, indent, rules, ignoredBy, isIncluded };
}

/** The clusters of settings; one that is declared again takes the place of that of its base. */
export function clustersOf({ layers }: LoadedSettings): readonly DeclaredInSettings[] {
  const byName = new Map<string, DeclaredInSettings>();
  for (const layer of layers) {
    for (const [name, files] of Object.entries(layer.values.clusters ?? {})) {
      const members = files.map((value, index) => at(layer, value, ["clusters", name, index]));
      byName.set(name, { name, folder: layer.folder, members });
    }
  }
  return [...byName.values()];
}

function addRules(
  rules: Map<string, Sourced<RuleChoice>>,
  layer: SettingsLayer,
  values: SettingsValues["rules"],
  path: KeyPath,
): void {
  for (const [name, setting] of Object.entries(values ?? {})) {
    if (setting !== undefined) rules.set(name, at(layer, choice(setting, rules.get(name)?.value), [...path, name]));
  }
}

/** Who changes the severity alone keeps the options. */
function choice(setting: NonNullable<RuleSettingShape>, before: RuleChoice | undefined): RuleChoice {
  if (typeof setting === "string") return { severity: setting, options: before?.options ?? {} };
  const [severity, options = {}] = setting;
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { severity, options: Object.fromEntries(given) };
}

const at = <T>(layer: SettingsLayer, value: T, path: KeyPath): Sourced<T> => ({
  value,
  file: layer.file,
  line: layer.positionOf(path).line,
});

const sourced = <T>(layer: SettingsLayer, value: T | undefined, path: KeyPath): Sourced<T> | undefined =>
  value === undefined ? undefined : at(layer, value, path);

function ignoredIn(layer: SettingsLayer, path: string, before: Effective["ignoredBy"]): Effective["ignoredBy"] {
  const patterns = layer.values.ignore ?? [];
  let last = before;
  for (const [index, pattern] of patterns.entries()) {
    const isNegated = pattern.startsWith("!");
    if (!matches([isNegated ? pattern.slice(1) : pattern], layer, path, ["ignore", index])) continue;
    last = isNegated ? undefined : at(layer, pattern, ["ignore", index]);
  }
  return last;
}

/** Whether patterns as in .gitignore, relative to the layer's folder, name a file. */
function matches(patterns: readonly string[], layer: SettingsLayer, path: string, place: KeyPath): boolean {
  const name = relative(layer.folder, resolve(path)).split(sep).join("/");
  const isBelow = name !== "" && !name.startsWith("../") && name !== ".." && !isAbsolute(name);
  const costly = isBelow ? patterns.find((pattern) => isCostly(pattern, name)) : undefined;
  if (costly !== undefined) {
    const message = `${JSON.stringify(costly)} would take too long to match; use fewer "*"`;
    throw new SettingsError([{ file: layer.file, ...layer.positionOf(place), message }]);
  }
  return (
    isBelow &&
    ignore({ ignorecase: false })
      .add([...patterns])
      .ignores(name)
  );
}
