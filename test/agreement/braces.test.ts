/**
 * Takes one brace out of sound texts and compares what kalint and keepalived complain of first; then puts the brace
 * where the unsafe fix does, and asks keepalived again. The texts are the sound examples of the rules, and real
 * configurations where KALINT_CORPUS is set; as they are written, and without indentation.
 */
import fc from "fast-check";
import { expect, it, type TestContext } from "vitest";
import { type Token, tokens } from "../../grammar/index.js";
import { fixRun } from "../../src/lint/fix-run.js";
import { type RunOptions, type RunResult, run } from "../../src/lint/run.js";
import { documentedRules, rules } from "../../src/rules/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { decode } from "../../src/workspace/bytes.js";
import { corpusFiles } from "../support/corpus.js";
import { type Answer, keepalivedVersion, needKeepalived } from "../support/keepalived.js";
import { askMany, type Program } from "../support/keepalived-many.js";
import { readMachine } from "./recorded.js";

/** Rules that name a brace. */
const ABOUT_BRACES = new Set(["unbalanced-brace", "missing-block", "unexpected-block"]);

/** Larger files take long and show no more. */
const MAX_LENGTH = 10_000;

/** Texts from which one brace is taken. */
const EXAMPLES = 60;
const REAL = 200;

/** Texts that leave open where the brace belongs, or in which kalint offers no fix; one more fails. */
const MAX_UNDECIDED = 4;

const PATH = "/keepalived.conf";

interface Text {
  readonly name: string;
  readonly text: string;
}

/** A text that lacks a brace, and where it was. */
interface Broken extends Text {
  readonly brace: "{" | "}";
  readonly at: number;
}

const examples = (): readonly Text[] =>
  documentedRules.flatMap(({ name, examples: { good } }) =>
    typeof good === "string"
      ? [{ name, text: good }]
      : Object.entries(good).map(([file, text]) => ({ name: `${name}/${file}`, text })),
  );

const real = (context: TestContext): readonly Text[] =>
  corpusFiles(context, "plain", "clusters").map(({ name, bytes }) => ({ name, text: decode(bytes) }));

it.for([
  ["examples", EXAMPLES, examples],
  ["real configurations", REAL, real],
] as const)(
  "says which brace is missing in %s, or where keepalived complains first, and puts it where keepalived takes it",
  { timeout: 900_000 },
  async ([, count, texts], context) => {
    needKeepalived(context);
    const broken = fc.sample(fc.shuffledSubarray([...(await brokenTexts(texts(context)))]), 1).flat();
    const chosen = broken.slice(0, count);
    const results = chosen.map(({ text }) => lint(text));
    const before = await ask(chosen);
    const fixed = chosen.map((one) => ({ ...one, text: withFixes(one.text) }));
    const after = await ask(fixed);
    const faults = chosen.flatMap((one, index) =>
      faultsOf(one, results[index] as RunResult, before[index] as Answer, after[index] as Answer),
    );
    expect(faults.filter(({ isUndecided }) => !isUndecided)).toEqual([]);
    expect(faults.length).toBeLessThanOrEqual(MAX_UNDECIDED);
  },
);

const machine = readMachine();

const program: Program = { release: keepalivedVersion(), command: ["keepalived"] };

const options: RunOptions = {
  rules,
  severityOf: ({ isOptIn, severity }) => (isOptIn === true ? "off" : severity),
  target: program.release,
  configIds: ["test-id"],
};

const lint = (text: string): RunResult => run([{ path: PATH, text }], options);

const withFixes = (text: string): string =>
  fixRun([{ path: PATH, text }], options, "unsafe").changed.get(PATH)?.after ?? text;

const ask = (texts: readonly Text[]): Promise<readonly Answer[]> =>
  askMany(
    texts.map(({ text }) => text),
    program,
  );

/** What keepalived says of the text, not of the machine. */
const complaints = ({ messages }: Answer) => messages.filter(({ text }) => text !== "" && !machine.said(text));

const errorsOf = ({ diagnostics }: RunResult) => diagnostics.filter(({ severity }) => severity === "error");

/** Each text of which neither has anything to say, without each of its braces. */
async function brokenTexts(texts: readonly Text[]): Promise<readonly Broken[]> {
  const small = texts.filter(({ text }) => text.length < MAX_LENGTH && bracesOf(text).length > 0);
  const clean = small.filter(({ text }) => errorsOf(lint(text)).length === 0);
  const answers = await ask(clean);
  const sound = clean.filter((_, index) => complaints(answers[index] as Answer).length === 0);
  return sound.flatMap((text) => [text, withoutIndentation(text)]).flatMap(withoutEachBrace);
}

const withoutIndentation = ({ name, text }: Text): Text => ({
  name: `${name} without indentation`,
  text: text.replace(/^[ \t]+/gm, ""),
});

const withoutEachBrace = ({ name, text }: Text): readonly Broken[] =>
  bracesOf(text).map(({ start, image }) => ({
    name,
    brace: image as Broken["brace"],
    at: start,
    text: text.slice(0, start) + text.slice(start + 1),
  }));

const bracesOf = (text: string): readonly Token[] =>
  parseFile(new SourceFile(PATH, text)).tokens.filter(
    ({ tokenType, image }) =>
      (tokenType === tokens.Open && image === "{") || (tokenType === tokens.Close && image === "}"),
  );

interface Fault {
  readonly name: string;
  readonly what: string;
  /** More than one place is as good as another, and kalint takes one of them or offers no fix. */
  readonly isUndecided: boolean;
}

function faultsOf({ name, brace, at, text }: Broken, result: RunResult, before: Answer, after: Answer): Fault[] {
  const source = new SourceFile(PATH, text);
  const line = source.positionAt(at).line;
  const findings = errorsOf(result).filter(({ rule }) => ABOUT_BRACES.has(rule));
  const places = findings.flatMap(({ location, related }) => [location, ...related]);
  const lines = places.map(({ start }) => source.positionAt(start).line);
  const first = Math.min(...complaints(before).flatMap((message) => message.line ?? []));
  const isEmpty = (from: number, to: number) =>
    from <= to &&
    text
      .slice(from, to)
      .replace(/[#!].*/g, "")
      .trim() === "";
  // A brace that closes is missing anywhere between what it would close and what follows.
  const isNamed =
    brace === "{"
      ? lines.includes(line) || places.some(({ end }) => isEmpty(end, at))
      : places.some(({ start }) => isEmpty(at, start));
  const isSame = first === Infinity || lines.includes(first) || lines.includes(first - 1);
  const other = errorsOf(result).filter(({ rule }) => !ABOUT_BRACES.has(rule));
  const left = complaints(after);
  const isFixed = findings.some(({ fix }) => fix !== undefined);
  const fault = (what: string, isUndecided: boolean): Fault => ({
    name: `${name}: ${brace} of line ${line}`,
    what,
    isUndecided,
  });
  return [
    ...(isNamed || isSame ? [] : [fault(`kalint: line ${lines.join(", ")}; keepalived: line ${first}`, false)]),
    ...other.slice(0, 1).map(({ message }) => fault(`kalint: ${message}`, false)),
    ...left.slice(0, 1).map((message) => fault(`after the fix, ${message.line ?? ""} ${message.text}`, !isFixed)),
  ];
}
