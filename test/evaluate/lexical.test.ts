import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Token, tokens as types } from "../../grammar/index.js";
import { type EvaluateOptions, evaluate } from "../../src/evaluate/index.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { caseReader, type LexicalCase, type Line, lexicalCases, linesSeen } from "./lexical-cases.js";

const RELEASES = ["2.4.3", "2.3.3", "2.2.7"];

/** Where kalint reads on purpose otherwise than a release was seen to, with the reason; by case, or by case and release. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "def-mutual": "keepalived hangs at the first use; kalint reports the definition and goes on",
  "def-self": "keepalived hangs at the first use; kalint reports the definition and goes on",
  "include-mutual": "keepalived reads until it has no file descriptors left; kalint stops at the first return",
  "script-open-double": "keepalived crashes at this line in the later readings; kalint goes on",
  "std-random-reversed 2.2.7": "keepalived crashes where the number is made",
  "std-random-reversed 2.3.3": "keepalived crashes where the number is made",
};

const cases = lexicalCases();

describe.each(RELEASES)("lines and words as keepalived %s reads them", (release) => {
  for (const one of cases) {
    const reason = DIFFERENT[one.name] ?? DIFFERENT[`${one.name} ${release}`];
    const title = reason === undefined ? one.name : `${one.name} differs: ${reason}`;
    test(title, () => {
      const read = readCase(one, release);
      const seen = { first: linesSeen(one, "first", release), later: linesSeen(one, "later", release) };
      const result = one.isCut ? cut(read, seen) : read;
      if (reason === undefined) expect(result).toEqual(seen);
      else expect(result).not.toEqual(seen);
    });
  }
});

type Readings = { first: Line[]; later: Line[] };

/** The lines of both readings; also holds `evaluate` to giving the same words as it traces, also without a trace. */
function readCase(one: LexicalCase, release: string): Readings {
  const root = `/FOLDER/${one.name}.conf`;
  const lines: Readings = { first: [], later: [] };
  const traced: { first: Token[]; later: Token[] } = { first: [], later: [] };
  const options: EvaluateOptions = {
    configId: one.configId,
    target: release,
    reader: caseReader,
    builtinValue: (name, parameters, file) => {
      if (name === "_PWD") return path.posix.dirname(file).slice(1);
      return name === "_ENV" ? (one.env?.[parameters[0] ?? ""] ?? "") : undefined;
    },
    trace(reading, token, file, number) {
      traced[reading].push(token);
      const words = wordsOf(token);
      if (words.length === 0) return;
      lines[reading].push(file === root ? [number, words] : [number, words, path.posix.basename(file)]);
    },
  };
  const { trace: _, ...untraced } = options;
  for (const given of [options, untraced]) {
    const { first, later } = evaluate(parseFile(new SourceFile(root, one.text)), given);
    expect(first.map(wordsOf)).toEqual(traced.first.map(wordsOf));
    expect(later.map(wordsOf)).toEqual(traced.later.map(wordsOf));
  }
  return lines;
}

/** Words with each byte as the Latin-1 character of its number where they are no UTF-8. */
function wordsOf(token: Token): string[] {
  const values = token.tokenType === types.Words ? token.words.map((word) => word.value) : [token.image];
  return values.map((value) =>
    value.replace(/[\udc80-\udcff]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xdc00)),
  );
}

function cut(read: Readings, seen: { first: readonly Line[]; later: readonly Line[] }): Readings {
  return { first: read.first.slice(0, seen.first.length), later: read.later.slice(0, seen.later.length) };
}
