import { documentedOnly, type Token } from "../../grammar/index.js";
import type { Problem } from "../syntax/problems.js";
import { type KeywordPlace, placesNamed, topLevelPlaces } from "../syntax/schema-index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { groupBy } from "../text/group-by.js";
import { isJudgedElsewhere } from "./judged-elsewhere.js";
import { isMisreadBy, misreadIn } from "./misread-stretches.js";
import type { Node } from "./node.js";
import { wordWithSemicolon } from "./trailing-semicolon.js";

/** Spaces that keepalived takes for letters: no-break, zero-width, full-width and the like, and the byte order mark. */
export const INVISIBLE = /[\u00a0\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

/** Settings where 0 is refused although it says what holds without them. */
const ZEROS: ReadonlySet<string> = new Set([
  "global_defs/vrrp_garp_interval",
  "global_defs/vrrp_gna_interval",
  "virtual_server/persistence_timeout",
]);

const reported = new WeakMap<Node, ReadonlyMap<string, readonly Problem[]>>();
const NONE: readonly Problem[] = [];

/** The violations of the schema that one rule reports: each of them has exactly one rule. */
export function problemsFor(node: Node, rule: string): readonly Problem[] {
  let byRule = reported.get(node);
  if (byRule === undefined) {
    byRule = groupBy(withoutMisread(node), reporterOf);
    reported.set(node, byRule);
  }
  return byRule.get(rule) ?? NONE;
}

/** What is read at the wrong level has one cause, and that has a report of its own. */
function withoutMisread(node: Node): readonly Problem[] {
  const { files } = node.evaluated;
  const stretches = new Map(files.map((file) => [file.source.path, misreadFor(file, node)] as const));
  if ([...stretches.values()].every((list) => list.length === 0)) return node.problems;
  const isRead = ({ source, start: from, end }: Token): boolean => {
    const { path, start } = source.locate(from, end);
    return stretches.get(path)?.some((one) => start >= one.from && start < one.to) !== true;
  };
  // One line that sequences repeat is the token of many statements.
  const known = new Map<Token, boolean>();
  return node.problems.filter(({ statement: { token } }) => {
    const isGood = known.get(token) ?? isRead(token);
    known.set(token, isGood);
    return isGood;
  });
}

/** A condition that holds drops nothing. */
const misreadFor = (file: SyntaxFile, { configId, target }: Node) =>
  misreadIn(file)
    .filter((misread) => isMisreadBy(misread, target))
    .filter(({ prefix }) => prefix === undefined || (prefix.id === configId) === prefix.negated);

/** Keywords that are allowed where the problem is. */
export const siblingsOf = (place: KeywordPlace | undefined): ReadonlyMap<string, KeywordPlace> =>
  place?.children ?? topLevelPlaces();

/** The word that keepalived knows for one that only its manual page has. */
export function documentedFor(problem: Problem): string | undefined {
  const path = (problem.place?.path ?? "").replaceAll("/", ".");
  const entry = documentedOnly.find(
    ({ word, place }) => word === problem.word?.value && (place === path || !place.includes(".")),
  );
  return entry !== undefined && "use" in entry ? entry.use : undefined;
}

function reporterOf(problem: Problem): string {
  if (isJudgedElsewhere(problem)) return "";
  if (problem.word !== undefined && problem.word === wordWithSemicolon(problem.statement)) return "trailing-semicolon";
  switch (problem.kind) {
    case "unknown-keyword":
      return reporterOfUnknown(problem);
    case "unknown-option":
      return takesNoOptions(problem.place) ? "extra-value" : "unknown-keyword";
    case "missing-value":
      return reporterOfMissing(problem);
    case "bad-value":
      return reporterOfValue(problem);
    case "extra-value":
      // Words behind a command have rules of their own.
      return problem.place?.keyword.quoted === true ? "" : "extra-value";
    case "equals-sign":
      return "equals-assignment";
    case "duplicate":
      return "duplicate-directive";
    case "empty-list":
    case "missing-required":
      return "missing-required";
    case "unclosed-block":
    case "stray-close":
      return "unbalanced-brace";
    default:
      return problem.kind;
  }
}

/** Of an entry without options a word too many is no option that was misspelt. */
const takesNoOptions = (place: KeywordPlace | undefined): boolean =>
  place?.keyword.entry?.forms !== undefined || place?.keyword.entry?.onlyLogs === true;

function reporterOfUnknown(problem: Problem): string {
  const word = problem.word?.value ?? "";
  if (INVISIBLE.test(word)) return "invisible-characters";
  const siblings = siblingsOf(problem.place);
  const assigned = /^([\w-]+)=/.exec(word)?.[1];
  if (assigned !== undefined && siblings.has(assigned)) return "equals-assignment";
  if (documentedFor(problem) !== undefined) return "unknown-keyword";
  return placesNamed(word).length > 0 ? "keyword-in-wrong-block" : "unknown-keyword";
}

function reporterOfMissing({ place, argument, statement }: Problem): string {
  if (place?.keyword.missingArg === "crash") return "crashes-keepalived";
  const isGroupHead = place?.path === "virtual_server" && statement.words.length > 1;
  if (isGroupHead) return "crashes-keepalived";
  return place?.kind !== "option" && argument?.type.startsWith("def:") === true ? "missing-required" : "missing-value";
}

function reporterOfValue({ place, fault, argument, option, word }: Problem): string {
  const path = place?.path ?? "";
  if (INVISIBLE.test(word?.value ?? "")) return "invisible-characters";
  switch (fault) {
    case "not-in-enum":
      return "invalid-enum";
    case "empty":
      return "missing-value";
    case "impossible-name":
      return "interface-cannot-exist";
    case "too-long":
      return path.endsWith("authentication/auth_pass") ? "auth-pass-truncated" : "name-too-long";
    case "not-an-address":
    case "bad-prefix":
    case "wrong-family":
    case "not-multicast":
      return "invalid-address";
    case "ignored-suffix":
      return "extra-value";
    case "malformed":
      return argument?.type === "mac" ? "invalid-address" : "number-out-of-range";
    default:
  }
  if (option === undefined && path === "vrrp_instance/priority") return "priority-out-of-range";
  if (fault === "too-small" && ZEROS.has(path) && Number(word?.value) === 0) return "zero-means-invalid";
  return "number-out-of-range";
}
