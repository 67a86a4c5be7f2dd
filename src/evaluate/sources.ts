import { byteLength, LINE_BYTES, scanInclude } from "../../grammar/index.js";
import type { SyntaxFile } from "../syntax/tree.js";
import { decommentLine } from "./decomment-line.js";
import { LENIENT, type Strictness } from "./includes.js";
import { type ExpandedLine, writtenLine } from "./line.js";
import { type LinePosition, nextLine, type PhysicalLine, startOf } from "./physical.js";
import type { ProblemList } from "./problems.js";
import type { Dialect } from "./release.js";

/** What comes next: tokens that evaluation cannot change, a line to evaluate, or the end of a value over several lines. */
export type Physical =
  | { readonly kind: "plain"; readonly tree: SyntaxFile; readonly from: number; readonly to: number }
  | { readonly kind: "line"; readonly line: ExpandedLine; readonly isInclude: boolean }
  | { readonly kind: "empty" };

const EMPTY: Physical = { kind: "empty" };

/** What the first reading writes into the copy: a file begins, so many of its lines, `0`: it ends. */
export type Copy = readonly (SyntaxFile | number)[];

interface Frame {
  position: LinePosition;
  /** Further files of the same include line. */
  readonly rest: SyntaxFile[];
  /** `include_check` as it held before. */
  readonly check: Strictness;
}

/** Name and line number as messages would give them. */
interface Label {
  readonly path: string;
  lineNumber: number;
}

/** Keyword and name of an include line, or undefined (parser.c:is_include, check_include). */
export function readInclude(text: string): { keyword: string; pattern: string; offset: number } | undefined {
  const head = scanInclude(text, 0, text.length);
  if (head === undefined) return undefined;
  return { keyword: text.slice(0, head.keywordEnd), pattern: text.slice(head.pattern), offset: head.pattern };
}

/** Nothing in `text` from `at` on is evaluated again. */
export function isInert(text: string, at: number): boolean {
  const first = text[at];
  if (first === "@" || first === "~" || text.startsWith("include", at)) return false;
  return text.indexOf("$", at) < 0;
}

/** Hands out the lines of the files that are open, the innermost first (parser.c:read_line). */
export class LineSource {
  /** The later readings would see something else. */
  differs = false;
  check: Strictness = LENIENT;
  readonly #written: (SyntaxFile | number)[] = [];
  readonly #frames: Frame[] = [];
  readonly #labels: Label[] = [];
  readonly #dialect: Dialect;
  readonly #problems: ProblemList;
  readonly #copy: Copy | undefined;
  #copyAt = 0;
  #copyLines = 0;
  #owedLines = 0;
  readonly #copyPositions: LinePosition[] = [];

  constructor(root: SyntaxFile, copy: Copy | undefined, dialect: Dialect, problems: ProblemList) {
    this.#dialect = dialect;
    this.#problems = problems;
    this.#copy = copy;
    if (copy === undefined) this.open([root]);
    // The copy itself lies under the files it holds.
    else this.#labels.push({ path: root.source.path, lineNumber: 0 });
  }

  /** The copy as this reading, the first, has written it. */
  get copy(): Copy {
    return this.#written;
  }

  /** Paths of the files that are being read. */
  get openPaths(): ReadonlySet<string> {
    const positions = [...this.#copyPositions, ...this.#frames.map((frame) => frame.position)];
    return new Set(positions.map((position) => position.tree.source.path));
  }

  /** The file that is being read, and the number of the line in it. */
  get path(): string {
    return this.#top?.tree.source.path ?? "";
  }

  get label(): { readonly path: string; readonly lineNumber: number } {
    const position = this.#frames.at(-1)?.position;
    if (position !== undefined) return { path: position.tree.source.path, lineNumber: position.lineNumber };
    return this.#labels.at(-1) ?? { path: "", lineNumber: 0 };
  }

  get #top(): LinePosition | undefined {
    return this.#frames.at(-1)?.position ?? this.#copyPositions.at(-1);
  }

  /** Reads these files next, one after the other, then goes on where it was. */
  open(files: readonly SyntaxFile[]): void {
    const [first, ...rest] = files;
    if (first === undefined) return;
    this.#written.push(first);
    this.#frames.push({ position: startOf(first), rest, check: this.check });
  }

