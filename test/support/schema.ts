import {
  type Argument,
  type EntryGrammar,
  type EntryOption,
  entries,
  type Form,
  type Keyword,
  root,
} from "../../grammar/schema/index.js";

/** A keyword with where it stands. */
export interface Placed {
  /** Names from top level on, joined by dots. */
  readonly path: string;
  readonly name: string;
  /** Path of the block, or `.` at top level. */
  readonly block: string;
  readonly keyword: Keyword;
  readonly siblings: Readonly<Record<string, Keyword>>;
}

/** Every keyword of the schema, a block before what it holds. */
export function allKeywords(siblings: Readonly<Record<string, Keyword>> = root, block = "."): Placed[] {
  return Object.entries(siblings).flatMap(([name, keyword]) => {
    const path = block === "." ? name : `${block}.${name}`;
    return [{ path, name, block, keyword, siblings }, ...allKeywords(keyword.children ?? {}, path)];
  });
}

/** Every option of every entry grammar, with those that a type word chooses. */
export function allOptions(): { readonly at: string; readonly name: string; readonly option: EntryOption }[] {
  return Object.entries<EntryGrammar>(entries).flatMap(([grammar, { options = {}, types = {} }]) => {
    const ofTypes = Object.entries(types).flatMap(([word, type]) => named(`${grammar} ${word}`, type.options ?? {}));
    return [...named(grammar, options), ...ofTypes];
  });
}

const named = (at: string, options: Readonly<Record<string, EntryOption>>) =>
  Object.entries(options).map(([name, option]) => ({ at, name, option }));

/** Every argument of keywords and entries, also those inside others. */
export function allArguments(): { readonly at: string; readonly argument: Argument }[] {
  const found: { at: string; argument: Argument }[] = [];
  const add = (at: string, args: readonly Argument[] = []): void => {
    for (const argument of args) {
      found.push({ at, argument });
      add(at, [...(argument.valueArg ? [argument.valueArg] : []), ...Object.values(argument.valueArgs ?? {})]);
      addForms(at, argument.forms);
    }
  };
  const addForms = (at: string, forms: readonly Form[] = []): void => {
    for (const form of forms) add(`${at} ${form.form}`, form.args);
  };
  for (const { path, keyword } of allKeywords()) {
    add(path, keyword.args);
    if (keyword.block?.entryArg) add(path, [keyword.block.entryArg]);
  }
  for (const [name, grammar] of Object.entries<EntryGrammar>(entries)) {
    add(name, [...(grammar.positional ?? []), ...(grammar.bareWord?.args ?? [])]);
    addForms(name, grammar.forms);
    for (const type of Object.values(grammar.types ?? {})) add(name, type.args);
  }
  for (const { at, name, option } of allOptions()) add(`${at} ${name}`, option.args);
  return found;
}
