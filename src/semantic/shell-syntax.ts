import type { CommandWord } from "./command-words.js";

/** Words that only a shell understands: `|`, `&&`, `;`, `>`, `2>&1`, `>/dev/null`, `$(pidof`, a glob in a path. */
const OPERATOR = /^(?:[|&;]{1,2}|\d?>>?|<|&>>?|\d?>>?&\d)$/;
const REDIRECTION = /^(?:\d|&)?>>?(?:&\d|\/)/;
const SUBSTITUTION = /\$\(|`/;
const GLOB = /^\/.*[*]/;
const ENDS_COMMAND = /[^\\;];$/;

/** In place of the program: `PORT=80`, `~/bin/chk`, and words that no file is called. */
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const HOME = /^~\w*\//;
const BUILT_IN = /^(?:if|for|while|until|case|cd|exit|source|export|\.|\[\[|\(.*)$/;

/** The first word of a command that only a shell understands; what is quoted inside the command is meant as it is. */
export const shellWord = ([program, ...args]: readonly CommandWord[]): CommandWord | undefined =>
  program !== undefined && isShellProgram(program) ? program : args.find(isArgument);

/** Whether only a shell finds a program by this word: `$(which nc)`, `PORT=80`. `</run/ready` runs nothing. */
export const isShellProgram = ({ value, isQuoted }: CommandWord): boolean =>
  !isQuoted &&
  (SUBSTITUTION.test(value) ||
    ASSIGNMENT.test(value) ||
    HOME.test(value) ||
    BUILT_IN.test(value) ||
    ENDS_COMMAND.test(value));

const isArgument = ({ value, isQuoted }: CommandWord): boolean =>
  !isQuoted &&
  (OPERATOR.test(value) ||
    REDIRECTION.test(value) ||
    SUBSTITUTION.test(value) ||
    GLOB.test(value) ||
    ENDS_COMMAND.test(value));
