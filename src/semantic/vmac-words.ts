import { byteLength, type Word } from "../../grammar/index.js";
import { readPrefix } from "../syntax/addresses.js";
import type { VrrpInstance } from "../syntax/ast.js";
import { readCNumber } from "../syntax/numbers.js";
import { isUnknown } from "../syntax/values.js";
import { compareReleases } from "../text/release.js";
import type { Node } from "./node.js";

/** A word of `use_vmac` or `use_ipvlan` that keepalived ignores, or at which it stops. */
export interface VmacFault {
  readonly at: Word;
  readonly message: string;
  readonly help?: string;
  /** The word that it collides with. */
  readonly other?: Word;
}

/** First release that knows `name`, `group` and `netlink_notify_msg`; for others they are names of interfaces. */
const KNOWS_WORDS = "2.2.8";

/** Words of `use_vmac` that older releases read. */
const OLD_WORDS = 2;

/** Longest name of an interface in bytes (linux/if.h: IFNAMSIZ, less its NUL). */
const NAME_BYTES = 15;

const MODES: ReadonlySet<string> = new Set(["bridge", "private", "vepa"]);

/** What is wrong with the words of `use_vmac` and `use_ipvlan`, in order (vrrp_parser.c:vrrp_vmac_handler, vrrp_ipvlan_handler). */
export function* vmacFaults(node: Node): Generator<VmacFault> {
  if (node.all("vrrp_instance/use_vmac").length === 0 && node.all("vrrp_instance/use_ipvlan").length === 0) return;
  const knowsWords = node.target === undefined || compareReleases(node.target, KNOWS_WORDS) >= 0;
  const names = new Map<string, Word>();
  for (const block of node.ast.vrrpInstance) yield* new VmacReader(names, knowsWords).read(block);
}

/** Whether a word is the address of an ipvlan, and not its name. */
export const isIpvlanAddress = ({ value }: Word): boolean => {
  const read = readPrefix(value);
  return read !== undefined && !read.badPrefix && !value.endsWith("/");
};

class VmacReader {
  readonly #names: Map<string, Word>;
  readonly #knowsWords: boolean;
  /** What the instance has already. */
  readonly #set = new Map<"name" | "mac" | "address" | "mode", Word>();

  constructor(names: Map<string, Word>, knowsWords: boolean) {
    this.#names = names;
    this.#knowsWords = knowsWords;
  }

  *read({ contents }: VrrpInstance): Generator<VmacFault> {
    let hasIpvlan = false;
    for (const { place, statement } of contents) {
      const isIpvlan = place.name === "use_ipvlan";
      // A second one is reported as a repeat.
      if ((!isIpvlan && place.name !== "use_vmac") || (isIpvlan && hasIpvlan)) continue;
      hasIpvlan ||= isIpvlan;
      const isShort = !isIpvlan && !this.#knowsWords;
      yield* this.#words(isShort ? statement.args.slice(0, OLD_WORDS) : statement.args, isIpvlan);
    }
  }

