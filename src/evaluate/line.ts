import type { Place, SourceText, Via } from "../../grammar/index.js";

/** What one hand wrote: a line of a file, or a line of a definition's value as one use shows it. */
export interface Origin {
  readonly source: SourceText;
  /** What stands between the source and here, nearest first. */
  readonly via: readonly Via[];
}

/** A stretch of an evaluated line that comes from one place. It runs to the next stretch. */
export interface Run {
  readonly at: number;
  readonly origin: Origin;
  readonly start: number;
  /** -1: the text stands there as it is. Else: it replaced what stands from `start` to `end`. */
  readonly end: number;
  /** Definitions the replacement went through. */
  readonly via: readonly Via[];
}

/** Definitions over several lines that a line came out of, innermost first. */
export interface Within {
  readonly definition: { readonly name: string };
  readonly outer: Within | undefined;
}

/** The definition that all others were used in. */
export function outermost(within: Within | undefined): Within | undefined {
  let step = within;
  while (step?.outer !== undefined) step = step.outer;
  return step;
}

export const NO_VIA: readonly Via[] = [];

/** Steps that a place keeps; values that are nested deeper lose the farthest. */
const MAX_VIA = 12;

/** Two ways, one after the other. */
export function joinVia(near: readonly Via[], far: readonly Via[]): readonly Via[] {
  if (far.length === 0 || near.length >= MAX_VIA) return near;
  return near.length === 0 && far.length <= MAX_VIA ? far : [...near, ...far].slice(0, MAX_VIA);
}

/** A line on its way through evaluation; knows where each of its characters was written. */
export class ExpandedLine implements SourceText {
  readonly text: string;
  /** Never empty. */
  readonly runs: readonly Run[];
  readonly within: Within | undefined;

  constructor(text: string, runs: readonly Run[], within: Within | undefined) {
    this.text = text;
    this.runs = runs;
    this.within = within;
  }

  /** The tightest written place of `text[start, end)`: of a word that holds a replacement, all that was written for it. */
  locate(start: number, end: number): Place {
    const last = this.#runAt(Math.max(start, end - 1));
    let index = this.#runAt(start);
    const first = this.runs[index];
    if (first === undefined) throw new Error("a line without runs");
    if (index === last && first.via.length < 2) return this.#locateIn(first, start, end);
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    const via = new Set<Via>();
    for (; index <= last; index++) {
      const run = this.runs[index];
      if (run === undefined || run.origin !== first.origin) break;
      const nextAt = this.runs[index + 1]?.at ?? this.text.length;
      const isWritten = run.end < 0;
      from = Math.min(from, isWritten ? run.start + Math.max(0, start - run.at) : run.start);
      to = Math.max(to, isWritten ? run.start + Math.min(end, nextAt) - run.at : run.end);
      for (const step of run.via) via.add(step);
    }
    const place = first.origin.source.locate(from, Math.max(from, to));
    return { ...place, via: [...via, ...first.origin.via, ...place.via] };
  }

  /** The place of what comes from one stretch, as nearly all words do. */
  #locateIn({ at, origin, start: from, end: to, via }: Run, start: number, end: number): Place {
    const first = to < 0 ? from + Math.max(0, start - at) : from;
    const place = origin.source.locate(first, Math.max(first, to < 0 ? from + end - at : to));
    const near = via.length === 0 ? origin.via : origin.via.length === 0 ? via : [...via, ...origin.via];
    if (near.length === 0) return place;
    return { ...place, via: place.via.length === 0 ? near : [...near, ...place.via] };
  }

  /** Whether `text[start, end)` stands in the file as it is, not made by a definition or sequence. */
  isWritten(start: number, end: number): boolean {
    const index = this.#runAt(start);
    const run = this.runs[index];
    const nextAt = this.runs[index + 1]?.at ?? this.text.length;
    return run !== undefined && run.end < 0 && end <= nextAt;
  }

  /** A part of the line as a line of its own. */
  slice(start: number, end: number): ExpandedLine {
    return new ExpandedLine(this.text.slice(start, end), this.runsOf(start, end, 0), this.within);
  }

  /** The runs of `text[start, end)`, moved so that they begin at `at`. */
  runsOf(start: number, end: number, at: number): Run[] {
    const runs: Run[] = [];
    this.addRuns(runs, start, end, at);
    return runs;
  }

  /** Puts the runs of `text[start, end)` behind `runs`, moved so that they begin at `at`. */
  addRuns(runs: Run[], start: number, end: number, at: number): void {
    const { runs: own } = this;
    const first = this.#runAt(start);
    for (let index = first; index < own.length; index++) {
      const run = own[index];
      if (run === undefined || (run.at >= end && index > first)) break;
      const skipped = Math.max(0, start - run.at);
      runs.push(skipped === 0 && start === at ? run : moved(run, skipped, at - start));
    }
  }

  /** The line without the characters that `offsets` leaves out; `offsets` is in order. */
  pick(offsets: readonly number[]): ExpandedLine {
    const runs: Run[] = [];
    let text = "";
    for (let i = 0; i < offsets.length; ) {
      const start = offsets[i] ?? 0;
      let end = start + 1;
      i++;
      while (offsets[i] === end) {
        end++;
        i++;
      }
      runs.push(...this.runsOf(start, end, text.length));
      text += this.text.slice(start, end);
    }
    return runs.length === 0 ? this.slice(0, 0) : new ExpandedLine(text, runs, this.within);
  }

  /** The stretch that holds the character at `at`. */
  runAt(at: number): Run {
    const run = this.runs[this.#runAt(at)];
    if (run === undefined) throw new Error("a line without runs");
    return run;
  }

  #runAt(at: number): number {
    let index = this.runs.length - 1;
    while (index > 0 && (this.runs[index]?.at ?? 0) > at) index--;
    return index;
  }
}

const moved = ({ at, origin, start, end, via }: Run, skipped: number, by: number): Run => ({
  at: at + skipped + by,
  origin,
  start: end < 0 ? start + skipped : start,
  end,
  via,
});

/** A line that is in a text from `start` to `end`. */
export function writtenLine(source: SourceText, start: number, end: number): ExpandedLine {
  const origin: Origin = { source, via: NO_VIA };
  return new ExpandedLine(source.text.slice(start, end), [{ at: 0, origin, start, end: -1, via: NO_VIA }], undefined);
}

/** Layouts that are kept for each origin, and origins for which some are kept. */
const RECENT = 16;
const MAX_ORIGINS = 500;

/** Lets lines that were made in the same way share their runs: a block that is used 65,000 times has few layouts. */
export class Layouts {
  readonly #recent = new Map<Origin, (readonly Run[])[]>();

  /** The line, with the runs of an earlier one where they are equal. */
  share(line: ExpandedLine): ExpandedLine {
    const { runs } = line;
    const origin = runs[0]?.origin;
    if (origin === undefined || runs.length === 1) return line;
    const recent = this.#recent.get(origin) ?? [];
    const known = recent.find((layout) => sameRuns(layout, runs));
    if (known !== undefined) return new ExpandedLine(line.text, known, line.within);
    recent.unshift(runs);
    if (recent.length > RECENT) recent.pop();
    if (this.#recent.size > MAX_ORIGINS) this.#recent.clear();
    this.#recent.set(origin, recent);
    return line;
  }
}

function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return a.length === b.length && a.every((run, index) => sameRun(run, b[index]));
}

const sameRun = (a: Run, b: Run | undefined): boolean =>
  b !== undefined &&
  a.at === b.at &&
  a.start === b.start &&
  a.end === b.end &&
  a.origin === b.origin &&
  a.via === b.via;
