import type { CodeAction, CodeActionParams } from "vscode-languageserver";
import { applyFixes } from "../../diagnostics/apply-fixes.js";
import type { Diagnostic, FileEdit } from "../../diagnostics/diagnostic.js";
import { isInternalError } from "../../diagnostics/internal-error.js";
import { rules } from "../../rules/index.js";
import type { SourceFile } from "../../text/source-file.js";
import type { Span } from "../../text/span.js";
import { EXPLAIN_RULE, FIX_ALL } from "../capabilities.js";
import { inlined } from "../definition-values.js";
import { fixAllEdits } from "../fix-all.js";
import type { Judgement } from "../judgement.js";
import { aboutRule } from "../rule-facts.js";
import type { Session } from "../session.js";
import { workspaceEdit } from "../workspace-edit.js";

/** `textDocument/codeAction`. */
export async function codeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined) return [];
  const { source } = document;
  const judged = await session.judgement();
  const span = session.convert.span(source, range);
  const wants = (kind: string) => context.only === undefined || context.only.some((one) => isWithin(kind, one));
  const here = (judged.byFile.get(source.path) ?? []).filter(({ location }) => touches(location, span));
  const asking = { session, judged, source };
  return [
    ...(wants("quickfix") ? here.flatMap((diagnostic) => quickFixes(asking, diagnostic)) : []),
    ...(wants("quickfix") ? fixesOfKinds(asking, here) : []),
    ...(wants("quickfix") ? here.flatMap((diagnostic) => ignoring(asking, diagnostic)) : []),
    ...(wants("quickfix") ? explaining(here) : []),
    ...(wants("refactor.inline") ? await evaluating(asking, span) : []),
    ...(wants(FIX_ALL) && context.only !== undefined ? await fixAll(asking) : []),
  ];
}

interface Asking {
  readonly session: Session;
  readonly judged: Judgement;
  readonly source: SourceFile;
}

/** Kinds are trees: who wants `source` wants `source.fixAll` too. */
const isWithin = (kind: string, wanted: string): boolean => kind === wanted || kind.startsWith(`${wanted}.`);

const touches = (location: Span, span: Span): boolean => location.start <= span.end && span.start <= location.end;

function quickFixes({ session, judged }: Asking, diagnostic: Diagnostic): CodeAction[] {
  const { fix } = diagnostic;
  if (fix === undefined) return [];
  return [
    {
      title: fix.safety === "safe" ? fix.title : `${fix.title} (may change behaviour)`,
      kind: "quickfix",
      diagnostics: shownAs(session, judged, diagnostic),
      isPreferred: fix.safety === "safe",
      edit: workspaceEdit(session, fix.edits, judged.sourceOf),
    },
  ];
}

const shownAs = (session: Session, { sourceOf }: Judgement, diagnostic: Diagnostic) =>
  [session.convert.diagnostic(diagnostic, sourceOf, aboutRule(diagnostic.rule))].filter((one) => one !== undefined);

/** Where a rule has several fixes in the file, all of them at once. */
function fixesOfKinds({ session, judged, source }: Asking, here: readonly Diagnostic[]): CodeAction[] {
  const names = new Set(here.flatMap(({ rule, fix }) => (fix === undefined ? [] : rule)));
  return [...names].flatMap((rule) => {
    const all = (judged.byFile.get(source.path) ?? []).filter((one) => one.rule === rule && one.fix !== undefined);
    const { applied } = applyFixes(all, (path) => judged.sourceOf(path)?.text, "unsafe");
    if (applied.length < 2) return [];
    const edits = applied.flatMap(({ fix }) => fix?.edits ?? []);
    const edit = workspaceEdit(session, edits, judged.sourceOf);
    return [{ title: `Fix all ${applied.length} of ${rule} in this file`, kind: "quickfix", edit }];
  });
}

/** A comment above the line, with a place for the reason. */
function ignoring({ session, judged, source }: Asking, diagnostic: Diagnostic): CodeAction[] {
  if (isInternalError(diagnostic) || !aboutRule(diagnostic.rule).hasPage) return [];
  const start = source.text.lastIndexOf("\n", diagnostic.location.start - 1) + 1;
  const indent = /^[ \t]*/.exec(source.text.slice(start))?.[0] ?? "";
  const lineEnd = source.text.includes("\r\n") ? "\r\n" : "\n";
  const text = `${indent}# kalint-ignore ${diagnostic.rule}: reason${lineEnd}`;
  const edit: FileEdit = { file: source.path, start, end: start, text };
  return [
    {
      title: `Ignore ${diagnostic.rule} here, with a reason`,
      kind: "quickfix",
      diagnostics: shownAs(session, judged, diagnostic),
      edit: workspaceEdit(session, [edit], judged.sourceOf),
    },
  ];
}

function explaining(here: readonly Diagnostic[]): CodeAction[] {
  const names = [...new Set(here.map(({ rule }) => rule))].filter((name) => rules.some((rule) => rule.name === name));
  return names.map((rule) => {
    const title = `Explain ${rule}`;
    return { title, kind: "quickfix", command: { title, command: EXPLAIN_RULE, arguments: [rule] } };
  });
}

async function evaluating({ session, judged, source }: Asking, span: Span): Promise<CodeAction[]> {
  const found = await inlined(session, source, span.start);
  if (found === undefined) return [];
  const { name, value, start, end } = found;
  const edit = workspaceEdit(session, [{ file: source.path, start, end, text: value }], judged.sourceOf);
  return [{ title: `Replace $${name} with its value "${value}"`, kind: "refactor.inline", edit }];
}

async function fixAll({ session, judged, source }: Asking): Promise<CodeAction[]> {
  const edits = await fixAllEdits(session, source);
  if (edits.length === 0) return [];
  const own = edits.map((edit) => ({ file: source.path, ...edit }));
  const edit = workspaceEdit(session, own, judged.sourceOf);
  return [{ title: "Apply all safe fixes and format", kind: FIX_ALL, edit }];
}
