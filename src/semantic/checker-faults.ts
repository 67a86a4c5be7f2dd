import type { Word } from "../../grammar/index.js";
import type { Setting } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";
import { effectiveSetting, settingsNamed } from "./effective.js";
import type { Node } from "./node.js";
import type { Checker } from "./real-servers.js";
import { isWhole } from "./whole.js";

/** What keepalived rejects in a check, or reads differently than written. */
export interface CheckerFault {
  readonly at: Word;
  readonly message: string;
  readonly help?: string;
  /** Where it is less than an error. */
  readonly severity?: "warning";
}

/** Most checks connect to a port and have none; a generator for each of them costs more than what it looks at. */
export const NO_FAULTS: readonly CheckerFault[] = [];

/**
 * Faults of everything but pages. `monitored`: names of BFD instances that the real server watches so far; the check's
 * own is added.
 */
export function checkerFaults(
  checker: Checker,
  node: Pick<Node, "isComplete">,
  monitored: Set<string>,
): Iterable<CheckerFault> {
  switch (checker.kind) {
    case "MISC_CHECK":
      return scriptFaults(checker, isWhole(checker.block, node));
    case "DNS_CHECK":
      return dnsFaults(checker);
    case "UDP_CHECK":
      return [...lengthFaults(checker), ...octetFaults(checker)];
    case "BFD_CHECK":
      return bfdFaults(checker, monitored);
    default:
      return NO_FAULTS;
  }
}

/** check_misc.c:misc_end_handler. A path without a value is ignored silently. */
function* scriptFaults({ block, head }: Checker, hasAll: boolean): Generator<CheckerFault> {
  const paths = settingsNamed(block, "misc_path");
  if (!hasAll || paths.some(({ statement }) => statement.words.length > 1)) return;
  yield {
    at: paths[0]?.statement.keyword ?? head,
    message: "MISC_CHECK has no misc_path with a script; keepalived drops the check",
  };
}

/** check_dns.c:dns_type_handler, check_dns.c:dns_name_handler. */
function* dnsFaults({ block }: Checker): Generator<CheckerFault> {
  const used = (effectiveSetting(block, "type")?.value as string | undefined) ?? "SOA";
  for (const { state, word, statement } of settingsNamed(block, "type")) {
    if (state !== "invalid" || statement.words.length < 2) continue;
    yield { at: word, message: `unknown DNS_CHECK type "${word.value}"; keepalived requests ${used}` };
  }
  for (const { statement } of settingsNamed(block, "name")) {
    const [, word] = statement.words;
    if (word === undefined || isUnknown(word)) continue;
    const { value } = word;
    if ((value.startsWith(".") && value !== ".") || value.includes("..")) {
      yield { at: word, message: `DNS_CHECK name ${value} has an empty label; keepalived requests the root` };
    } else if (value[1] === ".") {
      yield {
        at: word,
        message: `DNS_CHECK name ${value} has a first label of one character; keepalived rejects it and requests the root`,
      };
    }
  }
}

/** check_udp.c:udp_check_end_handler; a reply is read up to 255 octets by default. */
function* lengthFaults({ block }: Checker): Generator<CheckerFault> {
  const min = effectiveSetting(block, "min_reply_length") as Setting<number> | undefined;
  const max = effectiveSetting(block, "max_reply_length") as Setting<number> | undefined;
  const limit = max === undefined ? 255 : max.value;
  if (min?.value === undefined || limit === undefined || min.value <= limit) return;
  yield {
    at: min.word,
    message: `min_reply_length ${min.value} is above max_reply_length ${limit}, so the check always fails`,
  };
}

/** Octets in hexadecimal, with spaces between them; a reply may contain `x` for any half octet (parser.c:read_hex_str). */
function* octetFaults({ block }: Checker): Generator<CheckerFault> {
  for (const { place, statement } of settingsNamed(block, "payload", "require_reply")) {
    const form = place.name === "payload" ? /^[\da-f \t]*$/i : /^[\da-fx \t]*$/i;
    const words = statement.words.slice(1);
    const isEmpty = words.length > 0 && words.every(({ value }) => /^[ \t]*$/.test(value));
    const wrong = words.find((word) => !isUnknown(word) && (isEmpty || !form.test(word.value)));
    if (wrong !== undefined)
      yield {
        at: wrong,
        message: `invalid ${place.name} "${wrong.value}"; keepalived ignores it`,
        help: "Use hexadecimal octets.",
      };
  }
}

/** check_bfd.c:bfd_name_handler. */
function* bfdFaults({ block }: Checker, monitored: Set<string>): Generator<CheckerFault> {
  const name = effectiveSetting(block, "name") as Setting<string> | undefined;
  if (name?.value === undefined) return;
  if (monitored.has(name.value)) {
    yield {
      at: name.word,
      message: `BFD_CHECK of ${name.value} is listed twice in the real server; keepalived drops the second one`,
    };
  }
  monitored.add(name.value);
}
