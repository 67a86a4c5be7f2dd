import type { Block, Item, Statement, Word } from "../../grammar/index.js";
import { type ArgumentFault, matchArguments, readWord, stateOf, type Value, valueOf } from "./arguments.js";
import type { Ast, BlockNode, Setting, Typed } from "./ast.js";
import { balance } from "./balance.js";
import { adopt, type BuiltBlock, type BuiltBlocks, enter, placeOfMany } from "./built-blocks.js";
import { type EntryFault, type EntrySink, type OptionAt, readEntry } from "./entries.js";
import { append, EMPTY, type GrowingBlock, isAbsent, type MutableBlock, newBlock } from "./new-block.js";
import type { Problem } from "./problems.js";
import { camel } from "./property-name.js";
import { type KeywordPlace, topLevelPlaces } from "./schema-index.js";
import { hasEqualsSign, keepsLast, onlyArgument, SimpleSetting } from "./simple-setting.js";
import type { TypedFile, UsedOption } from "./typed-file.js";
import { isUnknown } from "./values.js";

/** Characters without width in front of a word. */
const MARKS = /^[\u200b-\u200f\u2060\ufeff]+/;

const NO_ARGS = Object.freeze({});
const NO_ARGUMENTS = Object.freeze({ first: undefined, args: NO_ARGS, isGood: true });

/**
 * Reads statements by the schema. Gives a tree for any input; what does not fit becomes a problem. Blocks that are in
 * `built` are taken from there: the tree that they were read for must not be used any more.
 */
export function buildAst(items: readonly Item[], built?: BuiltBlocks): TypedFile {
  const builder = new Builder();
  return builder.build(items, built);
}

class Builder implements EntrySink {
  readonly problems: Problem[] = [];
  readonly options: UsedOption[] = [];
  readonly byPath = new Map<string, Typed[]>();
  /** The entry that is read, and its list. */
  #line: Statement | undefined;
  #listPlace: KeywordPlace | undefined;
  /** Lists that count once in a block. */
  readonly #once = new Map<BlockNode, Map<KeywordPlace, Statement>>();

  build(items: readonly Item[], built: BuiltBlocks | undefined): TypedFile {
    const children = topLevelPlaces();
    const ast = newBlock(undefined, undefined, undefined, children);
    const balanced = balance(items, (item) => built?.has(item) === true);
    for (const { kind, statement, place, before } of balanced.imbalances)
      this.#problem({ kind, statement, word: statement.keyword, place, before });
    if (built === undefined) this.#visit(balanced.items, ast, children);
    else for (const item of balanced.items) this.#item(item, ast, built);
    const { problems, byPath, options } = this;
    return { ast: ast as unknown as Ast, problems, byPath, options };
  }

