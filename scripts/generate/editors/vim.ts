import { allFixedWords, BOOLEANS, blockNames, GENERATED, namedBlocks, optionNames } from "./vocabulary.js";

/** What may be before the first word of a statement: a line's start or a brace, a condition, a sequence. */
const STATEMENT = "\\%(\\%(^\\|[{}]\\)\\s*\\%(@\\S\\+\\s\\+\\)\\?\\%(\\~\\u\\{3}x\\?\\s*([^)]*)\\s*\\)*\\)\\@<=";

/** Width of the lines that words are put into. */
const WIDTH = 100;

/** The syntax file of Vim and Neovim. Words have their colour by what they are, wherever the schema has them. */
export const vimSyntax = (): string => `" Vim syntax file
" Language: keepalived.conf
" ${GENERATED}

if exists('b:current_syntax')
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,-

syntax match keepalivedName /[^[:space:]{}"#!$]\\+/ contained nextgroup=keepalivedArguments
syntax region keepalivedArguments contained oneline start=/\\s/ end=/$/ end=/\\ze[{}]/ contains=keepalivedWord,keepalivedBoolean,keepalivedString,keepalivedComment,@keepalivedValues

${keywords("keepalivedBlock", blockNames())}
${keywords("keepalivedOption", optionNames())}
${keywords(
  "keepalivedWord",
  allFixedWords().filter((word) => /^\w[\w-]*$/.test(word)),
)}
${keywords("keepalivedBoolean", BOOLEANS)}

syntax cluster keepalivedValues contains=keepalivedNumber,keepalivedAddress,keepalivedVariable,keepalivedEscape,keepalivedTemplate
syntax match keepalivedNumber /[^[:space:]{}"]\\@<![-+]\\?\\d\\+\\%(\\.\\d\\+\\)\\?[^[:space:]{}"#!]\\@!/ contained
syntax match keepalivedAddress /[^[:space:]{}"]\\@<!\\d\\{1,3}\\%(\\.\\d\\{1,3}\\)\\{3}\\%([\\/-]\\d\\{1,3}\\)\\?[^[:space:]{}"#!]\\@!/ contained
syntax match keepalivedAddress /[^[:space:]{}"]\\@<!\\x*:\\x*:[[:xdigit:]:.]*\\%(\\/\\d\\{1,3}\\)\\?[^[:space:]{}"#!]\\@!/ contained
syntax match keepalivedEscape /\\\\[#!]\\|\\\\.\\@!/

syntax region keepalivedBody matchgroup=keepalivedBrace start=/{/ end=/}/ transparent fold
syntax match keepalivedVariable /\\$\\h\\w*\\|\\\${\\h\\w*}/
" The first word of a statement is its keyword; the others are never one.
syntax match keepalivedFirst /${STATEMENT}\\%([^[:space:]{}"#!$@~]\\|\\$\\h\\w*\\|\\\${\\h\\w*}\\)\\+/ contains=keepalivedBlock,keepalivedOption,@keepalivedValues nextgroup=keepalivedArguments
syntax match keepalivedNamed /${STATEMENT}\\%(${namedBlocks().join("\\|")}\\)\\ze[[:space:]{}"#!]/ nextgroup=keepalivedName skipwhite
syntax match keepalivedDefinition /${STATEMENT}\\$\\h\\w*=/
syntax match keepalivedCondition /\\%(^\\|[{}]\\)\\@<=\\s*\\zs@\\S\\+/
syntax match keepalivedSequence /${STATEMENT}\\~\\%(SEQx\\?\\|LST\\)\\s*([^)]*)/ contains=keepalivedVariable
syntax match keepalivedInclude /${STATEMENT}include[rmwba]\\?\\ze\\s/
syntax match keepalivedTemplate /{{.\\{-}}}\\|{%.\\{-}%}\\|<%.\\{-}%>/

syntax match keepalivedString /"[^"]*"\\?/ contains=keepalivedVariable
syntax match keepalivedComment /[#!].*/ contains=keepalivedDirective,keepalivedTodo,@Spell
syntax match keepalivedDirective /\\%([#!]\\s*\\)\\@<=kalint-\\%(ignore\\%(-file\\)\\?\\|format\\)\\>/ contained
syntax keyword keepalivedTodo contained TODO FIXME XXX

highlight default link keepalivedBlock Structure
highlight default link keepalivedNamed Structure
highlight default link keepalivedName Type
highlight default link keepalivedOption Identifier
highlight default link keepalivedWord Constant
highlight default link keepalivedBoolean Boolean
highlight default link keepalivedNumber Number
highlight default link keepalivedAddress Number
highlight default link keepalivedVariable PreProc
highlight default link keepalivedDefinition Define
highlight default link keepalivedCondition PreCondit
highlight default link keepalivedSequence Repeat
highlight default link keepalivedInclude Include
highlight default link keepalivedTemplate PreProc
highlight default link keepalivedEscape SpecialChar
highlight default link keepalivedBrace Delimiter
highlight default link keepalivedString String
highlight default link keepalivedComment Comment
highlight default link keepalivedDirective SpecialComment
highlight default link keepalivedTodo Todo

let b:current_syntax = 'keepalived'
`;

function keywords(group: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = `syntax keyword ${group} contained`;
  for (const word of words) {
    if (line.length + word.length >= WIDTH) {
      lines.push(line);
      line = "  \\";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}
