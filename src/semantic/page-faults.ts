import type { BlockNode } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";
import { type CheckerFault, NO_FAULTS } from "./checker-faults.js";
import { effectiveSetting, settingsNamed } from "./effective.js";
import type { Checker } from "./real-servers.js";

/** Hexadecimal digits of an MD5 digest. */
const DIGEST_DIGITS = 32;

/** Faults of the pages that an HTTP_GET or SSL_GET asks for (check_http.c). */
export function pageFaults({ kind, block }: Checker): Iterable<CheckerFault> {
  return kind === "HTTP_GET" || kind === "SSL_GET" ? urlFaults(block) : NO_FAULTS;
}

function* urlFaults(block: BlockNode): Generator<CheckerFault> {
  for (const element of block.contents) {
    if (element.place.name !== "url") continue;
    const url = element as BlockNode;
    yield* pathFaults(url);
    yield* digestFaults(url);
    yield* codeFaults(url);
    yield* regexFaults(url);
    yield* stackFaults(url);
  }
}

/** The path goes into the request as it is; a whole address may be there for a proxy. */
function* pathFaults(url: BlockNode): Generator<CheckerFault> {
  for (const { statement } of settingsNamed(url, "path")) {
    const [, word] = statement.words;
    if (word === undefined || isUnknown(word) || /^(?:\/|[a-z]+:\/\/|\*$)/i.test(word.value)) continue;
    yield {
      at: word,
      message: `path ${word.value} does not start with /, so the server receives a malformed request`,
      severity: "warning",
    };
  }
}

function* digestFaults(url: BlockNode): Generator<CheckerFault> {
  for (const { statement } of settingsNamed(url, "digest")) {
    const [, word] = statement.words;
    if (word === undefined || isUnknown(word)) continue;
    const { length } = word.value;
    if (length !== DIGEST_DIGITS) {
      yield { at: word, message: `digest has ${length} characters instead of ${DIGEST_DIGITS} hexadecimal digits` };
    } else if (!/^[\da-f]+$/i.test(word.value))
      yield { at: word, message: "digest contains characters other than hexadecimal digits" };
  }
}

function* codeFaults(url: BlockNode): Generator<CheckerFault> {
  for (const { statement } of settingsNamed(url, "status_code")) {
    for (const word of statement.words.slice(1)) {
      if (isUnknown(word)) continue;
      const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(word.value) ?? [];
      const isGood = from !== undefined && Number(from) >= 100 && Number(to) <= 599 && Number(from) <= Number(to);
      if (!isGood)
        yield {
          at: word,
          message: `invalid status_code "${word.value}"; keepalived ignores it`,
          help: "Use a code from 100 to 599, or a range such as 200-299.",
        };
    }
  }
}

const REGEX_SETTINGS = ["regex_no_match", "regex_options", "regex_min_offset", "regex_max_offset", "regex_stack"];

/** check_http.c:regex_stack_handler; each line is looked at by itself. */
function* stackFaults(url: BlockNode): Generator<CheckerFault> {
  for (const { statement } of settingsNamed(url, "regex_stack")) {
    const [, start, max] = statement.words;
    if (start === undefined || max === undefined || !/^\d+$/.test(start.value) || !/^\d+$/.test(max.value)) continue;
    if (BigInt(start.value) <= BigInt(max.value)) continue;
    const message = `regex_stack starts with ${start.value}, above its maximum ${max.value}; keepalived ignores the line`;
    yield { at: start, message };
  }
}

/** check_http.c:url_check; the running daemon logs it. */
function* regexFaults(url: BlockNode): Generator<CheckerFault> {
  const [first] = settingsNamed(url, ...REGEX_SETTINGS);
  const at = first?.statement.keyword;
  if (first !== undefined && at !== undefined && settingsNamed(url, "regex").length === 0) {
    yield { at, message: `${first.place.name} has no effect: the url has no regex`, severity: "warning" };
  }
  const min = effectiveSetting<number>(url, "regex_min_offset");
  const max = effectiveSetting<number>(url, "regex_max_offset");
  if (min?.value === undefined || max?.value === undefined || max.value === 0 || min.value < max.value) return;
  const message = `regex_min_offset ${min.value} is not below regex_max_offset ${max.value}; keepalived ignores both`;
  yield { at: min.word, message, severity: "warning" };
}
