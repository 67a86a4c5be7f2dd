import { resolve } from "node:path";
import { FormatMemory } from "../format/format-memory.js";
import type { FormatOptions } from "../format/index.js";
import { SyntaxMemory } from "../syntax/syntax-memory.js";
import { defined } from "../text/defined.js";
import type { SourceFile } from "../text/source-file.js";
import { ChunkStore } from "./chunks.js";
import type { Client } from "./client.js";
import { type Converter, makeConverter } from "./convert.js";
import type { Documents, OpenDocument } from "./documents.js";
import { type Files, makeFiles } from "./files.js";
import { filesIn } from "./folder-files.js";
import { findInputs, type SessionInputs } from "./inputs.js";
import { type Judgement, judgeFiles } from "./judgement.js";
import type { Options } from "./options.js";
import { whyOurs } from "./recognize.js";

export interface SessionOptions {
  readonly client: Client;
  readonly documents: Documents;
  readonly options: () => Options;
  /** Told of problems with settings, each once. */
  readonly warn: (message: string) => void;
  /** Told when the diagnostics of a document may differ although its own text is the same. */
  readonly onChange: () => void;
  /** Shows a text to the user. */
  readonly show: (text: string) => void;
}

/** What all requests of one client share. */
export class Session {
  readonly client: Client;
  readonly documents: Documents;
  readonly options: () => Options;
  readonly files: Files;
  readonly convert: Converter;
  readonly chunks = new ChunkStore();
  readonly memory = new SyntaxMemory();
  readonly formats = new FormatMemory();
  readonly show: (text: string) => void;
  readonly onChange: () => void;
  /** For each URI the result that the client was given last, or told to ask for. */
  readonly given = new Map<string, string>();
  readonly #warn: (message: string) => void;
  /** Problems of settings that were shown since something has changed on disk. */
  readonly #warned = new Set<string>();
  #inputs: Promise<SessionInputs> | undefined;
  /** The open documents for which `#inputs` were found, and which of them are checked. */
  #openings = "";
  #found: SessionInputs | undefined;
  #judged: { readonly inputs: SessionInputs; readonly generation: number; readonly value: Judgement } | undefined;
  #latest: Judgement | undefined;

  constructor({ client, documents, options, warn, show, onChange }: SessionOptions) {
    this.client = client;
    this.documents = documents;
    this.options = options;
    this.#warn = warn;
    this.show = show;
    this.onChange = onChange;
    this.files = makeFiles(documents, () => options().includeRoot);
    this.convert = makeConverter(client, (path) => documents.at(resolve(path))?.uri);
  }

  /**
   * What belongs to the open documents; found again after one was opened or closed, became keepalived's by what was
   * typed or too large for it, or a file has changed.
   */
  inputs(): Promise<SessionInputs> {
    const openings = [...this.documents.all()].map((one) => `${one.uri} ${whyOurs(one).isChecked}`).join("\n");
    if (this.#inputs === undefined || this.#openings !== openings) {
      this.#openings = openings;
      this.#inputs = this.#find();
    }
    return this.#inputs;
  }

  /** What the rules say, computed once for each state of the texts and of what belongs to them. */
  async judgement(): Promise<Judgement> {
    const inputs = await this.inputs();
    const { generation } = this.documents;
    if (this.#judged?.generation !== generation || this.#judged.inputs !== inputs) {
      this.#judged = { inputs, generation, value: judgeFiles(this, inputs) };
    }
    this.#latest = this.#judged.value;
    return this.#judged.value;
  }

  /** What was judged last, perhaps an older text. */
  last(): Judgement | undefined {
    return this.#latest;
  }

  /** The texts that are open, and those that the last judgement read besides. */
  sources(): readonly SourceFile[] {
    const open = [...this.documents.all()].map(({ source }) => source);
    const paths = new Set(open.map(({ path }) => path));
    return [...open, ...(this.#latest?.result.sources ?? []).filter(({ path }) => !paths.has(path))];
  }

  /** The release that a file is for. */
  targetOf(path: string): string | undefined {
    return this.#found?.settings.of(path)?.target?.value ?? this.options().target;
  }

  /** How a file is to be formatted: as the command line does, whatever the editor thinks of tabs. */
  async formatOptions(path: string): Promise<FormatOptions> {
    const { indents, settings } = await this.inputs();
    const indent = indents.get(path) ?? settings.of(path)?.indent?.value;
    return { path, ...defined({ indent, template: settings.of(path)?.template?.value }) };
  }

  /** Whether an open document is checked, and by what it is taken for keepalived's or not. */
  whyChecked(
    document: OpenDocument,
    { settings }: SessionInputs,
  ): { readonly isChecked: boolean; readonly reason: string } {
    const ignoredBy = settings.of(document.source.path)?.ignoredBy;
    if (ignoredBy === undefined) return whyOurs(document);
    return { isChecked: false, reason: `"${ignoredBy.value}" in ${ignoredBy.file}:${ignoredBy.line} ignores it` };
  }

  /** Something outside of the open documents has changed. */
  refresh(): void {
    this.files.refresh();
    this.#inputs = undefined;
    this.#warned.clear();
  }

  async #find(): Promise<SessionInputs> {
    const own = [...this.documents.all()].filter((document) => whyOurs(document).isChecked);
    const paths = own.map(({ source }) => source.path);
    const warn = (problem: string) => {
      if (!this.#warned.has(problem)) this.#warn(problem);
      this.#warned.add(problem);
    };
    const others = this.options().wholeFolder ? await this.#inFolders(warn) : [];
    this.#found = await findInputs([...paths, ...others], warn, this.#found?.settings);
    return this.#found;
  }

  /** Files of the workspace that are not open. */
  async #inFolders(warn: (problem: string) => void): Promise<readonly string[]> {
    const found = await filesIn(this.client.folders, (path) => this.files.text(path), warn);
    return found.filter((path) => this.documents.at(resolve(path)) === undefined);
  }
}
