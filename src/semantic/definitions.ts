import {
  type Argument,
  camelCase,
  type EntryGrammar,
  type Keyword,
  type NameClass,
  type Statement,
  type Word,
} from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { BlockNode, Typed } from "../syntax/ast.js";
import { type KeywordPlace, topLevelPlaces } from "../syntax/schema-index.js";
import { isUnknown } from "../syntax/values.js";
import { groupBy } from "../text/group-by.js";
import { elementsAt, type Visited, type Walkable } from "./walk.js";

/** A block that gives a name to what it holds: `vrrp_script chk_web { … }`. */
export interface Definition {
  readonly nameClass: NameClass;
  /** Undefined where it holds a definition that was not replaced, or is missing. */
  readonly name: string | undefined;
  /** The name, or the keyword where it is missing. */
  readonly word: Word;
  /** The block; of a list (`virtual_server_group`) its head alone. */
  readonly block: Typed;
  /** Place in the order of reading, to be compared with that of references. */
  readonly order: number;
}

/** A place that uses a name: `track_script { chk_web }`. */
export interface Reference {
  readonly nameClass: NameClass;
  readonly name: string | undefined;
  readonly word: Word;
  /** The setting, entry or block that holds the word. */
  readonly element: Typed;
  readonly parent: BlockNode;
  readonly order: number;
}

/** The names of a configuration: who defines and who uses them, by the schema's `def:` and `ref:` types. */
export interface Names {
  definitions(nameClass: NameClass): readonly Definition[];
  references(nameClass: NameClass): readonly Reference[];
  /** The definition that keepalived finds: the first one of the name. */
  find(nameClass: NameClass, name: string): Definition | undefined;
  /** Names of the class that are known, each once, in order. */
  known(nameClass: NameClass): readonly string[];
  /** Some definition's name is not known, so that a name that is not found may still be defined. */
  hasUnknown(nameClass: NameClass): boolean;
}

/**
 * Classes whose names are looked up while the file is read, so that a later definition does not count; the others are
 * looked up when all is read (vrrp_track.c:find_script_by_name, vrrp_sync.c:vrrp_sync_set_group).
 */
const READ_IN_ORDER: ReadonlySet<NameClass> = new Set([
  "vrrp_script",
  "track_file",
  "vrrp_track_process",
  "bfd_instance",
  "track_group",
]);

/** Whether a name of the class has to be defined before it is used. */
export const isReadInOrder = (nameClass: NameClass): boolean => READ_IN_ORDER.has(nameClass);

/** Whether the definition comes after the reference although the order counts. */
export const isDefinedLater = (definition: Definition, reference: { readonly order: number }): boolean =>
  isReadInOrder(definition.nameClass) && definition.order > reference.order;

/** Finds all definitions and references of a configuration; `all` gives what is at a path. */
export function readNames(walkable: Walkable, all: (path: string) => readonly Typed[]): Names {
  const definitions: Definition[] = [];
  const references: Reference[] = [];
  const lines = new Set<Statement>();
  for (const visited of elementsAt(walkable, (place) => symbolsAt(place) !== undefined)) {
    const { statement, place } = visited.element;
    const symbols = symbolsAt(place);
    if (symbols === undefined) continue;
    if (symbols.defines !== undefined && place.kind === "block")
      definitions.push(readDefinition(visited, symbols.defines));
    if (symbols.listed !== undefined) {
      // Each word of such a line is an element of its own; the line's words are read with the first of them.
      if (lines.has(statement)) continue;
      lines.add(statement);
    }
    if (symbols.hasReferences) readReferences(visited, symbols, references);
  }
  for (const place of topLevelPlaces().values()) {
    const defines = place.kind === "list" ? symbolsAt(place)?.defines : undefined;
    if (defines === undefined) continue;
    // A list is no element of its own, only its entries are; names of lists are looked up when all is read.
    for (const element of all(place.path))
      definitions.push(readDefinition({ element, order: 0, parent: walkable.ast }, defines));
  }
  return indexNames(definitions, references);
}

function indexNames(definitions: readonly Definition[], references: readonly Reference[]): Names {
  const definedIn = groupBy(definitions, ({ nameClass }) => nameClass);
  const usedIn = groupBy(references, ({ nameClass }) => nameClass);
  const first = new Map<NameClass, ReadonlyMap<string, Definition>>();
  const firstIn = (nameClass: NameClass): ReadonlyMap<string, Definition> => {
    const made = first.get(nameClass) ?? firstByName(definedIn.get(nameClass) ?? []);
    first.set(nameClass, made);
    return made;
  };
  const unknownIn = new Set<NameClass>();
  for (const { name, nameClass } of definitions) if (name === undefined) unknownIn.add(nameClass);
  const namesIn = (nameClass: NameClass) => (definedIn.get(nameClass) ?? []).flatMap(({ name }) => name ?? []);
  return {
    definitions: (nameClass) => definedIn.get(nameClass) ?? [],
    references: (nameClass) => usedIn.get(nameClass) ?? [],
    find: (nameClass, name) => firstIn(nameClass).get(name),
    known: (nameClass) => [...new Set(namesIn(nameClass))],
    hasUnknown: (nameClass) => unknownIn.has(nameClass),
  };
}

