import type { Severity } from "./diagnostics/diagnostic.js";
import type { DeclaredCluster } from "./lint/run.js";
import { rules } from "./rules/index.js";
import { readSettings } from "./settings/read-settings.js";
import { settingsShape } from "./settings/shape.js";

/** A severity, alone or with options of the rule. */
export type RuleSetting =
  | Severity
  | "off"
  | readonly [severity: Severity | "off", options?: RuleSettingOptions | undefined];

/** Options of a rule, by name. */
export type RuleSettingOptions = Readonly<Record<string, readonly string[] | boolean | string | undefined>>;

/** What a settings file holds, as it is written; `docs/settings.md` describes it. */
export interface Settings {
  readonly extends?: string | readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly rules?: Readonly<Record<string, RuleSetting | undefined>> | undefined;
  readonly overrides?:
    | readonly {
        readonly files: readonly string[];
        readonly target?: string | undefined;
        readonly rules?: Readonly<Record<string, RuleSetting | undefined>> | undefined;
      }[]
    | undefined;
  readonly clusters?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly files?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly format?: { readonly indent?: number | "tab" | undefined } | undefined;
}

export type SettingsResult =
  | {
      readonly kind: "read";
      readonly settings: Settings;
      /** For `lint` and `fix`: target, rules and clusters. Overrides, patterns and what it extends are the caller's. */
      readonly lintOptions: {
        readonly target?: string;
        readonly rules: Readonly<Record<string, RuleSetting>>;
        readonly clusters?: readonly DeclaredCluster[];
      };
    }
  | {
      readonly kind: "problems";
      readonly problems: readonly {
        readonly file: string;
        readonly line: number;
        readonly column: number;
        readonly message: string;
      }[];
    };

/** Reads the text of a `kalint.config.json`: JSON with comments. Never throws; what is wrong comes with its place. */
export function parseSettings(text: string, { path = "kalint.config.json" }: { path?: string } = {}): SettingsResult {
  const result = readSettings(text, { file: path, below: [], shape: settingsShape(rules) });
  if (result.kind === "problems") return result;
  const settings: Settings = result.settings.values;
  const { target, clusters } = settings;
  const chosen = Object.entries(settings.rules ?? {}).flatMap(([name, one]) =>
    one === undefined ? [] : [[name, one]],
  );
  return {
    kind: "read",
    settings,
    lintOptions: {
      rules: Object.fromEntries(chosen),
      ...(target === undefined ? {} : { target }),
      ...(clusters === undefined
        ? {}
        : { clusters: Object.entries(clusters).map(([name, nodes]) => ({ name, nodes: [...nodes] })) }),
    },
  };
}
