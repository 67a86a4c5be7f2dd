/** Features that a build may leave out; a keyword that needs one is unknown to a program without it. */
export type Feature = string;

/** Classes of names that one block defines and others use. */
export type NameClass =
  | "vrrp_instance"
  | "vrrp_script"
  | "vrrp_sync_group"
  | "vrrp_track_process"
  | "track_file"
  | "track_group"
  | "bfd_instance"
  | "virtual_server_group";

/** What a word is read as. */
export type ValueType =
  | "uint"
  | "int"
  | "decimal"
  | "bool"
  | "enum"
  | "string"
  | "user"
  | "group"
  | "script-command"
  | "ip"
  | "bare-ip"
  | "ipv4"
  | "ipv6"
  | "ip-range"
  | "ip/prefix"
  | "ipv4-multicast"
  | "ipv6-multicast"
  | "multicast-ip"
  | "ipv4-or-sign"
  | "route-prefix"
  | "port"
  | "port-range"
  | "path"
  | "interface"
  | "directory"
  | "linkgroup"
  | "hex"
  | "hex-string"
  | "uint-or-range"
  | "uint-range"
  | "uint-or-word"
  | "enum-or-uint"
  | "regex"
  | "email"
  | "hostname-or-ip"
  | "umask"
  | "mac"
  | "mark/mask"
  | "hmac-key"
  | "virtual-server-target"
  | "netmask"
  | "netmask-or-prefix"
  | "dns-name"
  | "ip-protocol"
  | "rt-scope"
  | "rt-realms"
  | "rt-dsfield"
  | "rt-table"
  | "rt-protocol"
  | "rtt"
  | "mpls-labels"
  | "ila-locator"
  | "grammar:encap"
  | "grammar:nexthop"
  | `def:${NameClass}`
  | `ref:${NameClass}`;

/** One word after a keyword, or after an option of an entry. */
export interface Argument {
  readonly name: string;
  readonly type: ValueType;
  readonly optional?: boolean;
  /** One or more words; with `optional`, none or more. */
  readonly repeat?: boolean;
  /** Among arguments in any order: a second one is reported and dropped. Else the last one holds. */
  readonly once?: boolean;
  readonly enum?: readonly string[];
  /** First release of single words of `enum`. */
  readonly enumSince?: Readonly<Record<string, string>>;
  /** `false`: words of `enum` count in any case. Else they have to match exactly. */
  readonly caseSensitive?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** First release that takes a point. */
  readonly decimalsSince?: string;
  /** Bounds of the releases before one. */
  readonly before?: {
    readonly release: string;
    readonly max?: number;
    readonly maxLength?: number;
    readonly nonEmpty?: boolean;
  };
  readonly unit?: string;
  readonly maxLength?: number;
  /** Two quotes with nothing between them are no value. */
  readonly nonEmpty?: boolean;
  /** What begins with neither a digit nor `-` is a word, not a number. */
  readonly digitFirst?: boolean;
  readonly length?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** What holds when the word is left out. */
  readonly whenOmitted?: boolean | number | string;
  /** The same in words, where no fixed value says it. */
  readonly whenOmittedNote?: string;
  readonly default?: boolean | number | string;
  /** A running daemon takes the number before trailing junk, with a warning. */
  readonly lenient?: boolean;
  /** A word that may or must come before the value. */
  readonly keyword?: string;
  /** What follows each word of `enum`. */
  readonly valueArgs?: Readonly<Record<string, Argument>>;
  readonly valueArg?: Argument;
  /** Words that an older form allows before those of `enum`, without a word that introduces them. */
  readonly bare?: readonly Argument[];
  /** What may come directly before the word. Of a list only the first word may do without. */
  readonly prefix?: readonly string[];
  /** Words that may follow a number directly, in any case. */
  readonly units?: readonly string[];
  /** 0octal and 0xhex are taken too. */
  readonly anyBase?: boolean;
  /** A number is taken too. */
  readonly numeric?: boolean;
  /** Values that mean something today; others are accepted. */
  readonly known?: readonly string[];
  /** Shapes that the words may have; their first word decides which one applies. */
  readonly forms?: readonly Form[];
  /** 1.2.1 or older. First release that knows it. */
  readonly since?: string;
  readonly condition?: readonly Feature[];
  readonly note?: string;
}

/** One of several shapes of the words at one place. */
export interface Form {
  readonly form: string;
  readonly args: readonly Argument[];
}

