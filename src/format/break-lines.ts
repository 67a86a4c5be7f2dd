import { type Comment, endsInName, type Prefix, type Token, tokens } from "../../grammar/index.js";
import { braceStep } from "../syntax/brace-depths.js";
import { displayWidth } from "../text/display-width.js";
import { KeywordLine, mayBeInclude } from "./braces.js";
import { layOutDefinition } from "./definitions.js";
import { conditionOf, Depths } from "./depth.js";
import { BLANK, type CodeLine, type Line, type LinePiece } from "./line.js";
import { type DefinedNames, readNames } from "./names.js";
import { type Indent, indentColumns } from "./options.js";
import { eachSourceLine, lineEnd, type SourceLine, type TokenFile } from "./source-lines.js";
import { addToken } from "./spaces.js";
import { breaksAnywhere } from "./together.js";

/**
 * First pass: which line each token and comment is on. What follows a brace starts a line of its own, because to
 * keepalived it is one (parser.c:read_line); an opening brace comes after its keyword.
 */
export function breakLines(file: TokenFile, reference: string | undefined, indent: Indent): Line[] {
  const maker = new LineMaker(file, reference, indent);
  eachSourceLine(file, (line) => maker.add(line));
  return maker.lines;
}

class LineMaker {
  readonly lines: Line[] = [];
  readonly #file: TokenFile;
  readonly #indent: Indent;
  readonly #depths: Depths;
  readonly #names: DefinedNames;
  /** The end of the last line may still get a brace from below. */
  #keyword: KeywordLine | undefined;
  /** Column of the comment at the end of the line above, where a comment below may go on with it. */
  #commentColumn: number | undefined;

  constructor(file: TokenFile, reference: string | undefined, indent: Indent) {
    this.#file = file;
    this.#indent = indent;
    this.#depths = new Depths(reference);
    this.#names = readNames(file.tokens, file.source.text);
  }

  add(line: SourceLine): void {
    const column = this.#commentColumn;
    this.#commentColumn = undefined;
    const hasTokens = line.endToken > line.firstToken;
    const comment = this.#file.comments[line.firstComment];
    if (line.isVerbatim) this.#addVerbatim(line);
    else if (hasTokens) this.#addCode(line);
    else if (line.endComment > line.firstComment && comment !== undefined) this.#addComment(line, comment, column);
    else if (this.lines.at(-1) !== BLANK) this.lines.push(BLANK);
  }

