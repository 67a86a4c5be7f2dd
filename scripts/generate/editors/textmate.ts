import { allPlaces, type KeywordPlace, topLevelPlaces } from "../../../src/syntax/schema-index.js";
import { BASE, type Pattern, STATEMENT_END, WORD_END } from "./textmate-base.js";
import { fixedWords, GENERATED, landmarks, sorted } from "./vocabulary.js";

/** Name of the language in all grammars and editors. */
export const SCOPE = "source.keepalived";

const include = (name: string): Pattern => ({ include: `#${name}` });

/**
 * The grammar as VS Code and others read it: each block has the keywords of its own. A keyword is the first word of a
 * statement, so a statement takes all up to the end of its line or a brace, and what it takes is no keyword.
 */
export function textmateGrammar(): object {
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    comment: GENERATED,
    name: "keepalived",
    scopeName: SCOPE,
    patterns: [include("before"), include("top-level"), include("anywhere")],
    repository: { ...BASE, ...repository() },
  };
}

/** Rules by name. What two blocks have in common is there once, under the name of the first. */
function repository(): Record<string, Pattern> {
  const rules = new Map<string, Pattern>();
  const nameOf = new Map<string, string>();
  const share = (wanted: string, rule: Pattern): Pattern => {
    const text = JSON.stringify(rule);
    const name = nameOf.get(text) ?? wanted;
    nameOf.set(text, name);
    rules.set(name, rule);
    return include(name);
  };
  const blockOf = (place: KeywordPlace): Pattern => share(place.path, blockRule(place, bodyOf(place)));
  const bodyOf = (place: KeywordPlace): readonly Pattern[] =>
    place.kind === "list" ? [share(`${place.path}/entry`, entryRule(place))] : statements(place.children, blockOf);
  const topLevel = { patterns: statements(topLevelPlaces(), blockOf) };
  return { "top-level": topLevel, anywhere: { patterns: anywhere(blockOf) }, ...Object.fromEntries(rules) };
}

/** Blocks first: none of their names is that of a line of the same block. */
const statements = (
  places: ReadonlyMap<string, KeywordPlace>,
  blockOf: (place: KeywordPlace) => Pattern,
): readonly Pattern[] => {
  const all = [...places.values()];
  return [...all.filter(({ kind }) => kind !== "option").map(blockOf), ...lines(all), include("unknown-statement")];
};

/** What is read where the block around is unknown, as in an included file: any block, any line. */
function anywhere(blockOf: (place: KeywordPlace) => Pattern): readonly Pattern[] {
  const first = new Map<string, KeywordPlace>();
  for (const place of allPlaces()) if (!first.has(place.name)) first.set(place.name, place);
  return statements(first, blockOf);
}

/** Keywords that take the same words share a rule. */
function lines(places: readonly KeywordPlace[]): readonly Pattern[] {
  const groups = new Map<string, { readonly names: string[]; readonly place: KeywordPlace }>();
  for (const place of places.filter(({ kind }) => kind === "option")) {
    const key = [...fixedWords(place), isDefined(place) ? "=" : ""].join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [place.name], place });
    else group.names.push(place.name);
  }
  return [...groups.values()].map(({ names, place }) => ({
    begin: `(?:${sorted(names).join("|")})${WORD_END}`,
    beginCaptures: { 0: { name: "support.type.property-name.keepalived" } },
    end: STATEMENT_END,
    patterns: [...fixed(place), include("argument")],
  }));
}

const isDefined = ({ keyword }: KeywordPlace): boolean =>
  (keyword.args ?? []).some(({ type }) => type.startsWith("ref:"));

function fixed(place: KeywordPlace): readonly Pattern[] {
  const words = fixedWords(place).filter((word) => /^[\w.-]+$/.test(word) && word !== "-");
  if (words.length === 0) return isDefined(place) ? [include("reference")] : [];
  const isExact = (place.keyword.args ?? []).every(({ caseSensitive = true }) => caseSensitive);
  const choice = words.map((word) => word.replaceAll(".", "\\.")).join("|");
  const match = `(?<![^\\s{}"])(?${isExact ? "" : "i"}:${choice})${WORD_END}`;
  return [{ match, name: "constant.language.keepalived" }];
}

/**
 * A block. Its `{` may be on a later line; where something else is there, the block is given up. `\\G` keeps the words of
 * the header in a rule of their own, so that the `}` of \${NAME} among them does not end the block.
 */
function blockRule(place: KeywordPlace, body: readonly Pattern[]): Pattern {
  return {
    name: `meta.block.${place.name.toLowerCase().replaceAll("_", "-")}.keepalived`,
    begin: `${place.name}${WORD_END}`,
    beginCaptures: { 0: { name: "storage.type.block.keepalived" } },
    end: "(?<=\\})|(?=\\})|(?=^\\s*[^\\s{#!])",
    applyEndPatternLast: true,
    patterns: [
      {
        begin: "\\G",
        end: "(?=\\})|(?=\\{(?![{%]))|(?=^\\s*[^\\s{#!])",
        patterns: [...header(place), include("argument")],
      },
      include("comment"),
      braces([include("before"), ...body]),
    ],
  };
}

const header = ({ keyword }: KeywordPlace): readonly Pattern[] =>
  (keyword.args ?? []).some(({ type }) => type.startsWith("def:")) ? [include("name")] : [];

const braces = (patterns: readonly Pattern[]): Pattern => ({
  begin: "\\{",
  beginCaptures: { 0: { name: "punctuation.section.block.begin.keepalived" } },
  end: `\\}|(?=^\\s*(?:${landmarks().join("|")})${WORD_END})`,
  endCaptures: { 0: { name: "punctuation.section.block.end.keepalived" } },
  patterns,
});

/** An entry of a list: a name or a value, then options. */
function entryRule(place: KeywordPlace): Pattern {
  const { entry, block } = place.keyword;
  const [first] = entry?.positional ?? (block?.entryArg === undefined ? [] : [block.entryArg]);
  const isName = first?.type.startsWith("ref:") === true;
  const options = fixed(place);
  // Of some lists every word is a name: `group { A B }`.
  const words = isName && options.length === 0 ? [include("reference")] : options;
  return {
    begin: isName ? '[^\\s{}"#!$]+|(?=["$])' : "(?=[^\\s{}#!])",
    ...(isName ? { beginCaptures: { 0: { name: "entity.name.type.reference.keepalived" } } } : {}),
    end: STATEMENT_END,
    patterns: [...words, include("argument")],
  };
}
