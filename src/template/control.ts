import { type Control, INERT } from "./tag.js";

/** A control tag of Jinja2, by its first word. */
export function jinjaControl(code: string): Control {
  const [word, rest] = firstWord(code);
  if (word.startsWith("end")) return step("close", "plain");
  switch (word) {
    case "if":
      return branch("open", "choice", rest);
    case "elif":
      return branch("middle", "choice", rest);
    case "else":
      return step("middle", "choice");
    case "for":
      return branch("open", "loop", rest);
    case "macro":
      return step("open", "macro");
    case "set":
      return rest.includes("=") ? INERT : step("open", "hidden");
    case "filter":
      return step("open", KEEPS_WORDS.test(rest) ? "plain" : "hole");
    case "call":
      return step("open", "hole");
    case "block":
    case "with":
    case "autoescape":
    case "trans":
      return step("open", "plain");
    case "include":
    case "extends":
      return step("alone", "hole");
    default:
      return INERT;
  }
}

/** Filters that change white space alone. */
const KEEPS_WORDS = /^(?:indent|trim)\b[^|]*$/;

/** A control tag of Go's text/template; undefined: the tag is an output. */
export function goControl(code: string): Control | undefined {
  const [word, rest] = firstWord(code);
  switch (word) {
    case "if":
    case "with":
      return branch("open", "choice", rest);
    case "else": {
      const chained = /^(?:if|with)\s+([\s\S]*)$/.exec(rest)?.[1];
      return chained === undefined ? step("middle", "choice") : branch("middle", "choice", chained);
    }
    case "range":
      return branch("open", "loop", rest);
    case "end":
      return step("close", "plain");
    case "define":
      return step("open", "macro");
    case "block":
      return step("open", "plain");
    case "template":
      return step("alone", "hole");
    case "break":
    case "continue":
      return INERT;
    default:
      // `$x := .y` and `$x, $y = …` put nothing there.
      return /^\s*\$\w+(?:\s*,\s*\$\w+)?\s*:?=/.test(code) ? INERT : undefined;
  }
}

/** A directive of Terraform, `%{ if … }`. */
export function terraformControl(code: string): Control {
  const [word, rest] = firstWord(code);
  if (word === "if") return branch("open", "choice", rest);
  if (word === "else") return step("middle", "choice");
  if (word === "for") return branch("open", "loop", rest);
  return word === "endif" || word === "endfor" ? step("close", "plain") : INERT;
}

/** The first word of a tag, and what follows it. */
function firstWord(code: string): readonly [string, string] {
  const inner = code.trim();
  const word = /^[\w.$]+/.exec(inner)?.[0] ?? "";
  return [word, inner.slice(word.length).trim()];
}

/** Statements of a tag of ERB (Ruby), EPP (Puppet) or Perl: what they leave open, or close, in order. */
export function rubyControls(code: string): readonly Control[] {
  const opened: Control[] = [];
  const others: Control[] = [];
  for (const statement of rubyStatements(code)) {
    const one = rubyStatement(statement);
    if (one === INERT) continue;
    const last = opened.at(-1);
    if (one.step === "open") opened.push(one);
    else if (last === undefined) others.push(one);
    else if (one.step === "close") opened.pop();
    // `case x` and its first `when` in one tag; `if x` and `else` leave the other way open.
    else opened.splice(-1, 1, one.condition === undefined ? opposite(last) : { ...onlyArm(last, one), step: "open" });
  }
  return [...others, ...opened];
}

/** Words with which a statement begins that opens something. */
const OPENS = String.raw`(?:(?:if|unless|case|while|until|for|foreach|begin)\b|[\w.@$[\]]{1,100}\.each)`;

/** Parameters of what is repeated. */
const PARAMETERS = String.raw`(?:[ \t]*\|[^|\n]{0,200}\|)?`;

/** `'a': {` in a `case` of EPP. */
const ARM = String.raw`[^{}\n]{1,200}:[ \t]*\{`;

/** Where a statement ends although its line goes on. */
const STATEMENT_END = new RegExp(
  [
    String.raw`\n|;(?=\s|$)`,
    String.raw`(?<![\w@$.:])do${PARAMETERS}(?=[ \t]+\S)`,
    String.raw`(?<![\w@$.:])(?:then|else)(?=[ \t]+${OPENS})`,
    String.raw`(?<![\w@$.:])end(?=[ \t]+(?:end\b|\}))`,
    String.raw`\{${PARAMETERS}(?=[ \t]*(?:${OPENS}|${ARM}))`,
    // Several at once, and the end of an arm before the next one: `} 'b': {`.
    String.raw`\}(?=[ \t]*(?:\}|${ARM}))`,
  ].join("|"),
  "g",
);

