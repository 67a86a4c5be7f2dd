import { allFixedWords, BOOLEANS, blockNames, GENERATED, namedBlocks, optionNames } from "./vocabulary.js";

/** The words that Emacs colours, as a library that keepalived-mode loads. */
export const emacsKeywords =
  (): string => `;;; keepalived-keywords.el --- Words of keepalived.conf  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; ${GENERATED}

;;; Code:

${list("keepalived-keywords-blocks", "Keywords that open a block or a list.", blockNames())}
${list("keepalived-keywords-named", "Those of them that a name follows, which others refer to.", namedBlocks())}
${list("keepalived-keywords-options", "Keywords that are a line.", optionNames())}
${list(
  "keepalived-keywords-words",
  "Fixed words that may follow a keyword.",
  [...allFixedWords(), ...BOOLEANS].filter((word) => /^\w[\w-]*$/.test(word)),
)}
(provide 'keepalived-keywords)
;;; keepalived-keywords.el ends here
`;

const list = (name: string, documentation: string, words: readonly string[]): string =>
  `(defconst ${name}
  '(${words.map((word) => `"${word}"`).join("\n    ")})
  "${documentation}")
`;
