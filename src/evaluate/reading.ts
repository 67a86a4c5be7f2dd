import { headAt, type Place, type Token, tokenizePiece } from "../../grammar/index.js";
import { decommentLine } from "./decomment-line.js";
import { type DefinedValue, OpenDefinition, simpleDefinition, standardDefinitions } from "./definitions.js";
import { Expansions } from "./expansions.js";
import { includeCheck } from "./includes.js";
import { type InertLine, InertLines } from "./inert-lines.js";
import { FILE_COST, KEPT_TOKENS, MAX_TOKENS, restCost, turnCost } from "./limits.js";
import { type ExpandedLine, Layouts, outermost } from "./line.js";
import type { EvaluationProblem, ProblemList } from "./problems.js";
import type { ReadingContext } from "./reading-context.js";
import type { Dialect } from "./release.js";
import { LINE_ROOM, LineCache, type ReplaceContext, type Replaced, replaceReferences } from "./replace.js";
import { BOUNDS_ROOM, Lists, parseSeq, type SequenceResult } from "./sequence.js";
import { isInert, type LineSource, type Physical, readInclude } from "./sources.js";
import { markUnknown } from "./unknown-word.js";

/** Does to the lines of a source what keepalived does (parser.c:read_line, process_stream). */
export class LineReading implements ReplaceContext {
  readonly tokens: Token[] = [];
  /** Some `${NAME}` fell apart, or would have. */
  isBroken = false;
  readonly definitions: Map<string, DefinedValue>;
  readonly dialect: Dialect;
  readonly problems: ProblemList;
  readonly #context: ReadingContext;
  readonly #source: LineSource;
  readonly #expansions = new Expansions();
  readonly #lineCache = new LineCache();
  readonly #layouts = new Layouts();
  readonly #inert = new InertLines();
  readonly #lists = new Lists();
  #pending: OpenDefinition | undefined;
  #residue: ExpandedLine | undefined;
  /** What the sequence under way repeats. */
  #repeated: ExpandedLine | undefined;
  /** The line came straight from a file, and stands in the copy as an empty one when it is an include. */
  #isCopiedInclude = false;
  /** The last line that was taken up; undefined before one is. */
  #line: ExpandedLine | undefined;
  /** Work done so far. */
  cost = 0;

  constructor(context: ReadingContext, source: LineSource) {
    this.#context = context;
    this.#source = source;
    this.dialect = context.dialect;
    this.problems = context.problems;
    this.definitions = standardDefinitions(context.dialect);
  }

  /** Reads to the end, or until the configuration gets too large. */
  run(): void {
    while (this.#step()) {
      if (this.cost <= this.#context.maxCost && this.tokens.length <= MAX_TOKENS) continue;
      this.#context.includes.isComplete = false;
      this.#context.includes.isCut = true;
      this.tokens.length = Math.min(this.tokens.length, KEPT_TOKENS);
      this.problems.add(this.#limit());
      return;
    }
    if (this.#pending !== undefined) this.#define(this.#pending, true);
  }

  /** Where reading ends: the line under way, and the value that led to it. */
  #limit(): EvaluationProblem {
    const line = this.#line;
    const { path } = this.#source;
    if (line === undefined) return { kind: "limit", name: undefined, place: { path, start: 0, end: 0, via: [] } };
    const name = outermost(line.within)?.definition.name;
    return { kind: "limit", name, place: line.locate(0, line.text.length) };
  }

  spend(cost: number): void {
    this.cost += cost;
  }

  #step(): boolean {
    this.cost++;
    this.#isCopiedInclude = false;
    const made = this.#nextMade();
    if (made !== undefined) {
      this.#take(made);
      return true;
    }
    const physical = this.#source.next(this.#pending !== undefined);
    if (physical === undefined) return false;
    if (physical.kind === "plain") this.#emitPlain(physical);
    else if (physical.kind === "empty") this.#endPending(true);
    else {
      this.#isCopiedInclude = physical.isInclude;
      this.#take(physical.line);
    }
    return true;
  }

  /** The next line that does not come from a file: rest of a line, turn of a sequence, line of a value. */
  #nextMade(): ExpandedLine | undefined {
    const residue = this.#residue;
    if (residue !== undefined) {
      this.#residue = undefined;
      this.cost += restCost(residue.text);
      return residue;
    }
    const turn = this.#expansions.nextTurn();
    if (turn === undefined) return this.#expansions.nextLine();
    const { names, rest, via } = turn.sequence;
    this.cost += turnCost(rest.text);
    this.#repeated = rest;
    names.forEach((name, index) => {
      this.definitions.set(name, simpleDefinition(name, turn.values[index] ?? "", via));
    });
    return rest;
  }

