import { camelCase, type Keyword, root } from "../../grammar/index.js";

/** A keyword at its place in the schema, with what a reader of statements needs at hand. */
export interface KeywordPlace {
  readonly name: string;
  /** Block names and the keyword, joined by `/`: `vrrp_instance/authentication/auth_pass`. */
  readonly path: string;
  /** Name of the property in the typed AST. */
  readonly property: string;
  readonly keyword: Keyword;
  readonly kind: "option" | "block" | "list";
  /** Each occurrence is a value of its own. */
  readonly isMany: boolean;
  readonly parent: KeywordPlace | undefined;
  readonly children: ReadonlyMap<string, KeywordPlace>;
}

const NO_CHILDREN: ReadonlyMap<string, KeywordPlace> = new Map();

let topLevel: ReadonlyMap<string, KeywordPlace> | undefined;

/** Keywords at top level. */
export function topLevelPlaces(): ReadonlyMap<string, KeywordPlace> {
  topLevel ??= places(root, undefined);
  return topLevel;
}

/** The keyword at a path such as `vrrp_instance/priority`. */
export function placeAt(path: string): KeywordPlace | undefined {
  let children = topLevelPlaces();
  let found: KeywordPlace | undefined;
  for (const name of path.split("/")) {
    found = children.get(name);
    if (found === undefined) return undefined;
    children = found.children;
  }
  return found;
}

/** Every keyword of the schema, blocks before what they hold. */
export function* allPlaces(children = topLevelPlaces()): Generator<KeywordPlace> {
  for (const place of children.values()) {
    yield place;
    yield* allPlaces(place.children);
  }
}

let byName: ReadonlyMap<string, readonly KeywordPlace[]> | undefined;

/** Places at which a word may stand. */
export function placesNamed(name: string): readonly KeywordPlace[] {
  byName ??= groupByName();
  return byName.get(name) ?? [];
}

function groupByName(): ReadonlyMap<string, readonly KeywordPlace[]> {
  const groups = new Map<string, KeywordPlace[]>();
  for (const place of allPlaces()) {
    const group = groups.get(place.name);
    if (group === undefined) groups.set(place.name, [place]);
    else group.push(place);
  }
  return groups;
}

function places(
  keywords: Readonly<Record<string, Keyword>>,
  parent: KeywordPlace | undefined,
): ReadonlyMap<string, KeywordPlace> {
  const index = new Map<string, KeywordPlace>();
  for (const name of Object.keys(keywords)) {
    const keyword = keywords[name];
    if (keyword !== undefined) index.set(name, new SchemaPlace(name, keyword, parent));
  }
  return index;
}

/** What needs work is made when it is first asked for: a run on two instances needs few blocks. */
class SchemaPlace implements KeywordPlace {
  readonly name: string;
  readonly keyword: Keyword;
  readonly kind: KeywordPlace["kind"];
  readonly isMany: boolean;
  readonly parent: KeywordPlace | undefined;
  #path: string | undefined;
  #property: string | undefined;
  #children: ReadonlyMap<string, KeywordPlace> | undefined;

  constructor(name: string, keyword: Keyword, parent: KeywordPlace | undefined) {
    this.name = name;
    this.keyword = keyword;
    this.kind = keyword.kind ?? "option";
    this.isMany = keyword.block === undefined ? keyword.multiple === "accumulate" : keyword.block.occurs === "many";
    this.parent = parent;
  }

  get path(): string {
    this.#path ??= this.parent === undefined ? this.name : `${this.parent.path}/${this.name}`;
    return this.#path;
  }

  get property(): string {
    this.#property ??= camelCase(this.name);
    return this.#property;
  }

  get children(): ReadonlyMap<string, KeywordPlace> {
    const { children } = this.keyword;
    this.#children ??= children === undefined ? NO_CHILDREN : places(children, this);
    return this.#children;
  }
}