function firstByName(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  const first = new Map<string, Definition>();
  for (const definition of definitions) {
    const { name } = definition;
    if (name !== undefined && !first.has(name)) first.set(name, definition);
  }
  return first;
}

/** Where the names of a place stand. */
interface Symbols {
  readonly defines: NameClass | undefined;
  /** Properties of the arguments or the entry that hold a reference. */
  readonly uses: readonly { readonly property: string; readonly nameClass: NameClass }[];
  /** Every word of the list's lines is a reference. */
  readonly listed: NameClass | undefined;
  /** The head's words behind this one are a reference: `virtual_server group NAME`. */
  readonly form: { readonly word: string; readonly nameClass: NameClass } | undefined;
  readonly hasReferences: boolean;
}

const known = new WeakMap<Keyword, Symbols | "none">();

function symbolsAt({ keyword }: KeywordPlace): Symbols | undefined {
  let symbols = known.get(keyword);
  if (symbols === undefined) {
    symbols = readSymbols(keyword) ?? "none";
    known.set(keyword, symbols);
  }
  return symbols === "none" ? undefined : symbols;
}

function readSymbols({ args = [], entry, block }: Keyword): Symbols | undefined {
  const own = args.flatMap((argument) => usesOf(argument, camelCase(argument.name)));
  const uses = entry === undefined ? own : [...own, ...entryUses(entry)];
  const defines = args.flatMap(({ type }) => classIn(type, "def:") ?? [])[0];
  const listed = block?.entryArg === undefined ? undefined : classIn(block.entryArg.type, "ref:");
  const form = args.flatMap(formUses)[0];
  const hasReferences = uses.length > 0 || listed !== undefined || form !== undefined;
  return defines === undefined && !hasReferences ? undefined : { defines, uses, listed, form, hasReferences };
}

function classIn(type: string, prefix: "def:" | "ref:"): NameClass | undefined {
  return type.startsWith(prefix) ? (type.slice(prefix.length) as NameClass) : undefined;
}

function usesOf(argument: Argument, property: string): { property: string; nameClass: NameClass }[] {
  const nameClass = classIn(argument.type, "ref:");
  const following = Object.values(argument.valueArgs ?? {}).flatMap((next) => usesOf(next, camelCase(next.name)));
  return nameClass === undefined ? following : [{ property, nameClass }, ...following];
}

/** The first argument of an option is kept under the option's name. */
function entryUses({ positional = [], options = {} }: EntryGrammar) {
  const fixed = positional.flatMap((argument) => usesOf(argument, camelCase(argument.name)));
  const named = Object.entries(options).flatMap(([name, option]) =>
    option.args.flatMap((argument, index) => usesOf(argument, camelCase(index === 0 ? name : argument.name))),
  );
  return [...fixed, ...named];
}

function formUses(argument: Argument): { word: string; nameClass: NameClass }[] {
  return (argument.forms ?? []).flatMap(({ args: [first, second] }) => {
    const word = first?.enum?.[0];
    const nameClass = second === undefined ? undefined : classIn(second.type, "ref:");
    return word === undefined || nameClass === undefined ? [] : [{ word, nameClass }];
  });
}

const nameOf = (word: Word): string | undefined => (isUnknown(word) ? undefined : word.value);

function readDefinition({ element, order }: Visited, nameClass: NameClass): Definition {
  const { words } = element.statement;
  const name = words[1];
  const word = name ?? words[0];
  if (word === undefined) throw new Error("a block without its keyword");
  return {
    nameClass,
    name: name === undefined ? undefined : nameOf(name),
    word,
    block: element,
    order,
  };
}

function readReferences({ element, parent, order }: Visited, symbols: Symbols, found: Reference[]): void {
  const { statement } = element;
  const add = (nameClass: NameClass, word: Word): void => {
    found.push({ nameClass, name: nameOf(word), word, element, parent, order });
  };
  const { listed, form } = symbols;
  if (listed !== undefined) {
    for (const word of statement.words) add(listed, word);
    return;
  }
  const [, first, second] = statement.words;
  if (form !== undefined && first?.value === form.word && second !== undefined) add(form.nameClass, second);
  const values = ("args" in element ? element.args : element) as Readonly<Record<string, Value | undefined>>;
  for (const { property, nameClass } of symbols.uses) {
    const value = values[property];
    if (value?.word !== undefined) add(nameClass, value.word);
  }
}