  #take(line: ExpandedLine): void {
    this.#line = line;
    const pending = this.#pending;
    if (pending !== undefined) {
      pending.append(line);
      if (!pending.isOpen) this.#endPending(false);
      return;
    }
    const inert = this.#inert.get(line);
    if (inert !== undefined) this.#emitAgain(inert);
    else if (line.text !== "") this.#logical(line);
  }

  #endPending(endedEarly: boolean): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) this.#define(pending, endedEarly);
  }

  #define(open: OpenDefinition, endedEarly: boolean): void {
    this.definitions.set(open.name, open.finish(endedEarly));
  }

  /** One logical line: condition, definition, sequence, replacement, include, words; in this order. */
  #logical(taken: ExpandedLine): void {
    let line: ExpandedLine | undefined = taken;
    let replaced: Replaced | undefined;
    for (let turn = 0; ; turn++) {
      const isMade = turn > 0 && line.text.startsWith("@");
      line = this.#condition(line);
      if (isMade && line !== undefined && this.dialect.breaksMadeConditions)
        this.problems.add({ kind: "made-condition", place: taken.locate(0, taken.text.length) });
      if (line === undefined || this.#isDefinition(line) || this.#isSequence(line)) return;
      if (line.text.startsWith("~") || !line.text.includes("$")) break;
      replaced = replaceReferences(this, line, LINE_ROOM);
      line = replaced.line;
      if (!replaced.isChanged) break;
      line = decommentLine(line, this.dialect);
      // Up to 2.3 the line is looked at anew; the bound is for values that lead to themselves.
      if (this.dialect.isModern || turn > 100 || !/^@|\$/.test(line.text)) break;
    }
    if (line.text === "" || this.#isInclude(line)) return;
    this.#emit(line, replaced, line === taken);
  }

  /** Takes `@id` off, or gives undefined when the line does not count. */
  #condition(line: ExpandedLine): ExpandedLine | undefined {
    const match = /^@(\^?)([^ \t]*)/.exec(line.text);
    if (match === null) return line;
    const [whole, negation, id] = match;
    if (whole.length === line.text.length) return undefined;
    const { configId } = this.#context;
    const isSame = configId !== "" && id === configId;
    if (isSame === (negation === "^")) return undefined;
    const rest = line.text.slice(whole.length).replace(/^[ \t]+/, "");
    return line.slice(line.text.length - rest.length, line.text.length);
  }

  #isDefinition(line: ExpandedLine): boolean {
    const { text } = line;
    const head = text.startsWith("$") ? headAt(text, 0, text.length) : undefined;
    if (head === undefined) return false;
    const { length } = text;
    const value = length - text.slice(head.end).replace(/^[ \t]+/, "").length;
    const open = new OpenDefinition(head.name, line.slice(value, length), line.locate(0, length));
    if (open.isOpen) this.#pending = open;
    else this.#define(open, false);
    return true;
  }

  #isSequence(line: ExpandedLine): boolean {
    const keyword = line.text.slice(0, 4);
    if (keyword !== "~SEQ" && keyword !== "~LST") return false;
    const isReported = this.#lists.has(line);
    const result = keyword === "~LST" ? this.#lists.read(line) : this.#parseSeq(line);
    if ("sequence" in result) this.#expansions.startSequence(result.sequence);
    else if (!isReported) this.#refuseSequence(line, keyword, result);
    return true;
  }

  #refuseSequence(line: ExpandedLine, keyword: string, result: Exclude<SequenceResult, { sequence: unknown }>): void {
    const place = line.locate(0, line.text.length);
    if ("refused" in result) return this.problems.add({ kind: "bad-sequence", keyword, detail: result.refused, place });
    this.#context.includes.isComplete = false;
    this.problems.add({ kind: "limit", name: undefined, place });
  }

  #parseSeq(line: ExpandedLine): SequenceResult {
    return parseSeq(line, (bounds) => {
      const context: ReplaceContext = {
        definitions: this.definitions,
        dialect: this.dialect,
        problems: this.problems,
        spend: (cost) => this.spend(cost),
        builtinValue: (definition, parameters) => this.builtinValue(definition, parameters),
        linesFor: (definition, at, start, end) => this.linesFor(definition, at, start, end),
        // A value over several lines is the last word of a line, and here a parenthesis comes after it.
        startLines: () => undefined,
      };
      return replaceReferences(context, bounds, BOUNDS_ROOM).line.text;
    });
  }

  #isInclude(line: ExpandedLine): boolean {
    const include = readInclude(line.text);
    if (include === undefined) return false;
    const { pattern, keyword, offset } = include;
    const place: Place = line.locate(offset, line.text.length);
    if (!this.#isCopiedInclude) {
      this.#source.differs = true;
      if (this.dialect.hasCopy) this.problems.add({ kind: "include-read-twice", pattern, place });
    }
    const { path: from, openPaths: open, check } = this.#source;
    const files = this.#context.includes.open({ keyword, pattern, from, place, open, check });
    this.spend(files.length * FILE_COST);
    this.#source.open(files);
    return true;
  }

  #emit(made: ExpandedLine, replaced: Replaced | undefined, isAsTaken: boolean): void {
    const line = replaced === undefined ? made : this.#layouts.share(made);
    const isBroken = replaced?.isBroken ?? line.text.includes("${");
    if (isBroken) this.isBroken = true;
    const keeps = this.#context.keepsReferences || !isBroken;
    const from = this.tokens.length;
    let residue: ExpandedLine | undefined;
    let at = 0;
    do {
      const { token, rest } = tokenizePiece(line, at, keeps);
      if (token !== undefined) this.#push(token, token.words.length);
      at = rest;
      if (at < line.text.length && !isInert(line.text, at)) residue = line.slice(at, line.text.length);
    } while (at < line.text.length && residue === undefined);
    this.#residue = residue;
    if (isAsTaken && (line.within !== undefined || line === this.#repeated))
      this.#inert.keep(line, this.tokens.slice(from), residue);
  }

  #emitAgain({ tokens, residue, costsWords }: InertLine): void {
    for (const token of tokens) this.#push(token, costsWords ? token.words.length : 0);
    this.#residue = residue;
  }

  #emitPlain({ tree, from, to }: Extract<Physical, { kind: "plain" }>): void {
    const isRoot = tree === this.#context.includes.files[0];
    for (let index = from; index < to; index++) {
      const token = tree.tokens[index];
      if (token === undefined) continue;
      this.#push(token, 0);
      // The tokens of the root exist already, however many they are.
      if (isRoot) this.cost -= 3;
    }
  }

  #push(token: Token, newWords: number): void {
    this.cost += 2 + newWords;
    const marked = newWords > 0 && token.words.some((word) => word.text.includes("$")) ? markUnknown(token) : token;
    this.tokens.push(marked);
    const [keyword] = token.words;
    if (keyword !== undefined && keyword.end - keyword.start === 13 && keyword.value === "include_check") {
      this.#source.check = includeCheck(
        token.words.slice(1).map((word) => word.value),
        this.#source.check,
      );
    }
    const { trace } = this.#context;
    if (trace === undefined) return;
    const { path, lineNumber } = this.#source.label;
    trace(marked, path, lineNumber);
  }

  /** For replaceReferences. */
  builtinValue(definition: DefinedValue, parameters: readonly string[]): string | undefined {
    return this.#context.builtinValue(definition.name, parameters, this.#source.path);
  }

  startLines(lines: readonly ExpandedLine[]): void {
    this.#expansions.startLines(lines);
  }

  linesFor(definition: DefinedValue, line: ExpandedLine, start: number, end: number): readonly ExpandedLine[] {
    return this.#lineCache.linesFor(definition, line, start, end);
  }
}
