import { isStrong } from "../cluster/cluster.js";
import type { NodeOutline } from "../cluster/outline.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Grouping, ownedFiles } from "./grouping.js";
import { type JudgedFile, type JudgedNode, mapGrouping, type Task, type TextVerdict } from "./judge.js";
import type { Root } from "./plan.js";

/** Roots that are visited again together; few, since most of them are not neighbours. */
const AGAIN = 32;

/** A task for what is not judged yet, and how to enter what comes of it. */
interface OpenTask {
  readonly task: Task;
  enter(verdict: TextVerdict): void;
}

/** What is missing: a cluster, or a file as one node sees it; with the nodes that have to be read for it. */
interface Missing {
  readonly nodes: readonly NodeOutline[];
  readonly path?: string;
  readonly cluster?: Grouping<NodeOutline>;
}

/** What is known of the nodes of a run, by the outlines that stand for them. */
export class Ledger {
  readonly notices: Diagnostic[] = [];
  readonly #roots: readonly Root[];
  readonly #nodes: (readonly JudgedNode[])[];
  readonly #rootOf = new Map<NodeOutline, number>();
  readonly #found = new Map<NodeOutline, readonly Diagnostic[]>();
  readonly #files = new Map<NodeOutline, Map<string, JudgedFile>>();
  readonly #clusters = new Map<string, readonly Diagnostic[]>();
  readonly #included = new Map<string, string>();
  readonly #numbers = new Map<NodeOutline, number>();

  constructor(roots: readonly Root[]) {
    this.#roots = roots;
    this.#nodes = roots.map(() => []);
  }

  /** Enters what was found when these roots, by index, were looked at for the first time. */
  enter(batch: readonly number[], { notices, nodes, included, ...rest }: TextVerdict): void {
    this.notices.push(...notices);
    for (const { path, text } of included) if (!this.#included.has(path)) this.#included.set(path, text);
    for (const [at, root] of batch.entries()) {
      const own = nodes[at] ?? [];
      this.#nodes[root] = own;
      for (const { outline, found } of own) {
        this.#rootOf.set(outline, root);
        this.#found.set(outline, found);
        this.#numbers.set(outline, this.#numbers.size);
      }
    }
    this.#enterJudged(batch, rest);
  }

  #enterJudged(batch: readonly number[], { files, clusters }: Pick<TextVerdict, "files" | "clusters">): void {
    const outlines = this.#outlinesOf(batch);
    for (const file of files) {
      const owner = outlines[file.owner];
      if (owner === undefined) continue;
      const known = this.#files.get(owner);
      if (known === undefined) this.#files.set(owner, new Map([[file.path, file]]));
      else known.set(file.path, file);
    }
    for (const { grouping, found } of clusters) {
      const ofOutlines = mapGrouping(grouping, (number) => outlines.slice(number, number + 1));
      this.#clusters.set(this.#keyOf(ofOutlines), found);
    }
  }

  #outlinesOf(batch: readonly number[]): readonly NodeOutline[] {
    return batch.flatMap((root) => (this.#nodes[root] ?? []).map(({ outline }) => outline));
  }

  /** All that a rule can see of a grouping. */
  #keyOf({ name, nodes, isComplete, evidence, neighbours = [] }: Grouping<NodeOutline>): string {
    const numbers = nodes.map((node) => this.#numbers.get(node));
    return JSON.stringify([name ?? "", isComplete, isStrong(evidence), numbers, neighbours]);
  }

  /** In the order of the roots. */
  nodes(): readonly NodeOutline[] {
    return this.#nodes.flatMap((own) => own.map(({ outline }) => outline));
  }

  foundIn(node: NodeOutline): readonly Diagnostic[] {
    return this.#found.get(node) ?? [];
  }

  fileOf(owner: NodeOutline, path: string): JudgedFile | undefined {
    return this.#files.get(owner)?.get(path);
  }

  foundInCluster(grouping: Grouping<NodeOutline>): readonly Diagnostic[] {
    return this.#clusters.get(this.#keyOf(grouping)) ?? [];
  }

  textOf(path: string, owner: NodeOutline): string {
    const text = path === owner.path ? this.#roots[this.#rootOf.get(owner) ?? -1]?.text : this.#included.get(path);
    return text ?? "";
  }

  /** Tasks for all that these nodes and clusters need and nobody has judged. */
  open(nodes: readonly NodeOutline[], clusters: readonly Grouping<NodeOutline>[]): readonly OpenTask[] {
    const missing: Missing[] = [];
    for (const [path, { owner }] of ownedFiles(nodes)) {
      if (this.fileOf(owner, path) === undefined) missing.push({ nodes: [owner], path });
    }
    for (const cluster of clusters) {
      if (!this.#clusters.has(this.#keyOf(cluster))) missing.push({ nodes: cluster.nodes, cluster });
    }
    const tasks: OpenTask[] = [];
    let some: Missing[] = [];
    let roots = new Set<number>();
    for (const one of missing) {
      some.push(one);
      for (const node of one.nodes) roots.add(this.#rootOf.get(node) ?? -1);
      if (roots.size < AGAIN) continue;
      tasks.push(this.#taskFor(some, [...roots]));
      some = [];
      roots = new Set();
    }
    return some.length === 0 ? tasks : [...tasks, this.#taskFor(some, [...roots])];
  }

  #taskFor(missing: readonly Missing[], batch: readonly number[]): OpenTask {
    const numbers = new Map(this.#outlinesOf(batch).map((outline, number) => [outline, number]));
    const numberOf = (node: NodeOutline): number[] => [numbers.get(node) ?? -1];
    const wanted = {
      files: missing.flatMap(({ nodes: [node], path }) =>
        node === undefined || path === undefined ? [] : numberOf(node).map((owner) => ({ owner, path })),
      ),
      clusters: missing.flatMap(({ cluster }) => (cluster === undefined ? [] : mapGrouping(cluster, numberOf))),
    };
    return {
      task: { roots: batch.flatMap((root) => this.#roots[root] ?? []), wanted },
      enter: (verdict) => this.#enterJudged(batch, verdict),
    };
  }
}