/** What happens to a setting that is written more than once in a block. */
export type Multiple = "last" | "last-warned" | "first-warned" | "accumulate" | "flag" | "largest";

/** What happens when the value is missing. `fatal`: reading stops; `crash`: the process dies. */
export type MissingArgument =
  | "fatal"
  | "crash"
  | "error"
  | "logged"
  | "ignored-silently"
  | "block-skipped"
  | "ok"
  | "none-needed";

/** What happens to surplus words. */
export type ExtraArguments = "ignored" | "error" | "fatal" | "rejected" | "block-skipped";

/** What happens to a value that is not allowed. */
export type OutOfRange = "ignored" | "default" | "clamped" | "reset" | "used" | "block-skipped";

export interface Deprecation {
  /** First release that treats it so. */
  readonly since?: string;
  /** Keyword to use instead: one of the same block, else a path from top level such as `global_defs.lvs_sync_daemon`. */
  readonly replacedBy?: string;
  /** What to do where no single keyword takes its place. */
  readonly advice?: string;
  /** How keepalived says so. */
  readonly report: "config-error" | "log" | "none";
}

/** A keyword of a block. What is left out has the value named first in its comment. */
export interface Keyword {
  /** One sentence: what it does. */
  readonly summary: string;
  /** `option`: a line. `block`: holds keywords. `list`: holds entries. */
  readonly kind?: "option" | "block" | "list";
  /** None. The words after the keyword; of a block: before its brace. */
  readonly args?: readonly Argument[];
  /** No. The words after it are a secret, which no message repeats. */
  readonly isSecret?: boolean;
  readonly argsNote?: string;
  /** The arguments may come in any order. */
  readonly anyOrder?: boolean;
  /** Value that holds when the keyword, and what `defaultFrom` names, are absent. */
  readonly default?: boolean | number | string | readonly string[];
  /** Path of the keyword whose value is taken when this one is absent. */
  readonly defaultFrom?: string;
  /** Path of the keyword that is asked when that one is absent too. */
  readonly defaultThen?: string;
  /** Path that takes the place of `defaultFrom` for IPv6. */
  readonly defaultFromIpv6?: string;
  readonly defaultNote?: string;
  /** `last`. */
  readonly multiple?: Multiple;
  readonly multipleNote?: string;
  /** `fatal`, or `none-needed` without arguments. Of a block: when its header lacks a word. */
  readonly missingArg?: MissingArgument;
  /** `ignored`. Of a block: surplus words in its header. */
  readonly extraArgs?: ExtraArguments;
  /** First release that does so; before, surplus words are ignored. */
  readonly extraArgsSince?: string;
  /** `ignored`. */
  readonly outOfRange?: OutOfRange;
  readonly outOfRangeNote?: string;
  /** 0 is reported, and this number is used. */
  readonly zeroMeans?: number;
  /** The line is split once more with shell-like quotes and escapes. */
  readonly quoted?: boolean;
  /** 1.2.1 or older. First release that knows it here. */
  readonly since?: string;
  /** First release that no longer knows it. */
  readonly removed?: string;
  readonly deprecated?: Deprecation;
  /** Keyword of the same block that means the same. */
  readonly aliasOf?: string;
  /** First release of single words of an enum. */
  readonly enumSince?: Readonly<Record<string, string>>;
  /** What a reload makes of a change. */
  readonly reload?: string;
  /** The block cannot do without it; `requires` of the block names it too. */
  readonly required?: boolean;
  /** Features that have to be built in beyond those of the block (`a|b`: either; `!a`: not). */
  readonly condition?: readonly Feature[];
  /** The word occurs in keepalived's manual page. */
  readonly documented?: boolean;
  readonly note?: string;
  /** File and function that handles it. */
  readonly source?: string;
  /** Process that acts on it: that of the block. */
  readonly process?: string;
  readonly block?: BlockFacts;
  /** Keywords of a `block`. */
  readonly children?: Readonly<Record<string, Keyword>>;
  /** Grammar of the lines of a `list`. */
  readonly entry?: EntryGrammar;
}

/** What several keywords share; each has a summary of its own. */
export type KeywordPart = Omit<Keyword, "summary">;

/** What applies to a block and not to its lines. */
export interface BlockFacts {
  /** Each block is one of its own (`many`), or their bodies add up (`merged`). */
  readonly occurs: "many" | "merged";
  readonly occursNote?: string;
  readonly emptyBody?: string;
  /** Keywords it cannot do without. */
  readonly requires?: readonly string[];
  readonly requiresNote?: string;
  /** Lists: entries are lines, or all words of all lines. */
  readonly separator?: "line" | "whitespace";
  readonly entryArg?: Argument;
  readonly note?: string;
}

