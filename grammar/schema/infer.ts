import type { Argument, Keyword } from "./types.js";

/** An address in its one canonical spelling. */
export interface IpAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** An address with the prefix that was written; without one the full length holds. */
export interface IpPrefix extends IpAddress {
  readonly prefix: number | undefined;
}

/** Words of an argument's `enum`; none when it has no such list. */
type WordsOf<A extends Argument> = A extends { readonly enum: readonly (infer W extends string)[] } ? W : never;

/** What each type of argument is read as; the types that are not named here stay text. */
interface Readings<A extends Argument> {
  readonly uint: number;
  readonly int: number;
  readonly decimal: number;
  readonly port: number;
  readonly bool: boolean;
  readonly enum: WordsOf<A>;
  readonly ip: IpAddress;
  readonly "bare-ip": IpAddress;
  readonly ipv4: IpAddress;
  readonly ipv6: IpAddress;
  readonly "ipv4-multicast": IpAddress;
  readonly "ipv6-multicast": IpAddress;
  readonly "multicast-ip": IpAddress;
  readonly "ipv4-or-sign": IpAddress | WordsOf<A>;
  readonly "ip/prefix": IpPrefix;
  readonly "route-prefix": IpPrefix | WordsOf<A>;
  readonly "uint-or-word": number | WordsOf<A>;
  readonly "enum-or-uint": number | WordsOf<A>;
}

/** Type of the value that one word of an argument is read as. */
export type ValueOf<A extends Argument> = A["type"] extends keyof Readings<A> ? Readings<A>[A["type"]] : string;

/** Everything before the first `_` or `-` in lower case, what follows each with a capital. */
type Joined<S extends string, First extends boolean> = S extends `${infer Head}_${infer Tail}`
  ? `${Part<Head, First>}${Joined<Tail, First extends true ? (Head extends "" ? true : false) : false>}`
  : Part<S, First>;

type Part<S extends string, First extends boolean> = First extends true ? Lowercase<S> : Capitalize<Lowercase<S>>;

type Underscored<S extends string> = S extends `${infer Head}-${infer Tail}` ? Underscored<`${Head}_${Tail}`> : S;

/** The property that holds a keyword's value: `virtual_router_id` is `virtualRouterId`, `HTTP_GET` is `httpGet`. */
export type CamelCase<S extends string> = Joined<Underscored<S>, true>;

/** What {@link CamelCase} does to a type, done to a text. */
export function camelCase<const S extends string>(name: S): CamelCase<S> {
  const joined = name
    .replace(/^[-_]+/, "")
    .toLowerCase()
    .replace(/[-_]+(.?)/g, (_, letter: string) => letter.toUpperCase());
  return joined as CamelCase<S>;
}

type Keywords = Readonly<Record<string, Keyword>>;

/** Names of the keywords of a block, or of the top level. */
export type KeywordName<Block extends Keywords> = keyof Block & string;

/** The keyword at a path such as `vrrp_instance.authentication.auth_pass`, `never` when there is none. */
export type KeywordAt<Block, Path extends string> = Path extends `${infer Head}.${infer Tail}`
  ? Head extends keyof Block
    ? Block[Head] extends { readonly children: infer Children }
      ? KeywordAt<Children, Tail>
      : never
    : never
  : Path extends keyof Block
    ? Block[Path]
    : never;
