import type { Diagnostic, Fix, RelatedLocation } from "../diagnostics/diagnostic.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { findTemplate } from "../template/find-mark.js";
import { MARK, withTags } from "../template/placeholder.js";
import { closedAtEnd, guessedReadings, type Reading, readingsOf } from "../template/readings.js";
import type { Section } from "../template/sections.js";
import type { ChosenLanguage } from "../template/tag.js";
import { macrosIn, readTemplate, type Template, tagAt } from "../template/template.js";
import { groupBy } from "../text/group-by.js";
import { SourceFile } from "../text/source-file.js";
import type { Span } from "../text/span.js";
import type { Root } from "./plan.js";
import type { RunOptions, TemplateJudge } from "./run.js";
import { applySuppressions } from "./suppressions.js";
import { type BrokenBranch, brokenBranches, inBrokenBranch } from "./template-braces.js";
import { inJoinedLine, isOfAnsible } from "./template-joins.js";
import { branchOf, type Candidate, holds, isSpeculative, type JudgedTemplate, needOf } from "./template-needs.js";
import { choicesByNode, compareNodes } from "./template-nodes.js";
import { isFragment, isInside, openAtEnd, readTree, type View, viewOf } from "./template-views.js";

/** Judges a template without rendering it: each way through its branches is read, and what holds in all of them is said. */
export const judgeTemplate: TemplateJudge = (root, language, options) => {
  const template = readTemplate(root.text, language);
  const views = viewsOf(template, root, options);
  const macros = macrosIn(template).slice(0, MOST_MACRO_TEXT / (root.text.length + 1));
  const all = [views, ...macros.map((macro) => viewsOf(macro, root, options))];
  const findings = [
    ...all.flatMap((one) => findingsOf(one, options)),
    ...views.broken,
    ...compareNodes(template, root, views.isPart, options).flatMap((one) => withoutFix(one, template) ?? []),
  ];
  const known = all.flatMap((one) => one.known);
  return { findings: withoutSuppressed(onceEach(findings), known, root, options), holes: holesOf(template) };
};

/** Characters that are read for macros: for each the whole template, of which the rest is empty. */
const MOST_MACRO_TEXT = 1_000_000;

function findingsOf(views: Views, options: RunOptions): Diagnostic[] {
  const { template, known, guessed, isPart } = views;
  const judged = judgedOf(template, known, isPart);
  const found = [
    ...candidatesIn(known, options).filter((one) => holds(one, judged)),
    ...candidatesIn(guessed, options).filter((one) => isAboutGuess(one) && holds(one, judged)),
  ];
  return [...found.flatMap((one) => diagnosticOf(one, judged) ?? []), ...joinedFindings(views, options)];
}

/** What is so only where Ansible joins lines. */
function joinedFindings({ template, known, isPart }: Views, options: RunOptions): Diagnostic[] {
  const joining = known.filter(({ reading }) => reading.joinsLines);
  if (joining.length === 0 || !isOfAnsible(template)) return [];
  const judged = judgedOf(template, joining, isPart);
  const others = known.filter(({ reading }) => !reading.joinsLines).flatMap(({ found }) => found.map(keyOf));
  const isOther = new Set(others);
  return candidatesIn(joining, options)
    .filter((one) => !isOther.has(keyOf(one.finding)) && holds(one, judged))
    .flatMap((one) => diagnosticOf(one, judged) ?? [])
    .flatMap((one) => inJoinedLine(one, template) ?? []);
}

const keyOf = ({ rule, location: { start, end } }: Diagnostic): string => `${rule} ${start} ${end}`;

const holesOf = ({ tags }: Template): number => tags.filter(({ kind }) => kind === "output").length;

/** How many values of a text are not known, because a template puts them in. */
export function holesIn({ path, text }: Root, chosen: ChosenLanguage | undefined): number {
  const mark = findTemplate(text, path, chosen);
  return mark === undefined ? 0 : holesOf(readTemplate(text, mark.language));
}

/** What was read of a template, or of a macro. */
interface Views {
  readonly template: Template;
  readonly known: readonly View[];
  readonly guessed: readonly View[];
  /** Other templates, or outputs, put out more of the configuration. */
  readonly isPart: boolean;
  /** What is wrong with the braces of branches with which no way balances. */
  readonly broken: readonly Diagnostic[];
}

function viewsOf(template: Template, root: Root, options: RunOptions): Views {
  const written = new SourceFile(root.path, root.text);
  const read = (readings: ReturnType<typeof readingsOf>) =>
    readings.map((reading) => ({ reading, tree: readTree(written, reading) }));
  const all = read(readingsOf(template));
  const isPart =
    template.stray !== undefined ||
    isMacro(template) ||
    isFragment(
      root.path,
      all.map(({ tree }) => tree),
    );
  const balanced = all.filter(({ tree }) => openAtEnd(tree) === 0);
  // Ways whose braces do not match are no ways that anybody takes, unless none does: then another template closes them.
  const known = balanced.length > 0 ? balanced : isPart ? read(all.map(closed)) : all;
  const view = ({ reading, tree }: (typeof all)[number]) =>
    viewOf(tree, reading, root, isPart, { ...options, reader: undefined, onProgress: undefined });
  const guessed = read(
    guessedReadings(
      template,
      known.slice(0, 2).map(({ reading }) => reading),
    ),
  );
  const broken = isPart ? [] : brokenBranches(template, all).flatMap((one) => aboutBraces(one, view(one), template));
  return { template, known: known.map(view), guessed: guessed.map(view), isPart, broken };
}

