import { emacsKeywords } from "./emacs.js";
import { kateSyntax } from "./kate.js";
import { textmateGrammar } from "./textmate.js";
import { vimSyntax } from "./vim.js";

/** What editors need to know of the language, each in its own form. */
export const editorFiles = (): readonly (readonly [string, string])[] => [
  ["editors/vscode/syntaxes/keepalived.tmLanguage.json", `${JSON.stringify(textmateGrammar(), null, 1)}\n`],
  ["editors/vim/syntax/keepalived.vim", vimSyntax()],
  ["editors/emacs/keepalived-keywords.el", emacsKeywords()],
  ["editors/kate/keepalived.xml", kateSyntax()],
];
