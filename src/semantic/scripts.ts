import type { Statement, Word } from "../../grammar/index.js";
import type { BlockNode, Setting } from "../syntax/ast.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { isUnknown } from "../syntax/values.js";
import { type CommandWord, splitCommand, splitLine } from "./command-words.js";
import { elementsAt, isBlock, type Walkable } from "./walk.js";

/** A command line of the configuration: of `script`, `notify_master`, `misc_path` and so on. */
export interface ScriptCommand {
  /** The keyword, as `notify_master`. */
  readonly keyword: string;
  readonly setting: Setting;
  readonly parent: BlockNode;
  /** The command as it is written: the first word behind the keyword. */
  readonly at: Word;
  /** All written words behind the keyword. */
  readonly written: readonly Word[];
  /**
   * The program and its arguments, as keepalived starts them. Empty where the line is not known (a definition that was
   * not replaced), or cannot be split (a quote that stays open): then nothing can be said about it.
   */
  readonly words: readonly CommandWord[];
  /** First of `words`. */
  readonly program: string | undefined;
  /** The command as one text, before it is split. */
  readonly command: string | undefined;
  /** The line is known, and has no program: `""`, or blanks in quotes. */
  readonly isEmpty: boolean;
  /** Words behind the command, in keepalived's reading, in which single quotes group too. */
  readonly rest: readonly string[];
  /** The first two of them, where the keyword takes a user and a group. */
  readonly user: string | undefined;
  readonly group: string | undefined;
  /** The keyword takes a user and a group behind the command; else further words mean nothing. */
  readonly takesUser: boolean;
  /** The command is written in double quotes. */
  readonly isQuoted: boolean;
}

/** Finds every command line by the schema's `script-command` type. */
export function readScripts(walkable: Walkable): readonly ScriptCommand[] {
  const scripts: ScriptCommand[] = [];
  for (const { element, parent } of elementsAt(walkable, isScript)) {
    if (isBlock(element)) continue;
    const script = readScript(element as Setting, parent, (element.place.keyword.args?.length ?? 0) > 1);
    if (script !== undefined) scripts.push(script);
  }
  return scripts;
}

const isScript = ({ keyword: { args } }: KeywordPlace): boolean => args?.[0]?.type === "script-command";

/** keepalived splits the raw line, and its second word once more (notify.c:notify_script_init, set_script_params_array). */
function readScript(setting: Setting, parent: BlockNode, takesUser: boolean): ScriptCommand | undefined {
  const { statement } = setting;
  const [, at] = statement.words;
  if (at === undefined) return undefined;
  const written = statement.args;
  const facts = { keyword: setting.place.name, setting, parent, at, written, takesUser, isQuoted: at.quoted };
  const isKnown = statement.token.lost === undefined && !written.some(isUnknown);
  const [, command, ...rest] = isKnown ? (splitLine(rawLine(statement)) ?? []) : [];
  const words = (command === undefined ? undefined : splitCommand(command, at)) ?? [];
  const isEmpty = command !== undefined && (words[0]?.value ?? command.trim()) === "";
  const [user, group] = takesUser ? rest : [];
  return { ...facts, words, program: words[0]?.value, command, isEmpty, rest, user, group };
}

/** The line as keepalived has it after comments and their escapes are gone. */
function rawLine({ words }: Statement): string {
  let line = "";
  let end = words[0]?.start ?? 0;
  for (const word of words) {
    const gap = word.source.text.slice(end, word.start);
    line += gap + (word.quoted ? `"${word.value}"` : word.value);
    end = word.end;
  }
  return line;
}
