import type { Word } from "../../grammar/index.js";
import type { Value } from "../syntax/arguments.js";
import type { UsedOption } from "../syntax/typed-file.js";
import { familyOf, nameOfFamily } from "./entry-lines.js";

/** A word that does not go with those before it. */
export interface FamilyFault {
  readonly at: Word;
  readonly message: string;
  readonly help: string;
  /** The word that decided. */
  readonly by: Word | undefined;
  readonly family: 4 | 6 | undefined;
}

/** Words that make an entry IPv4 or IPv6. */
const FAMILY_WORDS: Readonly<Record<string, 4 | 6>> = { inet: 4, inet6: 6 };

/** Options that only one family has; `strict`: even if no other word decides. */
const OF_ONE_FAMILY: Readonly<Record<string, 4 | 6>> = { realms: 4, expires: 6, pref: 6, from: 6 };

/**
 * The family of a route or rule as its words decide it, one after the other: the first that has one fixes it
 * (vrrp_iproute.c:alloc_route, vrrp_iprule.c:alloc_rule).
 */
export class FamilyTrack {
  #family: 4 | 6 | undefined;
  #by: Word | undefined;
  readonly #kind: "route" | "rule";

  constructor(kind: "route" | "rule") {
    this.#kind = kind;
  }

  /** What is wrong with the next option. */
  take({ name, word, values }: UsedOption): FamilyFault | undefined {
    const ofWord = FAMILY_WORDS[name];
    if (ofWord !== undefined) return this.#option(word, ofWord);
    const isNetwork = name === "destination" || name === "to" || (name === "from" && this.#kind === "rule");
    if (isNetwork) return this.#network(values[0]);
    if (name === "via") return this.#via(values);
    const one = OF_ONE_FAMILY[name];
    if (one !== undefined) return this.#option(word, one) ?? this.#own(name, one, values[0]);
    return name === "src" ? this.#value(values[0]) : undefined;
  }

  #option(word: Word, family: 4 | 6): FamilyFault | undefined {
    if (this.#meets(family, word)) return undefined;
    const [is, other] = [nameOfFamily(this.#family ?? family), nameOfFamily(family)];
    return this.#fault(
      word,
      `"${word.value}" is not valid in an ${is} ${this.#kind}`,
      `Use it in an ${other} ${this.#kind} only.`,
    );
  }

  /** `from` of a route takes networks, but those of one family alone. */
  #own(name: string, family: 4 | 6, value: Value | undefined): FamilyFault | undefined {
    if (name !== "from" || value === undefined || value.state !== "known" || familyOf(value) === family)
      return undefined;
    return this.#fault(
      value.word,
      `${name} "${value.word.value}" is not an ${nameOfFamily(family)} network`,
      `Use an ${nameOfFamily(family)} network.`,
    );
  }

  /** A word such as `default` has no family: keepalived accepts it before one is known, and rejects it afterwards. */
  #network(value: Value | undefined): FamilyFault | undefined {
    if (value === undefined || value.state !== "known" || familyOf(value) !== undefined) return this.#value(value);
    if (this.#family === undefined) return undefined;
    const message = `"${value.word.value}" comes after a word that makes the ${this.#kind} ${nameOfFamily(this.#family)}`;
    return this.#fault(value.word, message, "Move it before that word.");
  }

  #via([first, second]: readonly Value[]): FamilyFault | undefined {
    const family = second === undefined ? undefined : FAMILY_WORDS[String(first?.value)];
    if (first !== undefined && family !== undefined && !this.#meets(family, first.word)) return this.#other(first.word);
    return this.#value(second ?? first);
  }

  #value(value: Value | undefined): FamilyFault | undefined {
    const family = familyOf(value);
    if (value === undefined || family === undefined || this.#meets(family, value.word)) return undefined;
    return this.#other(value.word);
  }

  #other(word: Word): FamilyFault {
    const family = this.#family ?? 4;
    const known = this.#by === undefined ? `the ${this.#kind}` : this.#by.value;
    const message = `${word.value} is ${nameOfFamily(family === 4 ? 6 : 4)}, but ${known} is ${nameOfFamily(family)}`;
    return this.#fault(word, message, "Use addresses of one family.");
  }

  #meets(family: 4 | 6, word: Word): boolean {
    if (this.#family === undefined) this.#by = word;
    this.#family ??= family;
    return this.#family === family;
  }

  #fault(at: Word, message: string, help: string): FamilyFault {
    return { at, message, help, by: this.#by, family: this.#family };
  }
}

/** The word that keepalived skips after `inet` or `inet6`. */
export function skippedWord(options: readonly UsedOption[]): { readonly by: Word; readonly word: Word } | undefined {
  for (const { name, word, values } of options) {
    const [skipped] = values;
    if (FAMILY_WORDS[name] !== undefined && skipped !== undefined) return { by: word, word: skipped.word };
  }
  return undefined;
}
