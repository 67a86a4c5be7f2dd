import type { Statement, Token } from "../../grammar/index.js";
import { type Anchor, type AnchorEdit, defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { removeLine } from "../lint/edits.js";
import { newlineOf, startOfBlankLines, startWithComments } from "../lint/layout.js";
import { earlyClose } from "../semantic/early-close.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";
import type { SyntaxFile } from "../syntax/tree.js";
import type { SourceFile } from "../text/source-file.js";

export default defineNodeRule({
  name: "unbalanced-brace",
  group: "syntax",
  severity: "error",
  causes: "brace",
  fix: "unsafe",
  summary: "A block is not closed, or a closing brace has no block.",
  why: `What follows a missing brace is read as content of the block that is still open: a second instance overwrites
the first, routes are read as addresses. keepalived only counts the braces, so it cannot say which one is missing;
kalint looks at the keywords and at the indentation.`,
  how: "Add the brace where the message points, or remove the extra one.",
  ignoreWhen: "Never in a root file; a block may end in another file that is included.",
  keepalived: "Reports how many braces are missing, without a line number, and exits with status 5.",
  source: "parser.c:init_data, parser.c:read_line",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    const problems = problemsFor(node, "unbalanced-brace");
    if (problems.length === 0) return;
    const { files } = node.evaluated;
    const closings = closingBraces(problems, files);
    // Such a brace is there for some config-ids or several times: one more or less helps here and hurts there.
    const isFixable = !files.some(hasPrefixedBrace);
    for (const problem of problems) {
      const { fix, ...finding } =
        problem.kind === "stray-close" ? strayBrace(problem, files) : unclosedBlock(problem, closings, files);
      const { severity } = node.isComplete ? finding : { severity: "warning" as const };
      // A file that could not be read may contain the other brace.
      yield { ...finding, ...(severity && { severity }), ...(isFixable && fix && { fix }) };
    }
  },
});

function strayBrace({ statement: { token } }: Problem, files: readonly SyntaxFile[]): Finding {
  const fix: FindingFix = { title: "Remove the brace", safety: "unsafe", edits: [removeBrace(token)] };
  const message = 'unexpected "}": no block is open';
  const early = earlyClose(token, files);
  if (early === undefined) return { at: token, message, fix };
  const { outside, block } = early;
  const related: { at: Anchor; message: string }[] = [
    { at: outside, message: `${outside.value} is outside of any block` },
  ];
  // Without the last brace the keywords would still be where they are not read.
  if (block === undefined) return { at: token, message, related };
  const { keyword, close } = block;
  related.unshift({ at: keyword, message: `${keyword.value} begins here` });
  related.push({ at: close, message: `this "}" closes ${keyword.value} too early` });
  const edits = [removeBrace(close)];
  return {
    at: token,
    message,
    related,
    fix: { title: `Remove the "}" that closes ${keyword.value} too early`, safety: "unsafe", edits },
  };
}

/** With its line where nothing else is on it. */
function removeBrace(token: Token): AnchorEdit {
  const line = removeLine(token);
  const isAlone = line.at.source.text.slice(line.at.start, line.at.end).trim() === "}";
  return isAlone ? line : { at: token, text: "" };
}

function unclosedBlock(
  { statement, before }: Problem,
  closings: ReadonlyMap<Statement, AnchorEdit>,
  files: readonly SyntaxFile[],
): Finding {
  const name = statement.keyword?.value ?? "{";
  const edit = closings.get(statement);
  const next = before && (usedAt(before, files) ?? before);
  const related = next === undefined ? [] : [{ at: next, message: `"}" of ${name} belongs before this line` }];
  const fix: FindingFix | undefined = edit && { title: 'Insert the missing "}"', safety: "unsafe", edits: [edit] };
  return {
    at: statement.keyword ?? statement.token,
    message: `missing "}" for ${name}`,
    related,
    ...(fix && { fix }),
  };
}

type BracePlace = Anchor & { readonly source: SourceFile };

/** Where a file makes keepalived read a token: at the use of a definition, at the token itself where it is written. */
function usedAt(token: Token, files: readonly SyntaxFile[]): BracePlace | undefined {
  const word = token.words[0] ?? token;
  const written = token.source.locate(word.start, word.end);
  const { path, start, end } = written.via.findLast(({ message }) => message === "used here") ?? written;
  const source = files.find((file) => file.source.path === path)?.source;
  return source && { source, start, end };
}

/** The brace of each block; where blocks inside it end at the same place, theirs come before it. */
function closingBraces(problems: readonly Problem[], files: readonly SyntaxFile[]): ReadonlyMap<Statement, AnchorEdit> {
  const edits = new Map<Statement, AnchorEdit>();
  const inner = new Map<string, string>();
  const unclosed = problems.flatMap(({ kind, statement, before }) => {
    const head = kind === "stray-close" ? undefined : usedAt(statement.token, files);
    return head === undefined ? [] : [{ statement, head, before }];
  });
  // Blocks inside come later in the text.
  for (const { statement, head, before } of unclosed.toSorted((a, b) => b.head.start - a.head.start)) {
    const next = before && usedAt(before, files);
    if (before !== undefined && next === undefined) continue;
    const { at, text } = closingBrace(head, next);
    const place = JSON.stringify([at.source.path, at.start]);
    const braces = inner.has(place) ? `${inner.get(place)}${text.replace(/^\r?\n/, "")}` : text;
    inner.set(place, braces);
    edits.set(statement, { at, text: braces });
  }
  return edits;
}

/** On a line of its own before what does not belong to the block, indented like the block's first line. */
function closingBrace(head: BracePlace, next: BracePlace | undefined): AnchorEdit & { readonly at: BracePlace } {
  const indent = /[ \t]*$/.exec(head.source.text.slice(0, head.start))?.[0] ?? "";
  const { source } = next ?? head;
  const { text } = source;
  const line = next === undefined ? text.length : text.lastIndexOf("\n", next.start - 1) + 1;
  // Before the comments of what follows, and the empty lines that separate it.
  const at = startOfBlankLines(text, (next && startWithComments(text, line)) ?? line);
  const newline = newlineOf(text);
  const separator = at > 0 && text[at - 1] !== "\n" ? newline : "";
  return { at: { source, start: at, end: at }, text: `${separator}${indent}}${newline}` };
}

/** A condition or a sequence applies to all that follows on its line. */
function hasPrefixedBrace({ tokens }: SyntaxFile): boolean {
  let isPrefixed = false;
  for (const { isFirst, prefixes, image } of tokens) {
    isPrefixed = prefixes.length > 0 || (isPrefixed && !isFirst);
    if (isPrefixed && /[{}]$/.test(image)) return true;
  }
  return false;
}
