/** Sets that have no item in common; at first each item is alone in its own. */
export class DisjointSets<T> {
  readonly #parents = new Map<T, T>();

  /** The item that stands for the set: two items are in one set where it is the same. */
  find(item: T): T {
    let root = item;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    if (root !== item) this.#parents.set(item, root);
    return root;
  }

  /** Joins the sets of two items, of which that of the first keeps its representative; false where they are one already. */
  join(a: T, b: T): boolean {
    const [first, second] = [this.find(a), this.find(b)];
    if (first === second) return false;
    this.#parents.set(second, first);
    return true;
  }
}