  #addVerbatim(line: SourceLine): void {
    this.#keyword = undefined;
    this.#stepOver(line);
    this.lines.push({ kind: "verbatim", start: line.start, end: line.next });
  }

  #addComment(line: SourceLine, comment: Comment, above: number | undefined): void {
    const depth = this.#depths.at(undefined);
    const column = above === undefined ? undefined : displayWidth(this.#file.source.text, line.start, comment.start);
    const continues = column !== undefined && column === above && column > indentColumns(this.#indent, depth);
    if (continues) this.#commentColumn = above;
    if (!this.#keyword?.takeComment(comment)) this.#keyword = undefined;
    this.lines.push({ kind: "comment", depth, comment, continues });
  }

  #addCode(line: SourceLine): void {
    const { tokens: all } = this.#file;
    const { firstToken: from, endToken: to } = line;
    const first = all[from];
    if (first === undefined) return;
    const last = all[to - 1] ?? first;
    const inner = line.firstComment < line.endComment ? this.#file.comments[line.endComment - 1] : undefined;
    const comment = inner !== undefined && inner.start >= last.end ? inner : undefined;
    const keyword = this.#keyword;
    this.#keyword = undefined;
    if (line.isFixed) return this.#addWhole(line, this.#fixedPieces(line), undefined, true);
    if (!breaksAnywhere(this.#file, line, this.#names, this.lines)) {
      if (line.isLong) return this.#addVerbatim(line);
      return this.#addWhole(line, this.#allPieces(line), comment, false);
    }
    this.#split(line, keyword, comment);
    this.#rememberColumn(line, comment);
  }

  /** Tokens of one physical line, each brace the end of a line. */
  #split(line: SourceLine, keyword: KeywordLine | undefined, comment: Comment | undefined): void {
    const { tokens: all } = this.#file;
    const { firstToken: from, endToken: to } = line;
    let condition: Prefix | undefined;
    let index = from;
    const own = index + 1 === to ? comment : undefined;
    if (all[from] !== undefined && keyword?.accepts(all[from], own)) {
      this.#pullUp(keyword, own);
      index++;
    }
    while (index < to) {
      const token = all[index];
      if (token === undefined) return;
      condition ??= conditionOf(token);
      if (line.isLong && index + 1 === to) return this.#addDefinition(line, token, condition);
      const next = all[index + 1];
      const opener = index + 1 < to && isOpener(token, next) ? next : undefined;
      index += opener === undefined ? 1 : 2;
      const code = this.#codeLine(token, opener, index === to ? comment : undefined, condition, next);
      this.lines.push(code);
      if (index === to && opener === undefined && isOpener(token, next)) this.#awaitBrace(token, code);
    }
  }

  #addDefinition(line: SourceLine, token: Token, condition: Prefix | undefined): void {
    const depth = this.#depths.at(condition);
    this.lines.push(layOutDefinition(this.#file, line, token, depth, this.#names));
  }

  #awaitBrace(token: Token, code: CodeLine): void {
    this.#keyword = KeywordLine.of(token, code, this.#file.source, this.#names, this.#indent);
  }

  #codeLine(
    token: Token,
    opener: Token | undefined,
    comment: Comment | undefined,
    condition: Prefix | undefined,
    next: Token | undefined,
  ): CodeLine {
    const pieces: LinePiece[] = [];
    addToken(pieces, token, "", this.#names);
    if (opener !== undefined) {
      pieces.push({ gap: mayPart(token, opener, this.#names) ? " " : "", start: opener.start, end: opener.end });
    }
    const step = braceStep(token) + (opener === undefined ? 0 : 1);
    const before = this.#depths.at(condition);
    if (step !== 0) this.#depths.step(step, condition);
    return {
      kind: "code",
      depth: step < 0 ? before - 1 : before,
      pieces,
      comment,
      opens: step > 0,
      closes: step < 0,
      startsBlock: isOpener(token, next),
      endsTopBlock: step < 0 && before === 1,
      hasCondition: token.prefixes[0]?.kind === "condition" && pieces.length > 1,
      isFixed: false,
    };
  }

  /** A line whose tokens must stay together. */
  #addWhole(line: SourceLine, pieces: readonly LinePiece[], comment: Comment | undefined, isFixed: boolean): void {
    const { tokens: all } = this.#file;
    const first = all[line.firstToken];
    if (first === undefined) return;
    const condition = conditionOf(first);
    const before = this.#depths.at(condition);
    const step = this.#stepOver(line);
    const closes = braceStep(first) < 0;
    this.lines.push({
      kind: "code",
      depth: closes ? before - 1 : before,
      pieces,
      comment,
      opens: step > 0,
      closes,
      startsBlock: isOpener(first, all[line.firstToken + 1]),
      endsTopBlock:
        this.#depths.at(undefined) === 0 &&
        all.slice(line.firstToken, line.endToken).some((token) => braceStep(token) < 0),
      hasCondition: !isFixed && first.prefixes[0]?.kind === "condition" && pieces.length > 1,
      isFixed,
    });
  }

  #allPieces(line: SourceLine): LinePiece[] {
    const pieces: LinePiece[] = [];
    let end = line.start;
    for (const token of this.#file.tokens.slice(line.firstToken, line.endToken)) {
      addToken(pieces, token, pieces.length === 0 || token.start === end ? "" : " ", this.#names);
      end = token.end;
    }
    return pieces;
  }

  /**
   * The line as it was, behind its indentation. Blanks at its end stay behind a backslash, where they count
   * (parser.c:decomment), and behind a carriage return, which would otherwise become part of the line end.
   */
  #fixedPieces(line: SourceLine): LinePiece[] {
    const { text } = this.#file.source;
    const end = lineEnd(text, line.start, line.next);
    let start = line.start;
    while (start < end && (text[start] === " " || text[start] === "\t")) start++;
    let trimmed = end;
    while (trimmed > start && (text[trimmed - 1] === " " || text[trimmed - 1] === "\t")) trimmed--;
    const counts = text[trimmed - 1] === "\\" || text[trimmed - 1] === "\r";
    return [{ gap: "", start, end: counts ? end : trimmed }];
  }

  /** Depth behind the braces of a line, whatever becomes of it; gives the difference. */
  #stepOver(line: SourceLine): number {
    let condition: Prefix | undefined;
    let sum = 0;
    for (let index = line.firstToken; index < line.endToken; index++) {
      const token = this.#file.tokens[index];
      if (token === undefined) continue;
      condition ??= conditionOf(token);
      const step = braceStep(token);
      if (step !== 0) this.#depths.step(step, condition);
      sum += step;
    }
    return sum;
  }

  /** Puts the brace behind its keyword; comments between them move into the block, in their order. */
  #pullUp(keyword: KeywordLine, comment: Comment | undefined): void {
    const above = keyword.comments;
    while (this.lines.at(-1) !== keyword.line) this.lines.pop();
    const fits = keyword.line.comment === undefined && above.length === 0;
    this.lines[this.lines.length - 1] = keyword.withBrace(fits ? comment : undefined);
    this.#depths.step(1, undefined);
    const depth = this.#depths.at(undefined);
    const inside = comment === undefined || fits ? above : [...above, comment];
    for (const own of inside) this.lines.push({ kind: "comment", depth, comment: own, continues: false });
  }

  #rememberColumn(line: SourceLine, comment: Comment | undefined): void {
    const above = this.lines.at(-1);
    if (comment === undefined || above?.kind !== "code" || above.comment === undefined || above.opens) return;
    if (above.depth !== this.#depths.at(undefined)) return;
    this.#commentColumn = displayWidth(this.#file.source.text, line.start, comment.start);
  }
}

/** `next` opens the block that `token` announces. */
const isOpener = (token: Token, next: Token | undefined): boolean =>
  token.tokenType === tokens.Words && next?.tokenType === tokens.Open;

/** `$NAME{` is no reference, `$NAME {` would be one (parser.c:replace_param), and `include {` an include. */
function mayPart(token: Token, opener: Token, names: DefinedNames): boolean {
  if (token.end !== opener.start) return true;
  return !mayBeInclude(token, names) && (token.isPlain || !endsInName(token.words.at(-1)?.text ?? ""));
}
