import type { Argument, Form, Word } from "../../grammar/index.js";
import { type Fault, isUnknown, type Reading, readValue } from "./values.js";

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
  /** By name of the argument; those with `repeat` as lists. */
  readonly values: ReadonlyMap<string, Value | readonly Value[]>;
  readonly faults: readonly ArgumentFault[];
  /** Words that no argument takes. */
  readonly extra: readonly Word[];
}

/** Reads one word; a definition that was not replaced makes it unknown, not wrong. */
export function valueOf(argument: Argument, word: Word): { value: Value; fault: Fault | undefined } {
  const reading = readWord(argument, word);
  return { value: { value: reading.value, state: stateOf(reading), word }, fault: reading.fault };
}

const UNKNOWN: Reading = {};

/** Reads one word without a `Value` for it, which not all need. */
export const readWord = (argument: Argument, word: Word): Reading =>
  isUnknown(word) ? UNKNOWN : readValue(argument, word.value);

/** What is known of a word that `readWord` has read. */
export function stateOf(reading: Reading): Value["state"] {
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

/** Gives words to arguments; in order, an optional one is passed over when the word does not fit it. */
export function matchArguments(args: readonly Argument[], words: readonly Word[], anyOrder = false): MatchedArguments {
  const matcher = new Matcher(words);
  if (anyOrder) matcher.anyOrder(args);
  else matcher.inOrder(args);
  return matcher;
}

class Matcher implements MatchedArguments {
  readonly values = new Map<string, Value | readonly Value[]>();
  readonly faults: ArgumentFault[] = [];
  extra: readonly Word[] = [];
  readonly #words: readonly Word[];
  #at = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  inOrder(args: readonly Argument[]): void {
    for (const [index, argument] of args.entries()) {
      if (argument.keyword !== undefined && this.#words[this.#at]?.value === argument.keyword) this.#at++;
      const word = this.#words[this.#at];
      if (word === undefined) this.#missing(argument);
      else if (argument.forms !== undefined) this.#form(argument, argument.forms, word);
      else if (argument.repeat === true) this.#repeated(argument);
      else this.#single(argument, word, index + 1 < args.length);
    }
    this.extra = this.#words.slice(this.#at);
  }

  #missing(argument: Argument): void {
    if (argument.optional !== true) this.faults.push({ argument, fault: "missing", word: undefined });
  }

  #single(argument: Argument, word: Word, mayPass: boolean): void {
    const { value, fault } = valueOf(argument, word);
    if (fault !== undefined && argument.optional === true && mayPass) return;
    this.#take(argument, value, fault);
    this.#at++;
  }

  #take(argument: Argument, value: Value, fault: Fault | undefined): void {
    if (fault !== undefined) this.faults.push({ argument, fault, word: value.word });
    this.values.set(argument.name, value);
  }

  /** `group NAME`, `fwmark MARK` or `ADDRESS PORT`: the values go by the names of the form that holds. */
  #form(argument: Argument, forms: readonly Form[], word: Word): void {
    this.values.set(argument.name, { value: word.value, state: isUnknown(word) ? "unknown" : "known", word });
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
    for (const bare of argument.bare ?? []) {
      const word = this.#words[this.#at];
      if (word === undefined || argument.enum?.includes(word.value)) break;
      this.#single(bare, word, false);
    }
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at] as Word;
      const { value, fault } = valueOf(argument, word);
      if (fault !== undefined) this.faults.push({ argument, fault, word });
      list.push(value);
      this.#at++;
      const following = argument.valueArg ?? argument.valueArgs?.[word.value];
      if (following === undefined) continue;
      const next = this.#words[this.#at];
      if (next === undefined) this.faults.push({ argument: following, fault: "missing", word: undefined });
      else this.#single(following, next, false);
    }
    this.values.set(argument.name, list);
  }

  anyOrder(args: readonly Argument[]): void {
    const free = new Set(args);
    const extra: Word[] = [];
    while (this.#at < this.#words.length) {
      const word = this.#words[this.#at] as Word;
      const named = [...free].find(({ keyword }) => keyword !== undefined && keyword === word.value);
      const next = this.#words[this.#at + 1];
      const argument = named !== undefined && next !== undefined ? named : takerOf(word, [...free]);
      // As the last word it is rather the value itself.
      if (argument !== undefined && argument === named && next !== undefined) this.#at++;
      if (argument === undefined && !isUnknown(word)) extra.push(word);
      if (argument !== undefined) {
        free.delete(argument);
        const { value, fault } = valueOf(argument, this.#words[this.#at] as Word);
        this.#take(argument, value, fault);
      }
      this.#at++;
    }
    for (const argument of free) this.#missing(argument);
    this.extra = extra;
  }
}

/** Types whose words look like nothing in particular are asked last. */
const isVague = ({ type }: Argument): boolean => type === "interface" || type === "string" || type === "linkgroup";

/** The argument that a word fits, else the one that it was most likely meant for. */
function takerOf(word: Word, free: readonly Argument[]): Argument | undefined {
  if (isUnknown(word)) return undefined;
  const takers = free.filter(({ keyword, type }) => keyword === undefined || type !== "linkgroup");
  const fits = (argument: Argument) => readValue(argument, word.value).fault === undefined;
  const found = takers.find((one) => !isVague(one) && fits(one)) ?? takers.find((one) => isVague(one) && fits(one));
  return found ?? takers.find(isVague) ?? takers.find(({ type }) => type !== "enum");
}