  /** An item at top level: a block of which there may be many is read once. */
  #item(item: Item, ast: GrowingBlock, built: BuiltBlocks): void {
    const place = placeOfMany(item);
    if (place === undefined || item.kind !== "statement") {
      this.#visit([item], ast, topLevelPlaces());
      return;
    }
    const known = built.get(item) ?? Builder.read(item, place);
    built.set(item, known);
    adopt(known, place, ast, this);
  }

  /** A block by itself. */
  static read(item: Statement, place: KeywordPlace): BuiltBlock {
    const builder = new Builder();
    const around = newBlock(undefined, undefined, undefined, topLevelPlaces());
    builder.#visit([item], around, topLevelPlaces());
    const [block] = around[place.property] as readonly GrowingBlock[];
    if (block === undefined) throw new Error("a block that was read is not there");
    const { problems, options, byPath } = builder;
    return { block, problems, options, byPath };
  }

  /** Says whether it knows each of the items. */
  #visit(items: readonly Item[], node: GrowingBlock, children: ReadonlyMap<string, KeywordPlace>): boolean {
    let isKnown = true;
    for (const item of items) {
      if (item.kind !== "statement") {
        isKnown &&= item.kind === "definition" || item.kind === "bare";
        continue;
      }
      const keyword = item.keyword;
      const place = keyword === undefined ? undefined : children.get(keyword.value);
      isKnown &&= place !== undefined;
      if (place !== undefined) this.#keyword(item, place, node, children);
      else if (keyword === undefined) this.#nameless(item, node, children);
      else if (!isUnknown(keyword)) this.#unknown(item, keyword, node, children);
    }
    return isKnown;
  }

  #nameless(item: Statement, node: GrowingBlock, children: ReadonlyMap<string, KeywordPlace>): void {
    this.#problem({ kind: "unexpected-block", statement: item, word: undefined, place: node.place });
    this.#visit(item.block?.items ?? [], node, children);
  }

  #unknown(item: Statement, keyword: Word, node: GrowingBlock, children: ReadonlyMap<string, KeywordPlace>): void {
    const block = node.place === undefined ? undefined : node;
    this.#problem({
      kind: "unknown-keyword",
      statement: item,
      word: keyword,
      place: node.place,
      ...(block && { block }),
    });
    // A byte order mark hides the first keyword of a file from keepalived; what was meant is plain.
    const place = MARKS.test(keyword.value) ? children.get(keyword.value.replace(MARKS, "")) : undefined;
    if (place !== undefined) this.#keyword(item, place, node, children);
  }

  #keyword(
    item: Statement,
    place: KeywordPlace,
    node: GrowingBlock,
    siblings: ReadonlyMap<string, KeywordPlace>,
  ): void {
    if (place.kind === "option") {
      if (hasEqualsSign(item)) this.#problem({ kind: "equals-sign", statement: item, word: item.words[1], place });
      else this.#setting(item, place, node);
      if (item.block === undefined) return;
      this.#problem({ kind: "unexpected-block", statement: item, word: item.keyword, place });
      this.#visit(item.block.items, node, siblings);
      return;
    }
    if (item.block === undefined) {
      if (item.token.lost === undefined)
        this.#problem({ kind: "missing-block", statement: item, word: item.keyword, place });
      return;
    }
    if (place.kind === "list") this.#list(item, item.block, place, node);
    else this.#block(item, item.block, place, node);
  }

  #setting(item: Statement, place: KeywordPlace, node: GrowingBlock): void {
    const setting = this.#readSetting(item, place, node);
    this.#add(setting, node);
    if (place.isMany) return append(node, place.property, setting);
    const previous = node[place.property] as Setting | undefined;
    if (previous === undefined || keepsLast(place, previous)) node[place.property] = setting;
    if (previous !== undefined) this.#duplicate(item, place, previous.statement);
  }

  #readSetting(item: Statement, place: KeywordPlace, block: BlockNode): Setting {
    const argument = onlyArgument(item, place);
    const word = item.words[1];
    if (argument === undefined || word === undefined) return this.#readArguments(item, place, block);
    const reading = readWord(argument, word);
    if (reading.fault !== undefined) this.#fault(item, place, { argument, fault: reading.fault, word });
    return new SimpleSetting(item, place, block, reading.value, stateOf(reading), word);
  }

  #readArguments(statement: Statement, place: KeywordPlace, block: BlockNode): Setting {
    const { first, args } = this.#arguments(statement, place);
    const keyword = statement.keyword;
    if (keyword === undefined) throw new Error("a statement was given a place in the schema without a keyword");
    if (place.keyword.args === undefined) {
      return { statement, place, block, value: true, state: "known", word: keyword, args };
    }
    if (isList(first)) {
      const values = first.map((one) => one.value);
      return { statement, place, block, value: values, state: "known", word: first[0]?.word ?? keyword, args };
    }
    const omitted = place.keyword.args[0]?.whenOmitted;
    const { value, state, word } = first ?? {
      value: omitted,
      state: omitted === undefined ? "invalid" : "known",
      word: keyword,
    };
    return { statement, place, block, value, state, word, args } as Setting;
  }

  #duplicate(statement: Statement, place: KeywordPlace, previous: Statement): void {
    this.#problem({ kind: "duplicate", statement, word: statement.keyword, place, previous });
  }

  /** Reads the words of a setting, or of a block's head, and reports what does not fit. */
  #arguments(statement: Statement, place: KeywordPlace) {
    const { args: expected = EMPTY, anyOrder } = place.keyword;
    // Most blocks and lists have no head but their keyword.
    if (expected.length === 0 && statement.words.length === 1) return NO_ARGUMENTS;
    const only = onlyArgument(statement, place);
    const word = statement.words[1];
    if (only !== undefined && word !== undefined) {
      const { value: first, fault } = valueOf(only, word);
      if (fault !== undefined) this.#fault(statement, place, { argument: only, fault, word });
      return { first, args: { [camel(only.name)]: first }, isGood: fault === undefined };
    }
    const matched = matchArguments(expected, statement.words, anyOrder);
    for (const fault of matched.faults) this.#fault(statement, place, fault);
    const [surplus] = matched.extra;
    if (surplus !== undefined && !isUnknown(surplus))
      this.#problem({ kind: "extra-value", statement, word: surplus, place });
    const [argument] = expected;
    return {
      first: argument === undefined ? undefined : matched.args[camel(argument.name)],
      args: matched.args,
      isGood: matched.faults.length === 0,
    };
  }

  #block(item: Statement, body: Block, place: KeywordPlace, node: GrowingBlock): void {
    const previous = place.isMany ? undefined : (node[place.property] as GrowingBlock | undefined);
    // keepalived forgets the block before and says so (check_parser.c:ssl_handler); others are merged.
    const isReplaced = previous !== undefined && place.keyword.multiple === "last-warned";
    if (isReplaced) this.#duplicate(item, place, previous.statement);
    const known = isReplaced ? undefined : previous;
    const block = known ?? newBlock(item, place, node, place.children);
    if (known === undefined) (block as MutableBlock).bodies = [body];
    else (block.bodies as Block[]).push(body);
    const { args, isGood } = this.#arguments(item, place);
    if (known === undefined) {
      (block as MutableBlock).args = args;
      if (place.isMany) append(node, place.property, block);
      else node[place.property] = block;
      this.#add(block, node);
    }
    if (!this.#visit(body.items, block, place.children)) (block as MutableBlock).isKnown = false;
    // A copy has no room to grow. One that is repeated needs room, and to copy it each time would be quadratic.
    if (known === undefined) (block as MutableBlock).contents = block.contents.slice();
    // A block whose head is wrong is skipped, or worse: that is reported.
    if (!isGood) return;
    const missing = (place.keyword.block?.requires ?? EMPTY).filter((name) => isAbsent(block, place, name));
    if (missing.length > 0)
      this.#problem({ kind: "missing-required", statement: item, word: item.keyword, place, missing, block });
  }

  #list(item: Statement, body: Block, place: KeywordPlace, node: GrowingBlock): void {
    this.#arguments(item, place);
    const previous = this.#once.get(node)?.get(place);
    if (previous !== undefined) return this.#duplicate(item, place, previous);
    if (place.keyword.multiple === "first-warned") this.#once.set(node, new Map([[place, item]]));
    this.#index({ statement: item, place });
    let count = 0;
    for (const child of body.items) {
      if (child.kind !== "statement") count++;
      else if (child.words.length > 0) {
        count++;
        this.#entries(child, place, node);
      }
      if (child.kind === "statement" && child.block !== undefined) this.#stray(child, place);
    }
    if (node[place.property] === EMPTY) node[place.property] = [];
    if (count === 0 && place.keyword.block?.emptyBody !== undefined) {
      this.#problem({ kind: "empty-list", statement: item, word: item.keyword, place });
    }
  }

  #stray(statement: Statement, place: KeywordPlace): void {
    this.#problem({ kind: "unexpected-block", statement, word: statement.keyword, place });
  }

  #entries(child: Statement, place: KeywordPlace, node: GrowingBlock): void {
    const grammar = place.keyword.entry;
    if (grammar === undefined) return;
    this.#line = child;
    this.#listPlace = place;
    const isSplit = place.keyword.block?.separator === "whitespace";
    for (const words of isSplit ? child.words.map((word) => [word]) : [child.words]) {
      const entry = readEntry(child, words, place, grammar, this);
      append(node, place.property, entry);
      (node.contents as Typed[]).push(entry);
    }
  }

  fault(fault: EntryFault): void {
    if (this.#line !== undefined) this.#problem({ ...fault, statement: this.#line, place: this.#listPlace });
  }

  option(word: Word, found: OptionAt, values: readonly Value[]): void {
    if (this.#line === undefined || this.#listPlace === undefined) return;
    this.options.push({ ...found, word, values, statement: this.#line, place: this.#listPlace });
  }

  #add(element: Typed, node: BlockNode): void {
    (node.contents as Typed[]).push(element);
    this.#index(element);
  }

  #index(element: Typed): void {
    enter(this.byPath, element.place.path, element);
  }

  #fault(statement: Statement, place: KeywordPlace, { argument, fault, word }: ArgumentFault): void {
    if (fault === "missing") {
      if (statement.token.lost !== undefined) return;
      this.#problem({ kind: "missing-value", statement, word: statement.words.at(-1), place, argument });
    } else this.#problem({ kind: "bad-value", statement, word, place, argument, fault });
  }

  #problem(problem: Problem): void {
    this.problems.push(problem);
  }
}

const isList = (value: Value | readonly Value[] | undefined): value is readonly Value[] => Array.isArray(value);
