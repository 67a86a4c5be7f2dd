import {
  type Argument,
  type EntryGrammar,
  type EntryOption,
  type EntryType,
  entries,
  type Form,
  type Statement,
  type Word,
} from "../../grammar/index.js";
import { chooseForm, type Value, valueOf } from "./arguments.js";
import { camel } from "./property-name.js";
import type { KeywordPlace } from "./schema-index.js";
import { type Fault, isUnknown } from "./values.js";

/** One line of a list. The values of its words are properties named after them. */
export interface Entry {
  readonly statement: Statement;
  readonly place: KeywordPlace;
  /** The ways of a route that has several. */
  readonly nexthops?: readonly Entry[];
  readonly [property: string]: Value | readonly Value[] | readonly Entry[] | Statement | KeywordPlace | undefined;
}

/** What an entry's reader complains about. */
export interface EntryFault {
  readonly kind: "bad-value" | "missing-value" | "unknown-option";
  readonly word: Word;
  readonly argument?: Argument;
  readonly fault?: Fault;
  readonly option?: string;
}

/** An option at its place in an entry's grammar, by the word that was written. */
export interface OptionAt {
  readonly name: string;
  readonly option: EntryOption;
}

type Options = ReadonlyMap<string, OptionAt>;
type OptionRecord = Readonly<Record<string, EntryOption>>;

const indexes = new WeakMap<OptionRecord, Options>();
const NO_OPTIONS: OptionRecord = {};

/** The options of a grammar by each of their words. */
export function optionsOf({ options = NO_OPTIONS }: { readonly options?: OptionRecord }): Options {
  const known = indexes.get(options);
  if (known !== undefined) return known;
  const index = new Map<string, OptionAt>();
  for (const [name, option] of Object.entries(options)) {
    for (const word of [name, ...(option.aliases ?? [])]) index.set(word, { name, option });
  }
  indexes.set(options, index);
  return index;
}

/** Where the reader of entries reports to. */
export interface EntrySink {
  fault(fault: EntryFault): void;
  /** An option word of the entry that the grammar knows, or the first of the words that need none, with its values. */
  option(word: Word, found: OptionAt, values: readonly Value[]): void;
}

/** Reads the words of one entry: those at fixed places, then options in any order. */
export function readEntry(
  statement: Statement,
  words: readonly Word[],
  place: KeywordPlace,
  grammar: EntryGrammar,
  sink: EntrySink,
): Entry {
  const reader = new EntryReader(statement, words, place, sink);
  reader.read(grammar);
  return (reader.nexthops.length === 0
    ? reader.entry
    : { ...reader.entry, nexthops: reader.nexthops }) as unknown as Entry;
}

/** What every entry has. The values of its words are added as they are read; V8 makes room for them in a class. */
class NewEntry {
  readonly statement: Statement;
  readonly place: KeywordPlace;

  constructor(statement: Statement, place: KeywordPlace) {
    this.statement = statement;
    this.place = place;
  }
}

class EntryReader {
  readonly entry: Record<string, Value | Statement | KeywordPlace | undefined>;
  /** The ways that words `nexthop` begin. */
  readonly nexthops: Entry[] = [];
  readonly #words: readonly Word[];
  readonly #sink: EntrySink;
  /** What follows an unclosed quote is lost, so a value may be too. */
  readonly #isCut: boolean;
  #at = 0;
  /** An unknown option was met. */
  #isLost = false;

  constructor(statement: Statement, words: readonly Word[], place: KeywordPlace, sink: EntrySink) {
    this.entry = new NewEntry(statement, place) as unknown as Record<
      string,
      Value | Statement | KeywordPlace | undefined
    >;
    this.#words = words;
    this.#sink = sink;
    this.#isCut = statement.token.lost !== undefined;
  }

  read(grammar: EntryGrammar): void {
    const { entryArg } = (this.entry.place as KeywordPlace).keyword.block ?? {};
    if (grammar.perLine === "many") {
      if (entryArg !== undefined) this.#positional([entryArg]);
      return;
    }
    const first = this.#words[0];
    if (grammar.forms !== undefined && first !== undefined) this.#form(grammar.forms, first);
    else {
      this.#positional(grammar.positional ?? []);
      this.#options(grammar);
    }
  }

