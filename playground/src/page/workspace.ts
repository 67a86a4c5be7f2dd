import type { ChangeSet, Text } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import type { Finding, NamedText, Project, Span } from "../protocol.js";
import { rewrite } from "./editor.js";
import { type EngineClient, startEngine } from "./engine-client.js";
import { currentFindings, type Judged, keyOf, NOTHING, type PartJudged } from "./findings.js";

/** A file with its editor. */
export interface OpenFile {
  readonly id: number;
  readonly name: string;
  readonly view: EditorView;
}

export type MakeView = (file: { readonly id: number; readonly text: string }) => EditorView;

/** From this many lines on the changed part is judged first, and all when typing pauses. */
const LARGE = 1500;
const PAUSE = 400;

/** The files of the page and what the engine says about them. */
export class Workspace {
  files: readonly OpenFile[] = [];
  activeId = 0;
  release: string | undefined;
  optIn: readonly string[] | undefined;
  /** Why the engine does not run; empty: it does. */
  failure = "";
  /** Milliseconds that the last judgement of all files took; undefined: none is there yet. */
  took: number | undefined;
  /** Grows with each change of a text, a name or the release. */
  generation = 0;

  readonly #makeView: MakeView;
  readonly #onChange: () => void;
  #judged: Judged = NOTHING;
  /** Texts for which `#judged` was found. */
  #checked = new Map<string, Text>();
  #checkedGeneration = -1;
  #shown: readonly Finding[] | undefined;
  #engine: Promise<EngineClient> | undefined;
  #quick: Promise<EngineClient> | undefined;
  #running: Promise<void> | undefined;
  #runningPart = false;
  /** What was found in the changed part before it was changed: the same while one types on. */
  #partBefore = new Map<string, readonly Finding[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastId = 0;

  constructor(makeView: MakeView, onChange: () => void) {
    this.#makeView = makeView;
    this.#onChange = onChange;
  }

  get active(): OpenFile | undefined {
    return this.files.find(({ id }) => id === this.activeId) ?? this.files[0];
  }

  get project(): Project {
    const { release, optIn } = this;
    const files = this.files.map(({ name, view }) => ({ name, text: view.state.doc.toString() }));
    return { files, release, ...(optIn === undefined ? {} : { optIn }) };
  }

  get findings(): readonly Finding[] {
    this.#shown ??= currentFindings(this.#judged);
    return this.#shown;
  }

  /** Whether the findings are those of the texts as they are. */
  get isCurrent(): boolean {
    return this.#checkedGeneration === this.generation;
  }

  /** The engine that judges whole projects. */
  engine(): Promise<EngineClient> {
    this.#engine ??= startEngine();
    return this.#engine;
  }

  /** A second one for what has to be there while somebody types. */
  quickEngine(): Promise<EngineClient> {
    this.#quick ??= startEngine();
    return this.#quick;
  }

  open({ files, release, optIn }: Project): void {
    for (const { view } of this.files) view.destroy();
    this.files = [];
    this.#judged = NOTHING;
    this.release = release;
    this.optIn = optIn;
    for (const file of files) this.#append(file);
    this.activeId = this.files[0]?.id ?? 0;
    this.#changed();
  }

  add(file: NamedText): void {
    this.#append(file);
    this.activeId = this.#lastId;
    this.#changed();
  }

  remove(id: number): void {
    const gone = this.files.find((one) => one.id === id);
    if (gone === undefined || this.files.length === 1) return;
    this.files = this.files.filter((one) => one !== gone);
    gone.view.destroy();
    if (this.activeId === id) this.activeId = this.files[0]?.id ?? 0;
    this.#changed();
  }

  /** Gives a file another name; one that is taken gets a number. */
  rename(id: number, name: string): void {
    const others = this.files.filter((one) => one.id !== id);
    this.files = this.files.map((one) => (one.id === id ? { ...one, name: freeName(name, others) } : one));
    this.#changed();
  }

  setRelease(release: string | undefined): void {
    this.release = release;
    this.#changed();
  }

  activate(id: number): void {
    if (this.activeId === id) return;
    this.activeId = id;
    this.#onChange();
  }

  /** Replaces whole texts, where they differ, so that each editor can undo it. */
  setTexts(texts: readonly NamedText[]): void {
    for (const { name, text } of texts) {
      const view = this.files.find((one) => one.name === name)?.view;
      const span = view && differing(view.state.doc.toString(), text);
      if (view !== undefined && span !== undefined) rewrite(view, span);
    }
  }

  /** Applies the fix of a finding; of one that is no longer so, nothing. */
  async applyFix(finding: Finding): Promise<void> {
    const isSame = ({ rule, message, file }: Finding) =>
      rule === finding.rule && message === finding.message && file === finding.file;
    if (!this.isCurrent) await this.settled();
    const same = this.findings.filter(isSame);
    const fix = same.toSorted((a, b) => Math.abs(a.from - finding.from) - Math.abs(b.from - finding.from))[0]?.fix;
    for (const { name, view } of this.files) {
      const edits = (fix?.edits ?? []).filter(({ file }) => file === name);
      const changes = edits.map(({ from, to, text }) => ({ from, to, insert: text }));
      if (edits.length > 0) rewrite(view, changes, true);
    }
  }

