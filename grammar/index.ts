export { decomment } from "./decomment.js";
export { type Comment, MAX_DEPTH, tokenize, tokenizePiece } from "./lexer.js";
export { parseTokens } from "./parse-tokens.js";
export { eachPhysicalLine, LINE_BYTES } from "./physical-lines.js";
export { isIncludeKeyword, scanInclude } from "./prefixes.js";
export {
  endsInName,
  headAt,
  headsIn,
  type Mention,
  mayRefer,
  mentionAt,
  mentionsIn,
  namesIn,
  withoutReferences,
} from "./references.js";
export type { BehaviourId } from "./schema/behaviours.js";
export { behaviours, documentedOnly, entries, features, formerNames, root } from "./schema/index.js";
export {
  type CamelCase,
  camelCase,
  type IpAddress,
  type IpPrefix,
  type ValueOf,
} from "./schema/infer.js";
export type {
  Argument,
  Behaviour,
  DocumentedOnly,
  EntryGrammar,
  EntryOption,
  EntryType,
  ExtraArguments,
  Feature,
  Form,
  FormerName,
  Keyword,
  NameClass,
} from "./schema/types.js";
export * as tokens from "./tokens.js";
export {
  CookedWord,
  moveToken,
  NO_PREFIXES,
  NO_WORDS,
  type Place,
  type Prefix,
  type SourceText,
  Token,
  type Via,
  Word,
} from "./tokens.js";
export { type Block, type Item, type Lone, Statement } from "./tree.js";
export { byteLength, firstBytes } from "./utf8.js";
