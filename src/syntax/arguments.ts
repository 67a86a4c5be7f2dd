import { type Argument, type Form, NO_WORDS, type Word } from "../../grammar/index.js";
import { camel } from "./property-name.js";
import { type Fault, isUnknown, readValue, type WordReading } from "./values.js";

/** A word read as an argument. `value` is undefined where it is not known or not valid. */
export interface Value<T = unknown> {
  readonly value: T | undefined;
  /** `unknown`: holds a definition that was not replaced; rules must not judge it. */
  readonly state: "known" | "unknown" | "invalid";
  readonly word: Word;
}

/** What went wrong with one word, or with words that are not there. */
export interface ArgumentFault {
  readonly argument: Argument;
  /** `missing`: the word behind `word` is not there. */
  readonly fault: Fault | "missing";
  readonly word: Word | undefined;
}

export interface MatchedArguments {
  /** By the property of the argument; those with `repeat` as lists. */
  readonly args: Readonly<Record<string, Value | readonly Value[]>>;
  readonly faults: readonly ArgumentFault[];
  /** Words that no argument takes. */
  readonly extra: readonly Word[];
}

/** Reads one word; a definition that was not replaced makes it unknown, not wrong. */
export function valueOf(argument: Argument, word: Word): { value: Value; fault: Fault | undefined } {
  const reading = readWord(argument, word);
  return { value: { value: reading.value, state: stateOf(reading), word }, fault: reading.fault };
}

const UNKNOWN: WordReading = {};

/** Reads one word without a `Value` for it, which not all need. */
export const readWord = (argument: Argument, word: Word): WordReading =>
  isUnknown(word) ? UNKNOWN : readValue(argument, word.value);

/** What is known of a word that `readWord` has read. */
export function stateOf(reading: WordReading): Value["state"] {
  if (reading === UNKNOWN) return "unknown";
  return reading.value === undefined ? "invalid" : "known";
}

/** The shape of words among several that the first word shows. */
export function chooseForm(forms: readonly Form[], word: Word): Form | undefined {
  const announced = forms.find(({ args: [first] }) => first?.enum?.includes(word.value));
  if (announced !== undefined || isUnknown(word)) return announced;
  const plain = forms.filter(({ args: [first] }) => first !== undefined && first.type !== "enum");
  const fits = plain.find(
    ({ args: [first] }) => first !== undefined && readValue(first, word.value).fault === undefined,
  );
  return fits ?? plain.find(({ args: [first] }) => first?.type === "ip") ?? plain[0];
}

/** Gives the words after the first to arguments; in order, an optional one is passed over when the word does not fit it. */
export function matchArguments(args: readonly Argument[], words: readonly Word[], anyOrder = false): MatchedArguments {
  const matcher = new Matcher(words);
  if (anyOrder) matcher.anyOrder(args);
  else matcher.inOrder(args);
  return matcher;
}

class Matcher implements MatchedArguments {
  args: Record<string, Value | readonly Value[]> = NO_ARGS;
  faults: readonly ArgumentFault[] = NO_FAULTS;
  extra: readonly Word[] = NO_WORDS;
  readonly #words: readonly Word[];
  #at = 1;
  /** Words of a list that need a sign, and have none. */
  #unsigned: readonly Word[] = NO_WORDS;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  inOrder(args: readonly Argument[]): void {
    let left = args.length;
    for (const argument of args) {
      left--;
      if (argument.keyword !== undefined && this.#words[this.#at]?.value === argument.keyword) this.#at++;
      const word = this.#words[this.#at];
      if (word === undefined) this.#missing(argument);
      else if (argument.forms !== undefined) this.#form(argument, argument.forms, word);
      else if (argument.repeat === true) this.#repeated(argument);
      else this.#single(argument, word, left > 0);
    }
    if (this.#at >= this.#words.length) this.extra = this.#unsigned;
    else this.extra = [...this.#words.slice(this.#at), ...this.#unsigned];
  }

  // Most heads are without fault: no list is made for those that have none.
  #fault(fault: ArgumentFault): void {
    if (this.faults === NO_FAULTS) this.faults = [fault];
    else (this.faults as ArgumentFault[]).push(fault);
  }

  #give(name: string, value: Value | readonly Value[]): void {
    if (this.args === NO_ARGS) this.args = {};
    this.args[camel(name)] = value;
  }

