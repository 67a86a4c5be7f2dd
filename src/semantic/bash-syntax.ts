import type { CommandWord } from "./command-words.js";

/** Something that bash understands and other shells do not, with the word it is in. */
export interface Bashism {
  readonly at: CommandWord;
  /** What it is: `/dev/tcp`, `[[`. */
  readonly what: string;
  /** The shell that reads it, as it is written. */
  readonly shell: string;
  /** What bash has to run. */
  readonly line: string;
}

/** `/bin/sh -c`; where it is dash these fail or do something else (measured with dash 0.5.12). */
const SHELL = /(?:^|\/)(?:da)?sh$/;
const RUNS_LINE = /^-[a-z]*c$/;

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ["[[", /(?:^|[\s;&|(!])\[\[\s/],
  ["<<<", /<<</],
  ["<(", /(?:^|\s)[<>]\(/],
  ["&>", /&>/],
  ["==", /(?:^|[\s;&|(!])\[\s[^\]]*\s==\s/],
  ["source", /(?:^|[;&|(]\s*)source\s/],
  ["function", /(?:^|[;&|(]\s*)function\s+\w/],
];

/**
 * What only bash reads in a command that another shell runs: keepalived hands a command that begins with `</` to system()
 * (notify.c:check_script_secure), which is /bin/sh. The device files exist for bash alone.
 */
export function findBashism(words: readonly CommandWord[]): Bashism | undefined {
  const [program] = words;
  const device = program === undefined ? undefined : /^<\s*(\/dev\/(?:tcp|udp))\//.exec(program.bare)?.[1];
  if (program !== undefined && device !== undefined) {
    return { at: program, what: device, shell: "/bin/sh", line: words.map(({ value }) => value).join(" ") };
  }
  const index = words.findIndex(({ value }, position) => SHELL.test(value) && isCommandOf(words, position));
  const shell = words[index];
  const text = words[index + 2];
  if (shell === undefined || text === undefined) return undefined;
  const what = bashismIn(text.value);
  return what === undefined ? undefined : { at: text, what, shell: shell.value, line: text.value };
}

const isCommandOf = (words: readonly CommandWord[], position: number): boolean =>
  RUNS_LINE.test(words[position + 1]?.value ?? "") && words[position + 2]?.isQuoted === true;

/** A device counts also in quotes; what else stands in quotes is text for other programs. */
function bashismIn(line: string): string | undefined {
  const device = /[<>]\s*["']?(\/dev\/(?:tcp|udp))\//.exec(line)?.[1];
  if (device !== undefined && !/\bbash\b/.test(line)) return device;
  const code = line.replace(/"[^"]*"|'[^']*'|\\./g, "_");
  return PATTERNS.find(([, pattern]) => pattern.test(code))?.[0];
}