/** An option word of an entry, with what follows it. */
export interface EntryOption {
  /** One sentence: what it does. */
  readonly summary?: string;
  readonly args: readonly Argument[];
  readonly aliases?: readonly string[];
  readonly aliasesSince?: Readonly<Record<string, string>>;
  readonly once?: boolean;
  readonly family?: "ipv4" | "ipv6";
  readonly onError?: string;
  readonly since?: string;
  readonly condition?: readonly Feature[];
  readonly group?: string;
  readonly needs?: string;
  readonly unsupported?: boolean;
  readonly default?: boolean | number | string;
  /** Aliases that are reported, with the word to use instead. */
  readonly deprecatedAlias?: Readonly<Record<string, string>>;
  readonly deprecated?: boolean;
  readonly replacedBy?: string;
  readonly repeat?: boolean;
  readonly last?: boolean;
  readonly note?: string;
}

/** The grammar of one line of a list. */
export interface EntryGrammar {
  readonly summary: string;
  /** Words before the options, in order. */
  readonly positional?: readonly Argument[];
  readonly options?: Readonly<Record<string, EntryOption>>;
  readonly default?: Readonly<Record<string, number | string | boolean>>;
  readonly duplicate?: string;
  readonly unknownName?: string;
  readonly unknownOption?: string;
  readonly missingValue?: string;
  readonly onError?: string;
  /** Words that are missing or surplus are logged by the running program; a config test does not report them. */
  readonly onlyLogs?: boolean;
  /** What a word is that is no option. */
  readonly bareWord?: BareWord;
  readonly requires?: string;
  readonly perLine?: "many";
  readonly forms?: readonly Form[];
  /** The first word chooses the options that may follow. */
  readonly types?: Readonly<Record<string, EntryType>>;
  readonly condition?: readonly Feature[];
  readonly notes?: readonly string[];
}

/** Words of an entry that no option introduces. */
export interface BareWord {
  readonly args: readonly Argument[];
  readonly note?: string;
}

/** What may follow one of the words that choose an entry's type. */
export interface EntryType {
  readonly args?: readonly Argument[];
  readonly options?: Readonly<Record<string, EntryOption>>;
  readonly requires?: string;
  readonly since?: string;
  readonly condition?: readonly Feature[];
}

/** A word of the manual page that the parser does not know at that place. */
export interface DocumentedOnly {
  readonly word: string;
  /** Path of the block, or name of the entry grammar or keyword. */
  readonly place: string;
  /** The word it does know. */
  readonly use?: string;
  readonly note?: string;
}

/** A word that is not a keyword where people write it, with the keyword to use. */
export interface FormerName {
  readonly word: string;
  /** Name of the block that the word is in; empty: top level; `*`: every block that has the keyword `use`. */
  readonly place: string;
  /** Keyword of that block, or path from top level. */
  readonly use: string;
  /** Release that brought `use`, where it is older than what the schema knows (1.2.1). */
  readonly since?: string;
  /** The words after it have the same meaning, so that it is enough to change the name. */
  readonly isSame?: true;
  /** Where the word was right: release and file. Without it the word was never a keyword there. */
  readonly source?: string;
  readonly note?: string;
}

/**
 * What a release makes of something. `refused`: keepalived does not start, crashes or drops a whole block; `ignored`: the
 * line has no effect; `changed`: it is read otherwise than today; `reported`: it works, but `keepalived -t` fails; `works`:
 as its author means it.
 */
export type Harm = "refused" | "ignored" | "changed" | "reported" | "works";

/** Something that releases read differently, and no keyword's own facts tell. */
export interface Behaviour {
  readonly id: string;
  /** First release that `does` so; absent: all before `until`. */
  readonly from?: string;
  /** First release that no longer does so; absent: the newest one still does. */
  readonly until?: string;
  /** Clauses without a subject, which is the release: `refuses an instance without interface`. */
  readonly does: { readonly harm: Harm; readonly text: string };
  readonly otherwise: { readonly harm: Harm; readonly text: string };
  /** Nothing in the file changed its meaning; a default did that matters for it. */
  readonly isDefault?: true;
  /** An order in one sentence. */
  readonly remedy: string;
  /** Commit that began or ended it, and the function. */
  readonly source: string;
}