  #form(forms: readonly Form[], first: Word): void {
    const form = chooseForm(forms, first);
    if (form === undefined) return;
    this.#positional(form.args);
    const surplus = this.#words[this.#at];
    if (surplus !== undefined && !isUnknown(surplus)) this.#sink.fault({ kind: "unknown-option", word: surplus });
  }

  #positional(args: readonly Argument[]): void {
    for (const argument of args) {
      const word = this.#words[this.#at];
      if (word === undefined) {
        const last = this.#words.at(-1);
        if (argument.optional === true || last === undefined || this.#isCut) return;
        this.#sink.fault({ kind: "missing-value", word: last, argument });
        return;
      }
      const { value, fault } = valueOf(argument, word);
      if (fault !== undefined && argument.optional === true) continue;
      if (fault !== undefined) this.#sink.fault({ kind: "bad-value", word, argument, fault });
      this.entry[camel(argument.name)] = value;
      this.#at++;
    }
  }

  #options(grammar: EntryGrammar): void {
    const options = optionsOf(grammar);
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at];
      if (word === undefined) return;
      const found = options.get(word.value);
      if (found !== undefined) {
        this.#at++;
        if (!this.#option(word, found)) return;
      } else if (grammar.bareWord !== undefined && !this.#isLost) this.#bare(word, grammar.bareWord.args);
      else {
        this.#at++;
        this.#unknown(word);
      }
    }
  }

  /** The first is the mistake; what follows it is mostly its value. */
  #unknown(word: Word): void {
    if (!isUnknown(word) && !this.#isLost) this.#sink.fault({ kind: "unknown-option", word });
    this.#isLost = true;
  }

  /** Says whether what follows is still to be judged. */
  #option(word: Word, { name, option }: OptionAt): boolean {
    const property = camel(name);
    const [first] = option.args;
    const values: Value[] = [];
    if (first === undefined) this.entry[property] = { value: true, state: "known", word };
    const isNested = first?.type === "grammar:nexthop" || first?.type === "grammar:encap";
    if (!isNested) this.#values(word, name, option, values);
    this.#sink.option(word, { name, option }, values);
    if (first?.type === "grammar:nexthop") return this.#nexthop(word);
    return first?.type === "grammar:encap" ? this.#encap(word) : true;
  }

  #values(word: Word, name: string, { args }: EntryOption, values: Value[]): void {
    const property = camel(name);
    const main = args.find((argument) => argument.optional !== true) ?? args[0];
    for (const argument of args) {
      const next = this.#words[this.#at];
      if (next === undefined) {
        this.#missing(word, argument, name);
        continue;
      }
      const { value, fault } = valueOf(argument, next);
      // A word that is not known is rather the value than what may stand in front of it.
      const isLeftOut =
        fault !== undefined || (isUnknown(next) && argument !== main && this.entry[property] === undefined);
      if (isLeftOut && argument.optional === true) continue;
      if (fault !== undefined) this.#sink.fault({ kind: "bad-value", word: next, argument, fault, option: name });
      this.entry[argument === main ? property : camel(argument.name)] = value;
      values.push(value);
      this.#at++;
      const following = argument.valueArgs?.[next.value];
      if (following !== undefined) this.#values(next, next.value, { args: [following] }, values);
    }
  }

  #missing(word: Word, argument: Argument, option: string): void {
    if (argument.optional !== true && !this.#isCut) this.#sink.fault({ kind: "missing-value", word, argument, option });
  }

  /** One way of a route, up to the next one, as an entry of its own (vrrp_iproute.c:parse_nexthops). */
  #nexthop({ value: separator }: Word): boolean {
    const { statement, place } = this.entry as { statement: Statement; place: KeywordPlace };
    const start = this.#at;
    while (this.#at < this.#words.length && this.#words[this.#at]?.value !== separator) this.#at++;
    const reader = new EntryReader(statement, this.#words.slice(start, this.#at), place, this.#sink);
    reader.read(entries.nexthop);
    this.nexthops.push(reader.entry as unknown as Entry);
    return true;
  }

  /** A type, its values, then options in pairs of words as long as they go on (vrrp_iproute.c:parse_encap). */
  #encap(word: Word): boolean {
    const type = this.#words[this.#at];
    if (type === undefined) {
      this.#missing(word, ENCAP_TYPE, word.value);
      return false;
    }
    const known = isEncapType(type.value) ? (entries.encap.types[type.value] as EntryType) : undefined;
    if (known === undefined) {
      this.#unknown(type);
      return false;
    }
    this.#at++;
    const name = `${word.value} ${type.value}`;
    this.#values(type, name, { args: known.args ?? [] }, []);
    return known.options === undefined || this.#encapOptions(type, name, known.options);
  }

  #encapOptions(type: Word, name: string, options: OptionRecord): boolean {
    let isBound = false;
    while (this.#at + 1 < this.#words.length) {
      const [word, value] = this.#words.slice(this.#at, this.#at + 2) as [Word, Word];
      const argument = options[word.value]?.args[0];
      if (argument === undefined) break;
      const { fault } = valueOf(argument, value);
      if (fault !== undefined) {
        this.#sink.fault({ kind: "bad-value", word: value, argument, fault, option: `${name} ${word.value}` });
        return false;
      }
      isBound ||= word.value === "id" || word.value === "dst";
      this.#at += 2;
    }
    const isJudged = isBound || this.#words.slice(this.#at).some(isUnknown);
    if (!isJudged) this.#missing(type, ENCAP_BOUNDS, name);
    return true;
  }

  /** Words that no option introduces: a later one takes the place of the one before. */
  #bare(word: Word, args: readonly Argument[]): void {
    // Which of them it is, and how many, is not known.
    if (isUnknown(word)) {
      const name = args.at(-1)?.name ?? "";
      const value: Value = { value: undefined, state: "unknown", word };
      this.entry[camel(name)] = value;
      this.#sink.option(word, { name, option: BARE }, [value]);
      this.#at++;
      return;
    }
    const values: Value[] = [];
    for (const argument of args) {
      const next = this.#words[this.#at];
      if (next === undefined) return this.#missing(word, argument, word.value);
      const { value, fault } = valueOf(argument, next);
      if (fault !== undefined && argument.optional === true) continue;
      // A word that is neither type nor destination is a word the grammar does not know.
      if (fault === "not-an-address" && !/^[\d.:/]+$/.test(next.value)) this.#unknown(next);
      else if (fault !== undefined) this.#sink.fault({ kind: "bad-value", word: next, argument, fault });
      this.entry[camel(argument.name)] = value;
      values.push(value);
      this.#at++;
    }
    this.#sink.option(word, { name: args.at(-1)?.name ?? "", option: BARE }, values.slice(-1));
  }
}

type EncapType = keyof typeof entries.encap.types;

const isEncapType = (word: string): word is EncapType => Object.hasOwn(entries.encap.types, word);

const ENCAP_TYPE: Argument = { name: "type", type: "enum", enum: Object.keys(entries.encap.types) };

/** An encapsulation by IP cannot do without one of these. */
const ENCAP_BOUNDS = { name: "end", type: "enum", enum: ["id", "dst"] } as const satisfies Argument;

const BARE: EntryOption = { args: [] };