  *#words(words: readonly Word[], isIpvlan: boolean): Generator<VmacFault> {
    for (let at = 0; at < words.length; at++) {
      const word = words[at] as Word;
      const isIntroduced = this.#knowsWords && (word.value === "group" || word.value === "name");
      const value = isIntroduced ? words[++at] : word;
      if (value === undefined)
        yield { at: word, message: `${word.value} has no value`, help: `Add ${EXPECTED[word.value]}.` };
      else if (isUnknown(value)) return;
      else if (!isIntroduced) yield* isIpvlan ? this.#ipvlan(value) : this.#vmac(value);
      else yield* word.value === "group" ? groupFaults(value) : this.#name(value, isIpvlan);
    }
  }

  *#vmac(word: Word): Generator<VmacFault> {
    if (word.value.includes(":")) yield* this.#mac(word);
    else if (word.value !== "netlink_notify_msg" || !this.#knowsWords) yield* this.#name(word, false);
  }

  *#ipvlan(word: Word): Generator<VmacFault> {
    if (MODES.has(word.value)) yield* this.#once("mode", word, "mode");
    else if (isIpvlanAddress(word)) yield* this.#once("address", word, "address");
    else yield* this.#name(word, true);
  }

  *#once(what: "mode" | "address", word: Word, noun: string): Generator<VmacFault> {
    const other = this.#set.get(what);
    if (other === undefined) this.#set.set(what, word);
    else
      yield {
        at: word,
        message: `only one ${noun} is allowed, but "${word.value}" is a second one`,
        help: KEEP_ONE,
        other,
      };
  }

  *#mac(word: Word): Generator<VmacFault> {
    const other = this.#set.get("mac");
    const fault =
      other === undefined
        ? macFault(word.value)
        : { message: `only one MAC address is allowed, but "${word.value}" is a second one`, help: KEEP_ONE };
    if (fault === undefined) this.#set.set("mac", word);
    else yield other === undefined ? { at: word, ...fault } : { at: word, ...fault, other };
  }

  *#name(word: Word, isIpvlan: boolean): Generator<VmacFault> {
    const own = this.#set.get("name");
    if (own !== undefined) {
      yield {
        at: word,
        message: `only one name is allowed, but "${word.value}" comes after "${own.value}"`,
        help: KEEP_ONE,
        other: own,
      };
      return;
    }
    const bytes = byteLength(word.value);
    const other = this.#names.get(word.value);
    if (bytes > NAME_BYTES)
      yield { at: word, message: `${word.value} is ${bytes} bytes long; the limit is ${NAME_BYTES}` };
    else if (!isIpvlan && !/^(?!\.{1,2}$)[^\s/:]+$/.test(word.value))
      yield { at: word, message: `"${word.value}" is not a valid interface name` };
    else if (other !== undefined)
      yield {
        at: word,
        message: `${word.value} is the interface of another instance`,
        help: "Use a unique name.",
        other,
      };
    else {
      this.#set.set("name", word);
      this.#names.set(word.value, word);
    }
  }
}

const KEEP_ONE = "Keep one of the two.";

const EXPECTED: Readonly<Record<string, string>> = { name: "a name", group: "a number or a name" };

function* groupFaults(word: Word): Generator<VmacFault> {
  const { value, isEmpty, rest } = readCNumber(word.value);
  const isNumber = !isEmpty && rest === "";
  const isName = /^[A-Za-z_][^/:]*$/.test(word.value);
  if (isNumber ? BigInt.asUintN(32, value) > MAX_GROUP : !isName)
    yield { at: word, message: `invalid group "${word.value}"`, help: `Use a number up to ${MAX_GROUP}, or a name.` };
}

const MAX_GROUP = 2147483647n;
const OCTETS = 6;
/** RFC 5798 §7.3: what VRRP itself uses, 00:00:5e:00:01 and 00:00:5e:00:02. */
const OF_VRRP = /^0{1,2}:0{1,2}:5e:0{1,2}:0?[12](?::|$)/i;

/** Six octets of one or two digits, or five to be followed by the virtual router id. */
function macFault(text: string): Pick<VmacFault, "message" | "help"> | undefined {
  const octets = text.split(":");
  const count = octets.at(-1) === "" && octets.length === OCTETS ? OCTETS - 1 : octets.length;
  const isWhole =
    count >= OCTETS - 1 && octets.slice(0, Math.min(count, OCTETS)).every((one) => /^[\da-f]{1,2}$/i.test(one));
  if (!isWhole || /[^\da-f:]/i.test(text))
    return { message: `malformed MAC address "${text}"`, help: "Use 5 or 6 octets." };
  if ((Number.parseInt(octets[0] ?? "", 16) & 1) === 1) return { message: `${text} is a multicast address` };
  return OF_VRRP.test(text) ? { message: `${text} is reserved for VRRP itself` } : undefined;
}
