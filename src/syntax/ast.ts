import type {
  Argument,
  Block,
  CamelCase,
  EntryGrammar,
  Keyword,
  root,
  Statement,
  ValueOf,
  Word,
} from "../../grammar/index.js";
import type { Value } from "./arguments.js";
import type { KeywordPlace } from "./schema-index.js";

/** What every typed element knows: the statement it was read from and its keyword's place in the schema. */
export interface Typed {
  readonly statement: Statement;
  readonly place: KeywordPlace;
}

type List<A> = A extends readonly Argument[] ? A : readonly [];

type ArgumentValue<A extends Argument> = A extends { readonly repeat: true }
  ? readonly Value<ValueOf<A>>[]
  : Value<ValueOf<A>>;

/** Arguments by name; those that were left out are missing. */
export type Arguments<A extends readonly Argument[]> = {
  readonly [K in A[number] as CamelCase<K["name"]>]?: ArgumentValue<K>;
};

type FirstValue<A extends readonly Argument[]> = A extends readonly [infer F extends Argument, ...unknown[]]
  ? F extends { readonly repeat: true }
    ? readonly ValueOf<F>[]
    : ValueOf<F>
  : true;

/**
 * One setting: `priority 100`. `value` is that of its first argument, `true` for a flag; undefined where it is not
 * known or not valid.
 */
export interface Setting<V = unknown, A = Readonly<Record<string, Value | readonly Value[] | undefined>>>
  extends Typed {
  readonly block: BlockNode;
  readonly value: V | undefined;
  readonly state: Value["state"];
  /** The word of the value, or the keyword where there is none. */
  readonly word: Word;
  readonly args: A;
}

type OptionNames<G extends EntryGrammar> = G extends { readonly options: infer O } ? keyof O & string : never;

/** The argument that an option's name stands for: the first that has to be there, else the first. */
type MainArgument<A, First = never> = A extends readonly [infer F extends Argument, ...infer Rest]
  ? F extends { readonly optional: true }
    ? MainArgument<Rest, [First] extends [never] ? F : First>
    : F
  : First;

type OptionValue<O> = O extends { readonly args: readonly [Argument, ...unknown[]] }
  ? MainArgument<O["args"]> extends infer M extends Argument
    ? Value<ValueOf<M>>
    : never
  : Value<true>;

/** One line of a list: `192.0.2.10/24 dev eth0`. */
export type EntryOf<G extends EntryGrammar> = Typed & {
  readonly [A in List<G["positional"]>[number] as CamelCase<A["name"]>]?: Value<ValueOf<A>>;
} & {
  readonly [N in OptionNames<G> as CamelCase<N>]?: G extends { readonly options: infer O }
    ? N extends keyof O
      ? OptionValue<O[N]>
      : never
    : never;
};

/** A block with its typed contents; `args` are the words before its brace. */
export interface BlockNode extends Typed {
  /** The bodies that add up to this block: one, or all blocks of the name where they are merged. */
  readonly bodies: readonly Block[];
  readonly parent: BlockNode | undefined;
  /** Settings, blocks and entries in the order they are written. */
  readonly contents: readonly Typed[];
  readonly args: Readonly<Record<string, Value | readonly Value[] | undefined>>;
  /** Each line of its bodies is one that keepalived knows there. */
  readonly isKnown: boolean;
}

type Wrapped<K extends Keyword> = K extends { readonly kind: "list"; readonly entry: infer G extends EntryGrammar }
  ? readonly EntryOf<G>[]
  : K extends { readonly kind: "block"; readonly block: { readonly occurs: "many" } }
    ? readonly BlockOf<K>[]
    : K extends { readonly kind: "block" }
      ? BlockOf<K> | undefined
      : K extends { readonly multiple: "accumulate" }
        ? readonly SettingOf<K>[]
        : SettingOf<K> | undefined;

type SettingOf<K extends Keyword> = Setting<FirstValue<List<K["args"]>>, Arguments<List<K["args"]>>>;

/** Contents of a block, by name of the keyword in camel case. */
export type Contents<C> = {
  readonly [K in keyof C & string as CamelCase<K>]: C[K] extends Keyword ? Wrapped<C[K]> : never;
};

export type BlockOf<K extends Keyword> = Omit<BlockNode, "args"> &
  Contents<K["children"]> & { readonly args: Arguments<List<K["args"]>> };

/** The typed AST of a file, or of the configuration of a node. */
export type Ast = Contents<typeof root> & BlockNode;

export type VrrpInstance = BlockOf<(typeof root)["vrrp_instance"]>;
export type VrrpSyncGroup = BlockOf<(typeof root)["vrrp_sync_group"]>;
export type VrrpScript = BlockOf<(typeof root)["vrrp_script"]>;
export type VrrpTrackProcess = BlockOf<(typeof root)["vrrp_track_process"]>;
export type VirtualServer = BlockOf<(typeof root)["virtual_server"]>;
export type GlobalDefs = BlockOf<(typeof root)["global_defs"]>;
