import { examples } from "kalint:examples";
import { Prec } from "@codemirror/state";
import type { Command, KeyBinding } from "@codemirror/view";
import { EditorView, keymap } from "@codemirror/view";
import type { Engine, Finding, NamedText, PlayedScenario, ShownCluster, Spot } from "../protocol.js";
import { toFragment } from "../share.js";
import { completeFrom } from "./completion.js";
import { makeEditor, rewrite } from "./editor.js";
import { chooseFiles, readFiles, saveFile } from "./files.js";
import { showMarks } from "./lint-marks.js";
import type { Chosen } from "./scenario.js";
import { firstProject, keepProject } from "./start.js";
import { type OpenFile, Workspace } from "./workspace.js";

export type TabId = "problems" | "picture" | "failures" | "scenario";
export type Shown = { readonly kind: "rule"; readonly rule: string } | { readonly kind: "help" } | undefined;

/** From this many lines on clusters are drawn only where somebody looks at them. */
const LARGE = 3000;
const DRAW_PAUSE = 250;
const TOAST = 6000;
/** Times that a text is formatted again which somebody types in. */
const MOST_ROUNDS = 3;

/** What the page shows and what can be done in it. */
export class Page {
  readonly workspace: Workspace;
  tab: TabId = "problems";
  dialog: Shown;
  clusters: readonly ShownCluster[] | undefined;
  scenario: Chosen = { cluster: 0, steps: [{ failure: 0, ends: false }] };
  /** Said for a while, also to screen readers. */
  toast = "";

  readonly #listeners = new Set<() => void>();
  #marked: readonly Finding[] | undefined;
  #drawn = -1;
  /** Grows with each choice of files to open. */
  #opening = 0;
  #drawTimer: ReturnType<typeof setTimeout> | undefined;
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.workspace = new Workspace(
      ({ id, text }) => this.#makeView(id, text),
      () => this.#onChange(),
    );
    this.workspace.open(firstProject());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  show(dialog: Shown): void {
    this.dialog = dialog;
    this.#notify();
  }

  openTab(tab: TabId): void {
    this.tab = tab;
    this.#drawSoon(0);
    this.#notify();
  }

  choose(scenario: Chosen): void {
    this.scenario = scenario;
    this.#notify();
  }

  playFailure(cluster: number, failure: number): void {
    this.scenario = {
      cluster,
      steps: [
        { failure, ends: false },
        { failure, ends: true },
      ],
    };
    this.openTab("scenario");
    document.querySelector<HTMLElement>("#tab-scenario")?.focus();
  }

  readonly play = async ({ cluster, steps }: Chosen): Promise<PlayedScenario> =>
    this.workspace.engine.call("play", this.workspace.project, cluster, steps);

  /** Puts the cursor at a place of a file. */
  go({ file, from, to, line, column }: Spot): void {
    const target = this.workspace.files.find(({ name }) => name === file);
    if (target === undefined) return;
    this.workspace.activate(target.id);
    const { view } = target;
    const { doc } = view.state;
    const start = from >= 0 ? from : doc.line(Math.min(line, doc.lines)).from + column - 1;
    const end = from >= 0 ? to : start;
    const selection = { anchor: Math.min(start, doc.length), head: Math.min(end, doc.length) };
    // The pane may have been hidden until now.
    requestAnimationFrame(() => {
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
      view.focus();
    });
  }

  async fix(finding: Finding): Promise<void> {
    const isFixed = await this.workspace.applyFix(finding);
    this.say(isFixed ? `Fixed: ${finding.fix?.title ?? finding.rule}` : "That problem is gone already");
  }

  /** Safe fixes come first; where none is left, the others. */
  get fixable(): { readonly kind: "safe" | "unsafe"; readonly count: number } {
    const fixes = this.workspace.findings.flatMap(({ fix }) => fix ?? []);
    const safe = fixes.filter(({ isSafe }) => isSafe).length;
    return safe > 0 || fixes.length === 0 ? { kind: "safe", count: safe } : { kind: "unsafe", count: fixes.length };
  }

