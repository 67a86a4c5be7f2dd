import type { Text } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import type { Finding, NamedText, Project } from "../protocol.js";
import { rewrite } from "./editor.js";
import { EngineClient, EngineGone } from "./engine-client.js";
import { currentFindings, type Judged, keyOf, NOTHING, type PartJudged, renamed } from "./findings.js";
import { freeName } from "./free-name.js";
import { changedSpans, differing } from "./spans.js";

/** A file with its editor. */
export interface OpenFile {
  readonly id: number;
  readonly name: string;
  readonly view: EditorView;
}

export type MakeView = (file: { readonly id: number; readonly text: string }) => EditorView;

/** From this many lines of all files on the changed part is judged first, and all when typing pauses. */
const LARGE = 1500;
const PAUSE = 400;

/** Times that a text is made again which somebody types in. */
const MOST_ROUNDS = 3;

/** How often an engine that ends is started again by itself, and after how many milliseconds the first time. */
const MOST_STARTS = 3;
const RESTART = 500;

/** The files of the page and what the engine says about them. */
export class Workspace {
  files: readonly OpenFile[] = [];
  activeId = 0;
  release: string | undefined;
  optIn: readonly string[] | undefined;
  /** Why there is no judgement; empty: there is one, or there will be. */
  failure = "";
  /** Whether another try follows by itself. */
  isRestarting = false;
  /** Judges whole projects. */
  readonly engine = new EngineClient();
  /** A second one for what has to be there while somebody types. */
  readonly quick = new EngineClient();
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
  /** Times in a row that the engine has ended. */
  #ends = 0;
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

  /** Tries again after a failure. */
  retry(): void {
    this.#ends = 0;
    this.#changed();
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
    const old = this.files.find((one) => one.id === id)?.name;
    const fresh = freeName(name, others);
    this.files = this.files.map((one) => (one.id === id ? { ...one, name: fresh } : one));
    // Another file may get the old name before all is judged again.
    if (old !== undefined && old !== fresh) this.#judged = renamed(this.#judged, old, fresh);
    this.#shown = undefined;
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

  /**
   * Puts the texts that `make` gives in the place of those that it was given, so that each editor can undo it. What is typed
   * meanwhile is not lost: then it is made again, and after a few times not at all, which gives undefined.
   */
  async rewriteAll(
    make: (project: Project) => Promise<readonly NamedText[]>,
  ): Promise<readonly NamedText[] | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { generation } = this;
      const texts = await make(this.project);
      if (generation !== this.generation) continue;
      this.#setTexts(texts);
      return texts;
    }
    return undefined;
  }

  #setTexts(texts: readonly NamedText[]): void {
    for (const { name, text } of texts) {
      const view = this.files.find((one) => one.name === name)?.view;
      const span = view && differing(view.state.doc.toString(), text);
      if (view !== undefined && span !== undefined) rewrite(view, span);
    }
  }

  /** Applies the fix of a finding and says whether it did: where the finding is gone, there is nothing to apply. */
  async applyFix(finding: Finding): Promise<boolean> {
    const isSame = ({ rule, message, file }: Finding) =>
      rule === finding.rule && message === finding.message && file === finding.file;
    if (!this.isCurrent) await this.settled();
    // Places of an older text would change something else.
    if (!this.isCurrent) return false;
    const same = this.findings.filter(isSame);
    const fix = same.toSorted((a, b) => Math.abs(a.from - finding.from) - Math.abs(b.from - finding.from))[0]?.fix;
    for (const { name, view } of this.files) {
      const edits = (fix?.edits ?? []).filter(({ file }) => file === name);
      const changes = edits.map(({ from, to, text }) => ({ from, to, insert: text }));
      if (edits.length > 0) rewrite(view, changes, true);
    }
    return fix !== undefined;
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
    if (!this.#isLarge()) this.#checkSoon(0);
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
      if (this.isCurrent) return;
      if (this.failure === "") this.#checkSoon(this.#isLarge() ? PAUSE : 0);
      else if (this.isRestarting) this.#checkSoon(this.#ends * RESTART);
    });
    return this.#running;
  }

  #isLarge(): boolean {
    return this.files.reduce((sum, { view }) => sum + view.state.doc.lines, 0) >= LARGE;
  }

  async #checkOnce(): Promise<void> {
    const { generation } = this;
    const texts = new Map(this.files.map(({ name, view }) => [name, view.state.doc]));
    try {
      const start = performance.now();
      const findings = await this.engine.call("check", this.project);
      this.took = performance.now() - start;
      this.failure = "";
      this.isRestarting = false;
      this.#ends = 0;
      // What was typed meanwhile is judged next.
      if (this.generation !== generation) return;
      this.#checked = texts;
      this.#judged = { findings, changes: new Map(), parts: new Map() };
      this.#checkedGeneration = generation;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      if (error instanceof EngineGone) this.#ends += 1;
      this.isRestarting = error instanceof EngineGone && this.#ends <= MOST_STARTS;
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
      const parts = new Map<string, PartJudged>();
      for (const [name, set] of changes) {
        const [before, now] = [this.#checked.get(name), this.files.find((one) => one.name === name)?.view.state.doc];
        if (before === undefined || now === undefined || set.newLength !== now.length) continue;
        const { old, fresh } = changedSpans(set);
        const key = `${name} ${old.from} ${old.to} ${this.#checkedGeneration}`;
        const was =
          this.#partBefore.get(key) ??
          (await this.quick.call("checkPart", { name, text: before.toString() }, settings, old));
        this.#partBefore = new Map([[key, was]]);
        const is = await this.quick.call("checkPart", { name, text: now.toString() }, settings, fresh);
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
