import { type Control, INERT } from "./tag.js";

/** A control tag of Jinja2, by its first word. */
export function jinjaControl(code: string): Control {
  const [, word = "", rest = ""] = /^\s*(\w+)\s*([\s\S]*?)\s*$/.exec(code) ?? [];
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
      return step("open", "hidden");
    case "set":
      return rest.includes("=") ? INERT : step("open", "hidden");
    case "call":
    case "filter":
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

/** A control tag of Go's text/template; undefined: the tag is an output. */
export function goControl(code: string): Control | undefined {
  const [, word = "", rest = ""] = /^\s*([\w.$]+)\s*([\s\S]*?)\s*$/.exec(code) ?? [];
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
      return step("open", "hidden");
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
  const [, word = "", rest = ""] = /^\s*(\w+)\s*([\s\S]*?)\s*$/.exec(code) ?? [];
  if (word === "if") return branch("open", "choice", rest);
  if (word === "else") return step("middle", "choice");
  if (word === "for") return branch("open", "loop", rest);
  return word === "endif" || word === "endfor" ? step("close", "plain") : INERT;
}

/** Statements of a tag of ERB (Ruby), EPP (Puppet) or Perl; together they open, close or go on with one section. */
export function rubyControl(code: string): Control {
  const statements = code
    .split(/\n|;(?=\s|$)/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
  const steps = statements.map(rubyStatement).filter((one) => one !== INERT);
  const [first] = steps;
  if (first === undefined) return INERT;
  if (steps.length === 1) return first;
  const depth = steps.reduce((sum, one) => sum + (one.step === "open" ? 1 : one.step === "close" ? -1 : 0), 0);
  if (depth > 0) return steps.findLast((one) => one.step === "open") ?? INERT;
  return depth < 0 ? step("close", "plain") : INERT;
}

const RUBY_IF = /^(if|unless|elsif)\b\s*([\s\S]*?)(?:\s+then|\s*\{)?$/;

function rubyStatement(statement: string): Control {
  if (/^(?:if|unless|case|while|until|for|begin)\b/.test(statement) && /\bend$/.test(statement)) return INERT;
  const brace = /^\}\s*(?:else|elsif|elseif)?/.exec(statement)?.[0];
  if (brace !== undefined) return closedByBrace(statement, brace);
  const [, word, condition = ""] = RUBY_IF.exec(statement) ?? [];
  if (word === "elsif") return branch("middle", "choice", condition);
  if (word !== undefined) return { ...branch("open", "choice", condition), isNegated: word === "unless" };
  if (/^else\b/.test(statement)) return step("middle", "choice");
  if (/^when\b/.test(statement)) return branch("middle", "choice", statement);
  if (/^case\b/.test(statement)) return branch("open", "choice", NOTHING_YET);
  if (/^(?:while|until|for|foreach)\b/.test(statement)) return branch("open", "loop", statement);
  if (/^end\b/.test(statement)) return step("close", "plain");
  if (/^begin\b/.test(statement)) return step("open", "plain");
  // `list.each do |x|`, `$list.each |$x| {`
  return /\bdo(?:\s*\|[^|]*\|)?$|\{(?:\s*\|[^|]*\|)?$/.test(statement) ? branch("open", "loop", statement) : INERT;
}

/** Between `case` and the first `when`, which is never put out. */
const NOTHING_YET = "case";

function closedByBrace(statement: string, brace: string): Control {
  if (brace.endsWith("else")) return step("middle", "choice");
  const chained = /els(?:e?)if\s*([\s\S]*?)\s*\{$/.exec(statement)?.[1];
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
