import * as z from "zod/mini";
import type { OptionShape, OptionShapes, RuleFacts } from "../lint/define-rule.js";
import { described, object, release } from "../shape/shape.js";
import { TEMPLATE_LANGUAGES } from "../template/tag.js";
import { didYouMean } from "../text/suggest.js";

const RELEASE = "The release of keepalived that the files are for, such as 2.2.7.";

const SEVERITIES = ["off", "info", "warning", "error"] as const;

/** What a settings file may hold, for these rules. Also the source of the JSON schema for editors. */
export function settingsShape(rules: readonly RuleFacts[]) {
  const ruleSettings = z.optional(ruleShape(rules));
  const override = object({
    files: described(
      z.array(pattern()).check(atLeastOne("a pattern")),
      "The files to which it applies: patterns as in .gitignore, relative to the folder of this file.",
    ),
    target: z.optional(release(RELEASE)),
    template: z.optional(template()),
    rules: ruleSettings,
  });
  return object({
    $schema: z.optional(z.string()),
    extends: z.optional(
      described(z.union([nonEmpty(), z.array(nonEmpty())]), "Settings files to extend, relative to this one."),
    ),
    target: z.optional(release(RELEASE)),
    template: z.optional(template()),
    rules: ruleSettings,
    overrides: z.optional(described(z.array(override), "Settings that apply to some files only; later ones win.")),
    clusters: z.optional(
      described(
        z.record(nonEmpty(), z.array(nonEmpty()).check(atLeastOne("a file"))),
        "The nodes of each cluster: files, patterns, or file@id, relative to the folder of this file.",
      ),
    ),
    files: z.optional(
      described(
        z.array(pattern()),
        "Files below a folder that are keepalived.conf although neither name nor contents show it: patterns as in .gitignore.",
      ),
    ),
    ignore: z.optional(
      described(z.array(pattern()), "Files to ignore: patterns as in .gitignore, relative to the folder of this file."),
    ),
    format: z.optional(object({ indent: z.optional(indent()) })),
  });
}

/** The settings as a JSON schema, for editors. */
export function settingsSchema(rules: readonly RuleFacts[]): object {
  const title = "Settings of kalint";
  return { title, ...z.toJSONSchema(settingsShape(rules), { io: "input", reused: "ref" }) };
}

/** Settings as a file has them, checked. */
export type SettingsValues = z.infer<ReturnType<typeof settingsShape>>;
export type RuleSettingShape = NonNullable<SettingsValues["rules"]>[string];

function ruleShape(rules: readonly RuleFacts[]) {
  // One for all rules without options, so that the JSON schema has it once.
  const plain = z.optional(oneRule({}));
  const shapes = rules.map(
    ({ name, options }) => [name, options === undefined ? plain : z.optional(oneRule(options))] as const,
  );
  return described(object(Object.fromEntries(shapes), "rule"), "Severity by rule name, or [severity, options].");
}

function oneRule(options: OptionShapes) {
  const shape = Object.fromEntries(
    Object.entries(options).map(([name, one]) => [name, z.optional(option(one))] as const),
  );
  const error = ({ input }: z.core.$ZodRawIssue) =>
    Array.isArray(input) && (input.length < 1 || input.length > 2)
      ? "expected [severity] or [severity, { options }]"
      : undefined;
  const list = z.tuple([oneOf(SEVERITIES), z.optional(object(shape, "option"))]);
  return z.union([oneOf(SEVERITIES), list], { error });
}

function option(shape: OptionShape) {
  switch (shape.kind) {
    case "words":
      return described(z.array(nonEmpty()), shape.summary);
    case "flag":
      return described(z.boolean(), shape.summary);
    case "choice":
      return described(oneOf(shape.words), shape.summary);
  }
}

function oneOf<const T extends readonly string[]>(words: T) {
  const error = ({ input }: z.core.$ZodRawIssue) => {
    const near = typeof input === "string" ? didYouMean(input, words, 4) : "";
    return `expected ${words.join(", ").replace(/, ([^,]*)$/, " or $1")}${near}`;
  };
  return z.enum(words, { error });
}

const template = () =>
  described(
    oneOf([...TEMPLATE_LANGUAGES, "none"]),
    'The language of the templates, or "none" where a text is none (default: by the name and the text of each file).',
  );

/** A pattern as in .gitignore; what git would never find anything by is a mistake. */
const pattern = () =>
  z.string().check(
    z.minLength(1, { error: "expected a string that is not empty" }),
    z.regex(/^(?!!?\.{1,2}(?:\/|$))/, {
      error: "this never matches: a pattern is relative to the folder of this file, without ./ or ../",
    }),
    z.regex(/^(?!#)/, { error: "this is a comment, as in .gitignore; use \\\\# for a name that begins with #" }),
    z.regex(/^(?:[^[\\]|\\.|\[.[^\]]*\])*$/, { error: "this never matches: [ without ], or a backslash at the end" }),
  );

const atLeastOne = (what: string) => z.minLength(1, { error: `expected at least ${what}` });

const nonEmpty = () => z.string().check(z.minLength(1, { error: "expected a string that is not empty" }));

const indent = () => {
  const error = 'expected 1 to 16, or "tab"';
  return described(
    z.union([z.literal("tab"), z.int().check(z.minimum(1, { error }), z.maximum(16, { error }))], { error }),
    "Spaces per level of indentation (default: .editorconfig, else 4).",
  );
};
