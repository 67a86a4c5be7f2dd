import type { Argument, NameClass, ValueType } from "./types.js";

/** What an argument may say beyond its name and type. */
type Facts = Omit<Argument, "name" | "type">;

/** No further facts. */
type None = Readonly<Record<never, never>>;

/** `NoInfer`: only what is written counts, not what the place it is written at would allow. */
type Described<N extends string, T extends ValueType, F> = {
  readonly name: NoInfer<N>;
  readonly type: NoInfer<T>;
} & Readonly<NoInfer<F>>;

export interface Bounds<Min extends number, Max extends number> {
  readonly min: NoInfer<Min>;
  readonly max: NoInfer<Max>;
}

/** Largest values of C's unsigned and signed types; the one of 64 bits is the nearest number there is. */
export const UINT32_MAX = 4294967295;
export const INT32_MAX = 2147483647;
export const INT32_MIN = -2147483648;
export const UINT64_MAX = 18446744073709552000;

/** Longest time keepalived's timers hold, in seconds: 32 and 64 bits of microseconds (timer.h:TIMER_HZ). */
export const TIMER32_MAX = 4294.967295;
export const TIMER64_MAX = 18446744073709.55;

/** A word of any type: `word("path", "path")`. */
export const word = <const N extends string, const T extends ValueType, const F extends Facts = None>(
  name: N,
  type: T,
  facts?: F,
): Described<N, T, F> => ({ name, type, ...facts }) as Described<N, T, F>;

/** A number without sign, in decimal. */
export const uint = <
  const N extends string,
  const Min extends number,
  const Max extends number,
  const F extends Facts = None,
>(
  name: N,
  min: Min,
  max: Max,
  facts?: F,
): Described<N, "uint", F> & Bounds<Min, Max> =>
  ({ name, type: "uint", min, max, ...facts }) as Described<N, "uint", F> & Bounds<Min, Max>;

/** A whole number that may be negative. */
export const int = <
  const N extends string,
  const Min extends number,
  const Max extends number,
  const F extends Facts = None,
>(
  name: N,
  min: Min,
  max: Max,
  facts?: F,
): Described<N, "int", F> & Bounds<Min, Max> =>
  ({ name, type: "int", min, max, ...facts }) as Described<N, "int", F> & Bounds<Min, Max>;

/** A number with a decimal point. */
export const decimal = <
  const N extends string,
  const Min extends number,
  const Max extends number,
  const F extends Facts = None,
>(
  name: N,
  min: Min,
  max: Max,
  facts?: F,
): Described<N, "decimal", F> & Bounds<Min, Max> =>
  ({ name, type: "decimal", min, max, ...facts }) as Described<N, "decimal", F> & Bounds<Min, Max>;

/** Seconds with a decimal point, to the microsecond; a running daemon takes the number before trailing junk. */
export const seconds = <const Min extends number, const Max extends number>(min: Min, max: Max) =>
  decimal("seconds", min, max, { decimals: 6, unit: "s", lenient: true });

/** Whole seconds; a running daemon takes the number before trailing junk. */
export const wholeSeconds = <const Min extends number, const Max extends number>(min: Min, max: Max) =>
  uint("seconds", min, max, { unit: "s", lenient: true });

/** A port number; a running daemon takes the number before trailing junk. */
export const port = <const Min extends number, const F extends Facts = None>(min: Min, facts?: F) =>
  word("port", "port", { min, max: 65535, lenient: true, ...facts });

/** One of some words. */
export const oneOf = <const N extends string, const W extends readonly string[], const F extends Facts = None>(
  name: N,
  words: W,
  facts?: F,
): Described<N, "enum", F> & { readonly enum: NoInfer<W> } =>
  ({ name, type: "enum", enum: words, ...facts }) as Described<N, "enum", F> & { readonly enum: NoInfer<W> };

/** Text that keepalived takes as it is. */
export const text = <const N extends string, const F extends Facts = None>(name: N, facts?: F) =>
  word(name, "string", facts);

/** An address; a prefix or a range after it is cut off. */
export const ip = <const N extends string, const F extends Facts = None>(name: N, facts?: F) => word(name, "ip", facts);

/** An address that nothing may follow, not even a prefix. */
export const bareIp = <const N extends string, const F extends Facts = None>(name: N, facts?: F) =>
  word(name, "bare-ip", facts);

/** A file or folder. */
export const path = <const N extends string, const F extends Facts = None>(name: N, facts?: F) =>
  word(name, "path", facts);

/** The name of a network interface. */
export const networkInterface = <const F extends Facts = None>(facts?: F) => word("interface", "interface", facts);

/** The name that a block gives itself. */
export const name = <const C extends NameClass, const F extends Facts = None>(nameClass: C, facts?: F) =>
  word("name", `def:${nameClass}` as const, facts);

/** The name of something defined elsewhere; the argument is called `name` unless said otherwise. */
export const reference = <const C extends NameClass, const N extends string = "name">(nameClass: C, argument?: N) =>
  word((argument ?? "name") as N, `ref:${nameClass}` as const);
