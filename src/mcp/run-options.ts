import { format } from "../format/index.js";
import { judgeTemplate } from "../lint/judge-template.js";
import type { Root } from "../lint/plan.js";
import type { RunOptions } from "../lint/run.js";
import { rules } from "../rules/index.js";
import { optionsIn, severities } from "../settings/choices.js";
import { defined } from "../text/defined.js";
import { asQuestion, suggest } from "../text/suggest.js";
import type { CallInputs } from "./inputs.js";
import { Refusal } from "./tool.js";

/** What the arguments of a call may say about how files are judged. */
export interface Judging {
  readonly target?: string | undefined;
  readonly configIds?: readonly string[] | undefined;
  readonly isPartial?: boolean | undefined;
  readonly rules?: Readonly<Record<string, Severity>> | undefined;
}

type Severity = "error" | "warning" | "info" | "off";

/** All files that a run reads. */
export const rootsOf = ({ given, partners }: CallInputs): readonly Root[] => [...given, ...partners];

/** What a run is given, as by the command line and its settings. Throws `Refusal` for rules that are not there. */
export function runOptions(
  inputs: CallInputs,
  { target, configIds, isPartial, rules: chosen = {} }: Judging,
): RunOptions {
  const { given, partners, including, clusters, settings, reader } = inputs;
  const names = given.map(({ path }) => path);
  const known = rules.map(({ name }) => name);
  const unknown = Object.keys(chosen).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Refusal(`unknown rule "${unknown}"${asQuestion(suggest(unknown, known, 4))}`);
  return {
    rules,
    severityOf: severities(settings, Object.entries(chosen), names),
    optionsFor: optionsIn(settings),
    target,
    targetFor: (path) => settings.of(path)?.target?.value,
    configIds,
    clusters,
    isPartial,
    wanted: partners.length === 0 ? undefined : new Set(names),
    including: new Set(including),
    reader,
    judgeTemplate,
    templateFor: (path) => settings.of(path)?.template?.value,
    formatter(text, path) {
      const { indent, template } = settings.of(path) ?? {};
      const result = format(text, { path, ...defined({ indent: indent?.value, template: template?.value }) });
      return result.kind === "formatted" ? result.text : undefined;
    },
  };
}