function* rubyStatements(code: string): Iterable<string> {
  // What is in strings and comments ends nothing.
  const bare = code
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (found) => found[0] + "_".repeat(found.length - 2) + found[0])
    .replace(/(?<=^|\s)#(?!\{).*$/gm, (found) => " ".repeat(found.length));
  let at = 0;
  const clean = (to: number) => withoutComment(code.slice(at, to), bare.slice(at, to));
  for (const { index, 0: mark } of bare.matchAll(STATEMENT_END)) {
    const end = index + mark.length;
    // A brace inside of a statement is one of an expression.
    if (mark === "}" && bare.slice(at, index).trim() !== "") continue;
    yield clean(end);
    at = end;
  }
  yield clean(code.length);
}

/** A comment, which is white space in the bare text, is at the end. */
const withoutComment = (written: string, bare: string): string =>
  written.slice(0, bare.trimEnd().length).trim().replace(/;$/, "").trim();

const opposite = (one: Control): Control => ({ ...one, isNegated: !one.isNegated });

const onlyArm = ({ condition = "" }: Control, arm: Control): Control =>
  isCase(condition) ? { ...arm, condition: armOf(condition, arm.condition ?? "") } : arm;

const RUBY_IF = /^(if|unless|elsif)\b(.*)$/s;

/** `x = if y`, of which the value is kept. */
const ASSIGNED = /^[\w@$.[\]'":, ]{1,200}?(?:\|\||&&)?=\s*(?=(?:if|unless|case|begin)\b)/;

function rubyStatement(written: string): Control {
  const statement = written.replace(ASSIGNED, "");
  if (/^(?:if|unless|case|while|until|for|begin)\b/.test(statement) && /\bend$/.test(statement)) return INERT;
  if (statement.startsWith("}")) return closedByBrace(statement);
  const braces = braceDepth(statement);
  if (braces < 0) return step("close", "plain");
  const [, word, condition = ""] = RUBY_IF.exec(statement) ?? [];
  if (word !== undefined) {
    const bare = condition.replace(/(?:\bthen|\{)$/, "");
    return { ...branch(word === "elsif" ? "middle" : "open", "choice", bare), isNegated: word === "unless" };
  }
  if (/^else\b/.test(statement)) return step("middle", "choice");
  if (/^when\b/.test(statement)) return branch("middle", "choice", statement.replace(/\bthen$/, ""));
  if (/^case\b/.test(statement)) return branch("open", "choice", statement.replace(/\{$/, ""));
  if (/^(?:while|until|for|foreach)\b/.test(statement)) return branch("open", "loop", statement);
  // `end`, and what a block that began on the line ends with.
  if (/^end\b|(?<![\w@$.:])end$/.test(statement)) return step("close", "plain");
  if (/^begin\b/.test(statement)) return step("open", "plain");
  // `'a': {` in a `case` of EPP.
  if (/^[^|]*:\s*\{$/.test(statement)) return branch("open", "choice", statement.replace(/\s*:\s*\{$/, ""));
  // `list.each do |x|`, `$list.each |$x| {`
  return braces > 0 || /\bdo(?:\s*\|[^|]*\|)?$/.test(statement) ? branch("open", "loop", statement) : INERT;
}

/** Braces that are opened and not closed, outside of strings. */
function braceDepth(statement: string): number {
  const bare = statement.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return bare.split("{").length - bare.split("}").length;
}

/** The condition of what is between `case x` and its first arm, which is never put out. */
export const isCase = (condition: string | undefined): boolean => condition?.startsWith("case ") === true;

/** What holds where an arm of a `case` is taken. */
export const armOf = (condition: string, arm: string): string =>
  `${condition.slice("case ".length)} == ${arm.replace(/^when\b/, "").trim()}`;

function closedByBrace(statement: string): Control {
  if (/^\}\s*else\b/.test(statement)) return step("middle", "choice");
  const chained = /^\}\s*els(?:e?)if\b(.*)\{$/s.exec(statement)?.[1];
  return chained === undefined ? step("close", "plain") : branch("middle", "choice", chained);
}

const step = (kind: Control["step"], section: Control["section"]): Control => ({
  step: kind,
  section,
  condition: undefined,
  isNegated: false,
});

/** `not x` and `!x` are the other way of `x`. */
function branch(kind: Control["step"], section: Control["section"], written: string): Control {
  let condition = written.replace(/\s+/g, " ").trim();
  let isNegated = false;
  for (;;) {
    const bare = /^\((.*)\)$/.exec(condition)?.[1];
    if (bare !== undefined && !/[()]/.test(bare)) condition = bare.trim();
    const negated = /^(?:not\s+|!\s*)([\w.@$[\]'"]+|\([^()]*\))$/.exec(condition)?.[1];
    if (negated !== undefined) isNegated = !isNegated;
    const unequal = /^([\w.@$[\]'"]+)\s*!=\s*([\w.@$[\]'"-]+)$/.exec(condition);
    if (unequal !== null) {
      isNegated = !isNegated;
      condition = `${unequal[1]} == ${unequal[2]}`;
    }
    if (negated === undefined && (bare === undefined || /[()]/.test(bare))) break;
    if (negated !== undefined) condition = negated;
  }
  return { step: kind, section, condition, isNegated };
}
