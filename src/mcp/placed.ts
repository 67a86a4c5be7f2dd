import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { lineEdits } from "../format/line-edits.js";
import type { TextEdit } from "../text/edit.js";
import { visible } from "../text/printable.js";
import { SourceFile } from "../text/source-file.js";
import type { Location, Span } from "../text/span.js";
import { secretSpans, touches, withoutSecrets } from "./secrets.js";

/** Turns offsets into lines and columns, and keeps passwords out of the answers. */
export class Placing {
  readonly #sources: ReadonlyMap<string, SourceFile>;
  readonly #secrets = new Map<string, readonly Span[]>();

  constructor(sources: Iterable<SourceFile>) {
    this.#sources = new Map([...sources].map((source) => [source.path, source]));
  }

  place({ file, start, end }: Location) {
    const at = (offset: number) => this.#sources.get(file)?.positionAt(offset) ?? { line: 1, column: 1 };
    const [from, to] = [at(start), at(end)];
    return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  /** An edit of a file, as small as it can be; a password that it would write is left out. */
  edit({ file, ...edit }: Location & { readonly text: string }) {
    const text = this.#textOf(file);
    const small = trimmed(text, edit);
    const isSecret =
      small.text.trim() !== "" &&
      (this.#secretsOf(file).some((span) => touches(span, small)) || secretSpans(small.text).length > 0);
    const place = this.place({ file, start: small.start, end: small.end });
    return isSecret ? { ...place, text: "", hidden: true as const } : { ...place, text: small.text };
  }

  /** The edits that make one text of a file of another. */
  edits(file: string, after: string) {
    return lineEdits(this.#textOf(file), after).map((edit) => this.edit({ file, ...edit }));
  }

  finding({ rule, severity, message, help, location, related, nodes, fix }: Diagnostic) {
    const plain = (text: string, at: Location) => this.plain(text, at);
    return {
      rule,
      severity,
      message: plain(message, location),
      ...(help === undefined ? {} : { help: plain(help, location) }),
      ...this.place(location),
      related: related.map((one) => ({ ...this.place(one), message: plain(one.message, one) })),
      nodes: [...nodes],
      ...(fix === undefined
        ? {}
        : {
            fix: {
              title: plain(fix.title, location),
              safety: fix.safety,
              edits: fix.edits.map((edit) => this.edit(edit)),
            },
          }),
      url: ruleUrl(rule),
    };
  }

  /** A message about a place, without control characters and without a password that is there. */
  plain(text: string, at: Location): string {
    return visible(withoutSecrets(text, at, this.#textOf(at.file), this.#secretsOf(at.file)));
  }

  holdsSecret(file: string): boolean {
    return this.#secretsOf(file).length > 0;
  }

  #textOf(file: string): string {
    return this.#sources.get(file)?.text ?? "";
  }

  #secretsOf(file: string): readonly Span[] {
    let spans = this.#secrets.get(file);
    if (spans === undefined) {
      spans = secretSpans(this.#textOf(file));
      this.#secrets.set(file, spans);
    }
    return spans;
  }
}

/** For texts that are read by nothing else. */
export const placingOf = (files: readonly { readonly path: string; readonly text: string }[]): Placing =>
  new Placing(files.map(({ path, text }) => new SourceFile(path, text)));

/** An edit without what its text has in common with what it replaces at the start and at the end. */
function trimmed(whole: string, { start, end, text }: TextEdit): TextEdit {
  const most = Math.min(end - start, text.length);
  let before = 0;
  while (before < most && whole[start + before] === text[before]) before++;
  let after = 0;
  while (after < most - before && whole[end - 1 - after] === text[text.length - 1 - after]) after++;
  return { start: start + before, end: end - after, text: text.slice(before, text.length - after) };
}
