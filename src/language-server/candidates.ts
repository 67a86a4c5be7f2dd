import type { Argument, EntryOption, NameClass } from "../../grammar/index.js";
import { optionsOf } from "../syntax/entries.js";
import { type KeywordPlace, topLevelPlaces } from "../syntax/schema-index.js";
import { namesIn, type Texts } from "./names.js";
import { isKnownTo } from "./releases.js";

/** A word that may come next. */
export interface CompletionCandidate {
  readonly label: string;
  readonly kind:
    | "keyword"
    | "block"
    | "list"
    | "value"
    | "option"
    | "name"
    | "variable"
    | "id"
    | "rule"
    | "suppression";
  /** What is put in, with places to fill in, and without for clients that do not know them. */
  readonly snippet?: string;
  readonly plain?: string;
  readonly isDeprecated?: boolean;
  /** Of the keyword's article. */
  readonly path?: string;
}

export interface Asking {
  readonly session: Texts;
  readonly target: string | undefined;
}

/** The keywords of a block, or those at top level, that the target release knows. */
export function keywordsIn(
  block: KeywordPlace | undefined,
  target: string | undefined,
): readonly CompletionCandidate[] {
  const children = block?.children ?? topLevelPlaces();
  const known = [...children.values()].filter(({ keyword }) => isKnownTo(target, keyword));
  const keywords = known.map((place): CompletionCandidate => {
    const { name, kind, keyword, path } = place;
    const isDeprecated = keyword.deprecated !== undefined || keyword.aliasOf !== undefined;
    return { label: name, kind: kind === "option" ? "keyword" : kind, ...textsOf(place), isDeprecated, path };
  });
  return [...keywords, { label: "include", kind: "keyword", snippet: `include \${1:file}`, plain: "include " }];
}

function textsOf({ name, kind, keyword }: KeywordPlace): { readonly snippet: string; readonly plain: string } {
  const needed = (keyword.args ?? []).filter(({ optional }) => optional !== true);
  const filled = needed.map((argument, at) => ` ${placeholder(argument, at + 1)}`).join("");
  if (kind !== "option") return { snippet: `${name}${filled} {\n\t$0\n}`, plain: `${name} ` };
  return { snippet: `${name}${filled}`, plain: needed.length > 0 ? `${name} ` : name };
}

/** Most words that a client lets choose from at once. */
const MOST_CHOICES = 12;

function placeholder({ name, type, enum: words = [], default: usual }: Argument, at: number): string {
  const choices = type === "bool" ? BOOLEANS : words;
  if (choices.length > 0 && choices.length <= MOST_CHOICES) return `\${${at}|${choices.map(inChoice).join(",")}|}`;
  return `\${${at}:${inSnippet(usual === undefined ? name : String(usual))}}`;
}

const inSnippet = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
const inChoice = (text: string): string => text.replace(/[\\$},|]/g, "\\$&");

const BOOLEANS = ["on", "off"];

/** What may follow the words of a setting, or of a block's head. */
export function argumentsAt(
  asking: Asking,
  { keyword }: KeywordPlace,
  words: readonly string[],
): readonly CompletionCandidate[] {
  const args = keyword.args ?? [];
  if (keyword.anyOrder === true) return args.flatMap((argument) => valuesOf(asking, argument));
  return following(asking, args, words);
}

/** The argument whose turn it is; what follows a word of an enum comes first. */
function following(
  asking: Asking,
  args: readonly Argument[],
  words: readonly string[],
): readonly CompletionCandidate[] {
  const [first, ...rest] = args;
  if (first === undefined) return [];
  const [word, ...others] = words;
  if (word === undefined) {
    // One that may be left out leaves its place to the next.
    return [...valuesOf(asking, first), ...(first.optional === true ? following(asking, rest, words) : [])];
  }
  if (first.forms !== undefined) {
    const form = first.forms.find(({ args: [lead] }) => lead?.enum?.includes(word) === true);
    return form === undefined ? following(asking, rest, others) : following(asking, form.args, words);
  }
  if (first.keyword === word) return following(asking, args, others);
  const next = first.valueArgs?.[word] ?? (first.enum?.includes(word) === true ? first.valueArg : undefined);
  if (next !== undefined) return following(asking, [next, ...rest], others);
  return following(asking, first.repeat === true ? args : rest, others);
}

/** Words that an argument may be. */
function valuesOf(asking: Asking, argument: Argument): readonly CompletionCandidate[] {
  const { type, enum: words = [], enumSince = {}, known = [], forms = [], keyword } = argument;
  const isKnown = (word: string) => isKnownTo(asking.target, since(enumSince[word]));
  const values = [...(type === "bool" ? BOOLEANS : []), ...words.filter(isKnown), ...known];
  const plain = [...new Set([...(keyword === undefined ? [] : [keyword]), ...values])];
  const inForms = forms.flatMap(({ args: [lead] }) => (lead === undefined ? [] : valuesOf(asking, lead)));
  return [
    ...plain.map((label): CompletionCandidate => ({ label, kind: "value" })),
    ...inForms,
    ...namesFor(asking, type),
  ];
}

const since = (release: string | undefined) => (release === undefined ? {} : { since: release });

function namesFor({ session }: Asking, type: string): readonly CompletionCandidate[] {
  const names = new Set<string>();
  for (const { defined, interfaces } of type.startsWith("ref:") || type === "interface" ? namesIn(session) : []) {
    if (type === "interface") for (const name of interfaces) names.add(name);
    const nameClass = type.slice("ref:".length) as NameClass;
    for (const one of defined) if (one.nameClass === nameClass) names.add(one.name);
  }
  return [...names].map((label) => ({ label, kind: "name" }));
}

/** What may follow the words of a line of a list. */
export function optionsAt(
  asking: Asking,
  list: KeywordPlace,
  words: readonly string[],
): readonly CompletionCandidate[] {
  const { entry, block } = list.keyword;
  if (entry === undefined) return [];
  if (entry.perLine === "many") return block?.entryArg === undefined ? [] : valuesOf(asking, block.entryArg);
  if (entry.forms !== undefined) return following(asking, [{ name: "", type: "string", forms: entry.forms }], words);
  const { positional = [], options = {} } = entry;
  const at = words.length;
  const next = positional[at];
  if (next !== undefined) {
    return [...valuesOf(asking, next), ...(next.optional === true ? optionNames(asking, list, options) : [])];
  }
  const last = words.findLastIndex((word) => optionsOf(entry).has(word));
  const option = optionsOf(entry).get(words[last] ?? "")?.option;
  const open = option === undefined ? [] : following(asking, option.args, words.slice(last + 1));
  const missing = option?.args.filter(({ optional }) => optional !== true).length ?? 0;
  // A value that is still missing comes before all else.
  if (option !== undefined && words.length - last - 1 < missing) return open;
  return [...open, ...optionNames(asking, list, options)];
}

function optionNames(
  { target }: Asking,
  { path }: KeywordPlace,
  options: Readonly<Record<string, EntryOption>>,
): readonly CompletionCandidate[] {
  const known = Object.entries(options).filter(
    ([, option]) => isKnownTo(target, option) && option.unsupported !== true,
  );
  return known.map(([name, { args, deprecated }]) => {
    const needed = args.filter(({ optional }) => optional !== true);
    return {
      label: name,
      kind: "option",
      snippet: `${name}${needed.map((argument, at) => ` ${placeholder(argument, at + 1)}`).join("")}`,
      plain: needed.length > 0 ? `${name} ` : name,
      isDeprecated: deprecated === true,
      path: `${path}/${name}`,
    };
  });
}
