import type { Argument, Form } from "../../grammar/index.js";
import { describeArgument } from "../syntax/describe.js";
import { type Point, sentence, sentences } from "./article.js";
import { describeNeeds, describeSince } from "./releases.js";

/** More words than this are not written into the usage line. */
const MAX_IN_USAGE = 4;

/** The arguments as a usage line shows them: `<address> [<port>]`. */
export const usageOf = (args: readonly Argument[]): string => args.map(usage).join(" ");

function usage(argument: Argument): string {
  const { enum: words = [], keyword, forms, optional, repeat } = argument;
  const bare =
    forms !== undefined
      ? forms.map((form) => usageOf(form.args)).join(" | ")
      : words.length > 0 && words.length <= MAX_IN_USAGE && argument.type === "enum" && argument.valueArgs === undefined
        ? words.join("|")
        : `<${argument.name}>`;
  const whole = `${keyword === undefined ? "" : `[${keyword}] `}${bare}${repeat === true ? " …" : ""}`;
  return optional === true ? `[${whole}]` : whole;
}

/** Each argument with what it takes, what its absence means, and notes. */
export const pointsOf = (args: readonly Argument[]): readonly Point[] =>
  args.flatMap((argument) => [
    { term: argument.name, text: describe(argument) },
    ...formPoints(argument.forms),
    ...followers(argument),
  ]);

/** The shapes of a line, of which its first word picks one. */
export const formPoints = (forms: readonly Form[] = []): readonly Point[] =>
  forms.map(({ args }) => ({ term: usageOf(args), text: args.map(describe).join(" ") }));

/** What follows each word of an enum. */
function followers({ valueArgs = {}, valueArg }: Argument): readonly Point[] {
  const each = Object.entries(valueArgs).map(([word, argument]) => ({
    term: `${word} ${usageOf([argument])}`,
    text: describe(argument),
  }));
  return valueArg === undefined ? each : [...each, { term: `… ${usageOf([valueArg])}`, text: describe(valueArg) }];
}

function describe(argument: Argument): string {
  const { optional, repeat, whenOmitted, whenOmittedNote, unit } = argument;
  const count = repeat === true ? "may be repeated" : undefined;
  const omitted = whenOmitted === undefined ? whenOmittedNote : showValue(whenOmitted, unit);
  return sentences(
    takes(argument),
    bounds(argument),
    count,
    omitted === undefined ? (optional === true ? "optional" : undefined) : `if omitted: ${omitted}`,
    argument.default === undefined ? undefined : `default ${showValue(argument.default, unit)}`,
    argument.known === undefined ? undefined : `known values: ${argument.known.join(", ")}`,
    argument.note,
    describeSince(argument),
    describeNeeds(argument.condition),
  );
}

function takes(argument: Argument): string {
  const { enum: words = [], enumSince = {}, caseSensitive, prefix } = argument;
  if (argument.forms !== undefined) return "one of these forms";
  if (words.length === 0) return describeArgument(argument);
  const dated = words.map((word) => (enumSince[word] === undefined ? word : `${word} (since ${enumSince[word]})`));
  const others = argument.type === "enum" ? "" : `; or ${describeArgument({ ...argument, enum: [] })}`;
  const before = prefix === undefined ? "" : `, each optionally preceded by ${prefix.join(" or ")}`;
  const letters = caseSensitive === false ? ", case-insensitive" : "";
  return `${dated.length === 1 ? "the word " : "one of "}${dated.join(", ")}${letters}${before}${others}`;
}

function bounds({ length, maxLength, minBytes, maxBytes, units, bare }: Argument): string | undefined {
  const said = [
    length === undefined ? undefined : `exactly ${length} characters`,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    minBytes === undefined ? undefined : `${minBytes} to ${maxBytes ?? minBytes} bytes`,
    units === undefined ? undefined : `units: ${units.join(", ")}`,
    bare === undefined ? undefined : `an older form: ${usageOf(bare)}`,
  ].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : sentence(said.join(", "));
}

/** A value of the schema as a file would have it, with its unit. */
export function showValue(value: boolean | number | string | readonly string[], unit?: string): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "object") return value.join(" ");
  return unit === undefined || typeof value === "string" ? String(value) : `${value} ${unit}`;
}