const aboutBraces = (broken: BrokenBranch, { found }: View, template: Template): Diagnostic[] =>
  found
    .filter(({ rule }) => rule === "unbalanced-brace")
    .flatMap((finding) => inBrokenBranch(finding, broken, template) ?? []);

/** What is around it is not known. */
const isMacro = ({ part, text }: Template): boolean => part.end - part.start < text.length;

const closed = ({ reading, tree }: { readonly reading: Reading; readonly tree: SyntaxFile }): Reading =>
  closedAtEnd(reading, openAtEnd(tree) ?? 0);

function judgedOf(template: Template, views: readonly View[], isPart: boolean): JudgedTemplate {
  const inside = isInside(views.map(({ tree }) => tree));
  return {
    template,
    views,
    isPart,
    loops: loopsIn(template.sections),
    byNode: choicesByNode(template),
    isInside: inside,
    isEntry: isMacro(template) && inside,
  };
}

const loopsIn = (sections: readonly Section[]): Span[] =>
  sections.flatMap((section) => [
    ...(section.kind === "loop" ? [section] : []),
    ...section.branches.flatMap((branch) => loopsIn(branch.sections)),
  ]);

/** What was found in several views is one candidate. */
function candidatesIn(views: readonly View[], { rules }: RunOptions): Candidate[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const found = views.flatMap((view) => view.found.map((finding) => ({ view, finding })));
  const groups = groupBy(found, ({ finding }) => keyOf(finding));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const need = needOf(byName.get(first.finding.rule));
    return { finding: first.finding, need, views: group.map(({ view }) => view) };
  });
}

/** With a word that an output may put out nothing else is judged than that word. */
const isAboutGuess = ({ finding: { location }, need, views: [view] }: Candidate): boolean =>
  need === "words" &&
  view?.reading.guesses.some(({ start, end }) => start <= location.start && location.end <= end) === true;

/** The finding as it is shown; undefined: its text would name what nobody wrote. */
function diagnosticOf(candidate: Candidate, judged: JudgedTemplate): Diagnostic | undefined {
  const { template } = judged;
  const { fix, ...finding } = candidate.finding;
  const written = (text: string) => withTags(text, template.tags, template.text);
  const message = written(finding.message);
  const help = finding.help === undefined ? undefined : written(finding.help);
  const related = finding.related.map((one) => ({ ...one, message: written(one.message) ?? "" }));
  if (message === undefined || related.some((one) => one.message === "")) return undefined;
  const branch = branchOf(candidate, judged);
  const severity = isSpeculative(candidate, judged) ? "info" : finding.severity;
  const kept = fix !== undefined && isSafeInTemplate(fix, candidate, judged) ? { fix } : {};
  const { help: _, ...rest } = finding;
  return {
    ...rest,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    related: branch === undefined ? related : [...related, branchPlace(finding.location.file, branch)],
    ...kept,
  };
}

/** What differs between nodes is not known well enough to change it. */
function withoutFix({ fix, ...finding }: Diagnostic, { tags, text }: Template): Diagnostic | undefined {
  const message = withTags(finding.message, tags, text);
  const isWritten = [finding.location, ...finding.related].every((place) => outputAt(tags, place) === undefined);
  return message === undefined || !isWritten ? undefined : { ...finding, message };
}

/** A place may hold a word that an output may put out, but no other output. */
const outputAt = (tags: Template["tags"], place: Span) =>
  tags.find(({ kind, start, end }) => kind === "output" && place.start <= start && end <= place.end);

const branchPlace = (file: string, { start, end }: Span): RelatedLocation => ({
  file,
  start,
  end,
  message: "only where this branch is taken",
});

/** A fix touches no tag, and its finding holds wherever its place is put out. */
function isSafeInTemplate(
  { edits }: Fix,
  { views, need }: Candidate,
  { template, views: all }: JudgedTemplate,
): boolean {
  if (need !== "words" && views.length < all.length) return false;
  return edits.every((edit) => tagAt(template.tags, edit) === undefined && !edit.text.includes(MARK));
}

/** One place has one finding of a rule, also where a guess says the same. */
const onceEach = (findings: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(findings.toReversed().map((one) => [keyOf(one), one])).values(),
];

function withoutSuppressed(
  findings: readonly Diagnostic[],
  views: readonly View[],
  { path, text }: Root,
  { rules }: RunOptions,
): readonly Diagnostic[] {
  const all = views.flatMap(({ suppressions }) => suppressions);
  const once = [...new Map(all.map((one) => [one.start, one])).values()];
  const source = new SourceFile(path, text);
  return applySuppressions(findings, once, () => source, new Set(rules.map(({ name }) => name)));
}