  /** The next line; undefined at the end. `isPending`: a value over several lines is being read. */
  next(isPending: boolean): Physical | undefined {
    for (;;) {
      const frame = this.#frames.at(-1);
      if (frame === undefined) return this.#copy === undefined ? undefined : this.#nextOfCopy(this.#copy, isPending);
      const physical = nextLine(frame.position, this.#dialect);
      if (physical === undefined) {
        this.#endFile(frame);
        continue;
      }
      this.#record();
      const found = this.#readPhysical(frame.position, physical, isPending);
      if (found !== undefined) return found;
    }
  }

  #endFile(frame: Frame): void {
    this.#written.push(0);
    this.check = frame.check;
    const next = frame.rest.shift();
    if (next === undefined) this.#frames.pop();
    else {
      this.#written.push(next);
      frame.position = startOf(next);
    }
  }

  #record(): void {
    const last = this.#written.length - 1;
    const count = this.#written[last];
    if (typeof count === "number" && count > 0) this.#written[last] = count + 1;
    else this.#written.push(1);
  }

  #readPhysical(position: LinePosition, physical: PhysicalLine, isPending: boolean): Physical | undefined {
    const { tree } = position;
    const { source } = tree;
    const { plain, start, end, dropped } = physical;
    if (plain !== undefined && !isPending) {
      return plain.from === plain.to ? undefined : { kind: "plain", tree, ...plain };
    }
    if (dropped !== undefined) this.#problems.add({ kind: dropped, place: source.locate(start, end) });
    if (dropped !== undefined || start === end) return isPending ? EMPTY : undefined;
    const line = decommentLine(writtenLine(source, start, end), this.#dialect);
    const isInclude = readInclude(line.text) !== undefined;
    if (isPending && (line.text === "" || isInclude)) this.differs = true;
    // The copy holds the line without its escapes, so that the later readings see other comments in it.
    if (source.text.slice(start, end).includes("\\") && decommentLine(line, this.#dialect).text !== line.text) {
      this.differs = true;
    }
    return line.text === "" ? undefined : { kind: "line", line, isInclude };
  }

  #nextOfCopy(copy: Copy, isPending: boolean): Physical | undefined {
    for (;;) {
      if (this.#copyLines > 0) {
        this.#copyLines--;
        const found = this.#readCopied(isPending);
        if (found !== undefined) return found;
        continue;
      }
      const event = copy[this.#copyAt++];
      if (event === undefined) return undefined;
      if (event === 0) {
        this.#copyPositions.pop();
        this.#labels.pop();
      } else if (typeof event === "number") this.#copyLines = event;
      else {
        this.#copyPositions.push(startOf(event));
        this.#labels.push({ path: event.source.path, lineNumber: 0 });
      }
    }
  }

  /** A line of the copy: what the first reading made of the file's line, read once more. */
  #readCopied(isPending: boolean): Physical | undefined {
    const position = this.#copyPositions.at(-1);
    const physical = position === undefined ? undefined : nextLine(position, this.#dialect);
    if (position === undefined || physical === undefined) return undefined;
    const { source } = position.tree;
    const { plain, start, end, dropped } = physical;
    const label = this.#labels.at(-1);
    if (label !== undefined) label.lineNumber += 1 + this.#owedLines;
    this.#owedLines = 0;
    if (plain !== undefined && !isPending) {
      return plain.from === plain.to ? undefined : { kind: "plain", tree: position.tree, ...plain };
    }
    const isBlank = dropped !== undefined || start === end;
    const written = isBlank ? undefined : decommentLine(writtenLine(source, start, end), this.#dialect);
    if (written === undefined || written.text === "" || readInclude(written.text) !== undefined) {
      return isPending ? EMPTY : undefined;
    }
    if (this.#isMark(written, label)) return undefined;
    // A piece that fills the room for a line: its line end is read as a line of its own, and counted then.
    if (label !== undefined && byteLength(written.text) > LINE_BYTES) {
      label.lineNumber--;
      this.#owedLines = 1;
    }
    const line = decommentLine(written, this.#dialect);
    return line.text === "" ? undefined : { kind: "line", line, isInclude: false };
  }

  /** A copied line that starts with `#` is taken for the start of another file, one with `!` for the end of one. */
  #isMark(line: ExpandedLine, label: Label | undefined): boolean {
    const mark = line.text[0];
    if (mark !== "#" && mark !== "!") return false;
    if (label !== undefined) label.lineNumber--;
    this.#problems.add({ kind: "copy-mark", mark, place: line.locate(0, line.text.length) });
    if (mark === "#") this.#labels.push({ path: line.text.slice(2), lineNumber: 0 });
    else if (this.#labels.length > 1) this.#labels.pop();
    return true;
  }
}
