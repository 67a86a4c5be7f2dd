import type { Setting, Typed } from "../syntax/ast.js";
import { type KeywordPlace, placeAt } from "../syntax/schema-index.js";

/** A setting and what it says, in one text. */
export interface Said {
  readonly text: string;
  readonly setting: Setting;
}

/** The single-valued settings of a block by keyword; those whose words are not known are left out. */
export function settingsOf(contents: readonly Typed[]): ReadonlyMap<string, Said> {
  const byName = new Map<string, Said>();
  for (const element of contents) {
    const { place, statement } = element;
    if (place.kind !== "option" || place.isMany || statement.words[0]?.value !== place.name) continue;
    if (statement.args.some(({ value }) => value.includes("$"))) continue;
    byName.set(place.name, { text: canonical(element as Setting), setting: element as Setting });
  }
  return byName;
}

function canonical(setting: Setting): string {
  const { value, statement } = setting;
  if (typeof value === "boolean" && statement.args.length <= 1) return onOrOff(value);
  if (typeof value === "number" && statement.args.length === 1) return String(value);
  return statement.args.map((word) => word.value).join(" ");
}

/** What holds on a node without the setting: the global one it is taken from, else the default of the schema. */
export function defaultText({ place }: Setting, globals: readonly Typed[]): string {
  const { defaultFrom } = place.keyword;
  const path = defaultFrom?.replace(".", "/");
  const source = path === undefined ? undefined : placeAt(path);
  const said = source === undefined ? undefined : settingsOf(globals).get(source.name);
  return said?.text ?? schemaDefault(place) ?? schemaDefault(source) ?? "its default";
}

function schemaDefault(place: KeywordPlace | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { default: value, args } = place.keyword;
  if (value === undefined) return args === undefined ? "off" : undefined;
  return typeof value === "boolean" ? onOrOff(value) : String(value);
}

const onOrOff = (value: boolean): string => (value ? "on" : "off");