  /** Told by each editor. */
  onUpdate(id: number, { docChanged, changes, focusChanged, view }: ViewUpdate): void {
    if (focusChanged && view.hasFocus) this.activate(id);
    const file = this.files.find((one) => one.id === id);
    if (!docChanged || file === undefined) return;
    const before = this.#judged.changes.get(file.name);
    this.#judged = {
      ...this.#judged,
      changes: new Map(this.#judged.changes).set(file.name, before === undefined ? changes : before.compose(changes)),
    };
    this.#shown = undefined;
    this.generation += 1;
    if (file.view.state.doc.lines < LARGE) this.#checkSoon(0);
    else {
      void this.#checkPart();
      this.#checkSoon(PAUSE);
    }
    this.#onChange();
  }

  /** Waits until all that was asked for is judged. */
  async settled(): Promise<void> {
    while (!this.isCurrent && this.failure === "") await this.#check();
  }

  #append({ name, text }: NamedText): void {
    this.#lastId += 1;
    const id = this.#lastId;
    const view = this.#makeView({ id, text });
    this.files = [...this.files, { id, name: freeName(name, this.files), view }];
  }

  #changed(): void {
    this.generation += 1;
    this.#checkSoon(0);
    this.#onChange();
  }

  #checkSoon(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), delay);
  }

  /** One judgement at a time; what has changed meanwhile is judged after it. */
  #check(): Promise<void> {
    this.#running ??= this.#checkOnce().finally(() => {
      this.#running = undefined;
      if (!this.isCurrent && this.failure === "") this.#checkSoon(this.#isLarge() ? PAUSE : 0);
    });
    return this.#running;
  }

  #isLarge(): boolean {
    return this.files.some(({ view }) => view.state.doc.lines >= LARGE);
  }

  async #checkOnce(): Promise<void> {
    const { generation } = this;
    const texts = new Map(this.files.map(({ name, view }) => [name, view.state.doc]));
    try {
      const engine = await this.engine();
      const start = performance.now();
      const findings = await engine.check(this.project);
      this.took = performance.now() - start;
      // What was typed meanwhile is judged next.
      if (this.generation !== generation) return;
      this.#checked = texts;
      this.#judged = { findings, changes: new Map(), parts: new Map() };
      this.#checkedGeneration = generation;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#shown = undefined;
    this.#onChange();
  }

  /** Judges the changed part of each changed file, as it was and as it is. */
  async #checkPart(): Promise<void> {
    if (this.#runningPart) return;
    this.#runningPart = true;
    const { generation } = this;
    const { changes } = this.#judged;
    const settings = { release: this.release, optIn: this.optIn };
    try {
      const engine = await this.quickEngine();
      const parts = new Map<string, PartJudged>();
      for (const [name, set] of changes) {
        const [before, now] = [this.#checked.get(name), this.files.find((one) => one.name === name)?.view.state.doc];
        if (before === undefined || now === undefined || set.newLength !== now.length) continue;
        const { old, fresh } = changedSpans(set);
        const key = `${name} ${old.from} ${old.to} ${this.#checkedGeneration}`;
        const was =
          this.#partBefore.get(key) ?? (await engine.checkPart({ name, text: before.toString() }, settings, old));
        this.#partBefore = new Map([[key, was]]);
        const is = await engine.checkPart({ name, text: now.toString() }, settings, fresh);
        parts.set(name, { before: new Set(was.map(keyOf)), now: is });
      }
      if (this.generation === generation && this.#judged.changes === changes) {
        this.#judged = { ...this.#judged, parts };
        this.#shown = undefined;
        this.#onChange();
      }
    } catch {
      // The judgement of all says what is wrong.
    } finally {
      this.#runningPart = false;
      if (this.generation !== generation && this.#isLarge()) void this.#checkPart();
    }
  }
}

function changedSpans(set: ChangeSet): { readonly old: Span; readonly fresh: Span } {
  const old = { from: Number.POSITIVE_INFINITY, to: 0 };
  const fresh = { from: Number.POSITIVE_INFINITY, to: 0 };
  set.iterChangedRanges((fromA, toA, fromB, toB) => {
    Object.assign(old, { from: Math.min(old.from, fromA), to: Math.max(old.to, toA) });
    Object.assign(fresh, { from: Math.min(fresh.from, fromB), to: Math.max(fresh.to, toB) });
  });
  return { old, fresh };
}

/** The stretch in which two texts differ, as a change of the first. */
function differing(before: string, after: string): (Span & { readonly insert: string }) | undefined {
  if (before === after) return undefined;
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

function freeName(wanted: string, others: readonly { readonly name: string }[]): string {
  const name = wanted.trim() === "" ? "keepalived.conf" : wanted.trim();
  const [, stem = name, ending = ""] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${stem}-${number}${ending}`;
    if (others.every((one) => one.name !== tried)) return tried;
  }
}
