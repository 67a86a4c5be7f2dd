import type { IToken } from "chevrotain";
import { KeepalivedParser } from "./parser.js";
import type { Token } from "./tokens.js";
import type { Item } from "./tree.js";

let shared: KeepalivedParser | undefined;

/** Builds the items of a file from its tokens. Never fails. */
export function parseTokens(stream: readonly Token[]): Item[] {
  shared ??= new KeepalivedParser(true);
  shared.input = stream as unknown as IToken[];
  return shared.file();
}