  async fixAll(): Promise<void> {
    await this.workspace.settled();
    const { kind } = this.fixable;
    const texts = await this.#answer(() =>
      this.workspace.rewriteAll((project) => this.workspace.engine.call("fix", project, kind)),
    );
    if (texts === undefined) return;
    if (texts.length === 0) this.say("No problem here has a fix");
    else this.say(`${kind === "safe" ? "Safe fixes" : "Unsafe fixes, please review them,"} applied to ${names(texts)}`);
  }

  async format(): Promise<void> {
    const { active } = this.workspace;
    if (active === undefined) return;
    const result = await this.#answer(() => this.#formatted(active));
    if (result === undefined) return;
    if ("refusal" in result) return this.say(`${active.name} is not formatted: ${result.refusal}`);
    rewrite(active.view, result.edits);
    this.say(result.edits.length === 0 ? `${active.name} is formatted already` : `${active.name} is formatted`);
  }

  /** What formats the text as it is when the answer comes: what is typed meanwhile must not be lost. */
  async #formatted({ view }: OpenFile): Promise<ReturnType<Engine["format"]> | undefined> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { doc } = view.state;
      const result = await this.workspace.engine.call("format", doc.toString());
      if (view.state.doc === doc) return result;
    }
    return undefined;
  }

  /** What is asked of the engine for somebody who waits: says so where there is no answer. */
  async #answer<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      const answer = await ask();
      if (answer === undefined) this.say("The text was changed meanwhile; please try again");
      return answer;
    } catch (error) {
      this.say(`The linter has stopped: ${error instanceof Error ? error.message : error}. Please try again`);
      return undefined;
    }
  }

  async openFiles(chosen: Promise<readonly NamedText[]> = chooseFiles()): Promise<void> {
    this.#opening += 1;
    const turn = this.#opening;
    try {
      const files = await chosen;
      // Something else was opened while these were read.
      if (files.length === 0 || turn !== this.#opening) return;
      this.workspace.open({ files, release: this.workspace.release });
      this.say(`Opened ${names(files)}`);
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
    }
  }

  readonly dropFiles = (files: readonly File[]): Promise<void> => this.openFiles(readFiles(files));

  save(): void {
    const { active } = this.workspace;
    if (active === undefined) return;
    saveFile({ name: active.name, text: active.view.state.doc.toString() });
    this.say(`Saved ${active.name}`);
  }

  openExample(id: string): void {
    const example = examples.find((one) => one.id === id);
    if (example === undefined) return;
    this.#opening += 1;
    this.workspace.open({ files: example.files, release: example.release });
    this.scenario = { cluster: 0, steps: [{ failure: 0, ends: false }] };
    this.say(example.about);
  }

  /** Puts all that is here into the address and copies it. */
  async share(): Promise<void> {
    const { project } = this.workspace;
    history.replaceState(null, "", `#${toFragment(project)}`);
    const isSecret = project.files.some(({ text }) => /^\s*auth_pass\s/m.test(text));
    const warning = isSecret ? ". It holds the files, with their auth_pass" : ". It holds the text of the files";
    try {
      await navigator.clipboard.writeText(location.href);
      this.say(`Link copied${warning}`);
    } catch {
      this.say(`The link is in the address bar${warning}`);
    }
  }

  say(text: string): void {
    this.toast = text;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => this.say(""), TOAST);
    this.#notify();
  }

  #makeView(id: number, text: string): EditorView {
    const nameOf = () => this.workspace.files.find((one) => one.id === id)?.name ?? "";
    return makeEditor({
      text,
      label: () => `Text of ${nameOf()}`,
      complete: completeFrom(this.workspace, id),
      onUpdate: (update) => this.workspace.onUpdate(id, update),
      keys: Prec.high(keymap.of(this.#keys())),
    });
  }

  #keys(): KeyBinding[] {
    const run =
      (action: () => unknown): Command =>
      () => {
        action();
        return true;
      };
    return [
      { key: "Shift-Alt-f", run: run(() => this.format()) },
      { key: "Shift-Alt-a", run: run(() => this.fixAll()) },
      { key: "Alt-Enter", run: (view) => this.#fixAt(view) },
    ];
  }

  /** The first fix of what is found at the cursor, or in its line. */
  readonly #fixAt: Command = (view) => {
    const file = this.workspace.files.find((one) => one.view === view);
    const { head } = view.state.selection.main;
    const line = view.state.doc.lineAt(head);
    const near = this.workspace.findings
      .filter((one) => one.file === file?.name && one.fix !== undefined && one.from <= line.to && one.to >= line.from)
      .toSorted((a, b) => Number(b.from <= head && head <= b.to) - Number(a.from <= head && head <= a.to));
    const [first] = near;
    if (first === undefined) return false;
    void this.fix(first);
    return true;
  };

  #onChange(): void {
    const { workspace } = this;
    if (workspace.findings !== this.#marked) {
      this.#marked = workspace.findings;
      const actions = {
        fix: (finding: Finding) => void this.fix(finding),
        explain: (rule: string) => this.show({ kind: "rule", rule }),
      };
      // An editor may be in the midst of telling of its own change.
      queueMicrotask(() => {
        for (const { name, view } of workspace.files) {
          showMarks(
            view,
            workspace.findings.filter(({ file }) => file === name),
            actions,
          );
        }
      });
    }
    this.#drawSoon(DRAW_PAUSE);
    keepProject(workspace);
    this.#notify();
  }

  #drawSoon(delay: number): void {
    clearTimeout(this.#drawTimer);
    this.#drawTimer = setTimeout(() => void this.#draw(), delay);
  }

  async #draw(): Promise<void> {
    const { workspace } = this;
    const lines = workspace.files.reduce((sum, { view }) => sum + view.state.doc.lines, 0);
    const isWanted = this.tab !== "problems" || lines < LARGE;
    if (!isWanted || !workspace.isCurrent || this.#drawn === workspace.generation) return;
    const { generation } = workspace;
    const clusters = await workspace.engine.call("draw", workspace.project).catch(() => undefined);
    // The judgement says why, and is made again.
    if (clusters === undefined || generation !== workspace.generation) return;
    this.#drawn = generation;
    this.clusters = clusters;
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

const names = (files: readonly NamedText[]): string => files.map(({ name }) => name).join(", ");
