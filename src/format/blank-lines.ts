import { BLANK, type CodeLine, type CommentLine, type Line } from "./line.js";

/**
 * Second pass: at most one blank line, none at the ends of a block or of the file, and one on both sides of a block at
 * the top level. Comments right above a block belong to it; those right below the one before it, with a blank line
 * after them, to that.
 */
export function spaceLines(lines: readonly Line[]): Line[] {
  const spacer = new Spacer();
  for (const line of lines) {
    if (line.kind === "blank") spacer.addBlank();
    else if (line.kind === "comment") spacer.addComment(line);
    else spacer.addCode(line);
  }
  return spacer.finish();
}

class Spacer {
  readonly #result: Line[] = [];
  /** Line of code above, and the place behind it and the comment that goes on from it. */
  #above: Line | undefined;
  #seam = 0;
  /** There is a blank line since then. */
  #hasBlank = true;

  addBlank(): void {
    if (this.#result.length > 0 && !endsBlank(this.#result.at(-1))) this.#result.push(BLANK);
    this.#hasBlank = true;
  }

  addComment(line: CommentLine): void {
    this.#dropBlankInside(line);
    this.#result.push(line);
    if (line.continues && this.#seam === this.#result.length - 1) this.#seam = this.#result.length;
  }

  addCode(line: Line): void {
    this.#dropBlankInside(line);
    if (!this.#hasBlank && wantsBlank(this.#above, line)) this.#result.splice(this.#seam, 0, BLANK);
    this.#result.push(line);
    this.#above = line;
    this.#seam = this.#result.length;
    this.#hasBlank = endsBlank(line);
  }

  finish(): Line[] {
    while (this.#result.at(-1) === BLANK) this.#result.pop();
    return this.#result;
  }

  /** A blank line directly behind `{` or in front of `}`. */
  #dropBlankInside(line: Line): void {
    if (this.#result.at(-1) === BLANK && (isClosing(line) || isOpening(this.#result.at(-2)))) this.#result.pop();
  }
}

const isOpening = (line: Line | undefined): boolean => line?.kind === "code" && line.opens;
const isClosing = (line: Line): boolean => line.kind === "code" && line.closes;

/** A blank line already, or one that keepalived needs behind a definition. */
const endsBlank = (line: Line | undefined): boolean =>
  line === BLANK || (line?.kind === "definition" && line.tail !== undefined);

function wantsBlank(above: Line | undefined, line: Line): boolean {
  if (above === undefined || above.kind === "verbatim" || isOpening(above)) return false;
  if ((line.kind !== "code" && line.kind !== "definition") || line.depth > 0 || isClosing(line)) return false;
  if (endsTopBlock(above)) return true;
  if (line.kind !== "code" || !line.startsBlock) return false;
  // Heads of one block for several nodes stand together.
  return !(above.kind === "code" && isConditional(above) && isConditional(line));
}

const endsTopBlock = (line: Line): boolean => line.kind === "code" && line.endsTopBlock;
const isConditional = (line: CodeLine): boolean => line.hasCondition;