  /** The word that comes next, which is passed. */
  #next(): Word | undefined {
    return this.#words[this.#at++];
  }

  #missing(argument: Argument): void {
    if (argument.optional !== true) this.#fault({ argument, fault: "missing", word: undefined });
  }

  #single(argument: Argument, word: Word, mayPass: boolean): void {
    if (mayPass && argument.optional === true && readWord(argument, word).fault !== undefined) return;
    this.#take(argument, word);
    this.#at++;
  }

  #take(argument: Argument, word: Word): void {
    const { value, fault } = valueOf(argument, word);
    if (fault !== undefined) this.#fault({ argument, fault, word: value.word });
    this.#give(argument.name, value);
  }

  /** `group NAME`, `fwmark MARK` or `ADDRESS PORT`: the values go by the names of the form that holds. */
  #form(argument: Argument, forms: readonly Form[], word: Word): void {
    this.#give(argument.name, { value: word.value, state: isUnknown(word) ? "unknown" : "known", word });
    const form = chooseForm(forms, word);
    if (form === undefined) this.#at = this.#words.length;
    else this.inOrderPart(form.args);
  }

  inOrderPart(args: readonly Argument[]): void {
    for (const argument of args) {
      const word = this.#words[this.#at];
      if (word === undefined) this.#missing(argument);
      else this.#single(argument, word, false);
    }
  }

  #repeated(argument: Argument): void {
    const list: Value[] = [];
    const unsigned: Word[] = [];
    for (const bare of argument.bare ?? []) {
      const word = this.#words[this.#at];
      if (word === undefined || argument.enum?.includes(word.value)) break;
      this.#single(bare, word, false);
    }
    for (let word = this.#next(); word !== undefined; word = this.#next()) {
      const { value, fault } = valueOf(argument, word);
      if (fault !== undefined) this.#fault({ argument, fault, word });
      const lacksSign = argument.prefix?.includes(word.value.slice(0, 1)) === false;
      if (list.length > 0 && lacksSign && !isUnknown(word)) unsigned.push(word);
      list.push(value);
      const following = argument.valueArg ?? argument.valueArgs?.[word.value];
      if (following === undefined) continue;
      const next = this.#words[this.#at];
      if (next === undefined) this.#fault({ argument: following, fault: "missing", word: undefined });
      else this.#single(following, next, false);
    }
    this.#give(argument.name, list);
    this.#unsigned = unsigned;
  }

  /** A word that introduces an argument is followed by it, whatever it looks like. */
  anyOrder(args: readonly Argument[]): void {
    const taken = new Set<Argument>();
    const extra: Word[] = [];
    const give = (word: Word, taker: Argument | undefined) => {
      // The last of several values holds, unless keepalived reports them.
      if (taker !== undefined && !(taker.once === true && taken.has(taker))) this.#take(taker, word);
      else if (!isUnknown(word)) extra.push(word);
      if (taker !== undefined) taken.add(taker);
    };
    for (let word = this.#next(); word !== undefined; word = this.#next()) {
      const introduced = introducedBy(word, args);
      if (introduced === undefined) give(word, takerOf(word, args));
      else {
        const value = this.#next();
        if (value === undefined) this.#fault({ argument: introduced, fault: "missing", word: undefined });
        else give(value, introduced);
      }
    }
    for (const argument of args) if (!taken.has(argument)) this.#missing(argument);
    this.extra = extra;
  }
}

const NO_ARGS: Record<string, never> = Object.freeze({});
const NO_FAULTS: readonly ArgumentFault[] = [];

const introducedBy = ({ value }: Word, args: readonly Argument[]): Argument | undefined =>
  args.find(({ keyword }) => keyword !== undefined && keyword === value);

/** Types whose words look like nothing in particular are asked last. */
const isVague = ({ type }: Argument): boolean => type === "interface" || type === "string";

/** The argument that a word fits, else the one that keepalived takes it for. */
function takerOf(word: Word, args: readonly Argument[]): Argument | undefined {
  if (isUnknown(word)) return undefined;
  // The sign tells a MAC address, also one that is none (vrrp_parser.c:vrrp_vmac_handler).
  const mac = args.find(({ type }) => type === "mac");
  if (mac !== undefined && word.value.includes(":")) return mac;
  const takers = args.filter(({ type }) => type !== "linkgroup" && type !== "mac");
  const fits = takers.find((one) => !isVague(one) && readValue(one, word.value).fault === undefined);
  return fits ?? takers.find(isVague) ?? takers.find(({ type }) => type !== "enum");
}
