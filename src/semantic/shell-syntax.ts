import type { CommandWord } from "./command-words.js";

/** Words that only a shell understands: `|`, `&&`, `;`, `>`, `2>&1`, `$(pidof`, a glob in a path. */
const OPERATOR = /^(?:[|&;]{1,2}|\d?>>?|<|&>>?|\d?>>?&\d)$/;
const SUBSTITUTION = /\$\(|`/;
const GLOB = /^\/.*[*]/;
const ENDS_COMMAND = /[^\\;];$/;

/** In place of the program: `PORT=80`, `~/bin/chk`, and words that no file is called. */
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
const HOME = /^~\w*\//;
const BUILT_IN = /^(?:if|for|while|until|case|cd|exit|source|export|\.|\[\[|\(.*)$/;

/** Operators in the name of a program, which no file has: `ss|grep`, `/usr/bin/a;exit`. `</run/ready` runs nothing. */
const GLUED_TO_PROGRAM = /^<(?!\s*\/)|^[^<].*[|;&<>]|^[|;&>]/;

/** Programs that people write after an operator without their path, and words that only a shell knows. */
const COMMANDS = [
  "awk|basename|bash|cat|curl|cut|date|echo|egrep|exit|false|fgrep|grep|head|ip|jq|kill|killall|logger|mail|nc|printf",
  "return|sed|service|sh|sleep|sort|sudo|systemctl|tail|tee|test|touch|tr|true|uniq|wc|wget|xargs|\\[",
];
const COMMAND = `(?:${COMMANDS.join("|")})$`;

/** `|/bin/grep`, `-lnt|grep`, `addr|`, `&&/bin/true`, `x&`: the operator, and what may follow it in the same word. */
const PIPED_COMMAND = new RegExp(`\\|&?${COMMAND}`);
const PIPED_PATH = /\|&?\.{0,2}\//;
const STARTS_WITH_PIPE = /^\|&?[\w./]/;
const ENDS_WITH_PIPE = /[\w)\]]\|&?$/;
const CHAINED_COMMAND = new RegExp(`(?:;|&&|\\|\\|)${COMMAND}`);
const CHAINED_PATH = /(?:&&|\|\|)\.{0,2}\/|^(?:&&|\|\|)\w/;
const ENDED_BEFORE_PATH = /;\.{0,2}\//;
const BACKGROUND = /[\w/]&{1,2}$/;

/** `x>/dev/null`, `2>&1`, `>out.log`, `</dev/null`; not `80->192.0.2.1`, `=>/x` and `</html>`. */
const REDIRECTION =
  /(?:^|[^-=<>])>>?(?:&\d|\.{0,2}\/)|^(?:\d|&)?>>?(?:&\d|\.{0,2}\/|[A-Za-z_.$])|^\d?<(?:<|&\d|\/(?!\w+>))/;

/** Programs that take patterns, in which `a|b` means either. */
const TAKES_PATTERN = /(?:^|\/)(?:[efpz]?grep|pkill|pidof|g?awk|sed|jq|find|expr|perl|python\d?|ruby|rg)$/;

/** Words of an address on the web, where `&` and `;` separate parts. */
const ADDRESS = /:\/\/|\?/;

/** The first word of a command that only a shell understands; what is quoted inside the command is meant as it is. */
export function shellWord([program, ...args]: readonly CommandWord[]): CommandWord | undefined {
  if (program === undefined) return undefined;
  if (isShellProgram(program)) return program;
  const takesPattern = TAKES_PATTERN.test(program.value);
  return args.find((word) => isArgument(word) || isGlued(word, takesPattern));
}

/** Whether only a shell finds a program by this word: `$(which nc)`, `PORT=80`. `</run/ready` runs nothing. */
export const isShellProgram = ({ bare }: CommandWord): boolean =>
  GLUED_TO_PROGRAM.test(bare) ||
  SUBSTITUTION.test(bare) ||
  ASSIGNMENT.test(bare) ||
  HOME.test(bare) ||
  BUILT_IN.test(bare) ||
  ENDS_COMMAND.test(bare);

const isArgument = ({ bare }: CommandWord): boolean =>
  OPERATOR.test(bare) || SUBSTITUTION.test(bare) || GLOB.test(bare) || ENDS_COMMAND.test(bare);

/** An operator without spaces around it. Where a character may also be part of a pattern or an address, it is not meant. */
function isGlued({ bare, isQuoted }: CommandWord, takesPattern: boolean): boolean {
  if (!/[|;&<>]/.test(bare)) return false;
  if (STARTS_WITH_PIPE.test(bare) || REDIRECTION.test(bare)) return true;
  if (PIPED_COMMAND.test(bare) || CHAINED_COMMAND.test(bare) || CHAINED_PATH.test(bare)) return true;
  if ((!takesPattern || isQuoted) && (PIPED_PATH.test(bare) || ENDS_WITH_PIPE.test(bare))) return true;
  return !ADDRESS.test(bare) && (ENDED_BEFORE_PATH.test(bare) || BACKGROUND.test(bare));
}
