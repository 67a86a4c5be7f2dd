;;; keepalived-mode.el --- Major mode for keepalived.conf  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Colours, indentation, an index of the blocks, and the language server of
;; kalint for eglot and lsp-mode.

;;; Code:

(require 'keepalived-keywords)

(defgroup keepalived nil
  "Editing keepalived.conf."
  :group 'languages)

(defcustom keepalived-indent-offset 4
  "Spaces for each level."
  :type 'natnum
  :safe #'natnump)

(defcustom keepalived-server-command '("kalint" "lsp")
  "Program and arguments of the language server."
  :type '(repeat string))

(defvar keepalived-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?! "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    table)
  "Syntax table of `keepalived-mode'.")

(defconst keepalived--statement
  "\\(?:^\\|[{}]\\)[ \t]*\\(?:@[^ \t\n]+[ \t]+\\)?\\(?:~\\(?:SEQx?\\|LST\\)[ \t]*([^)\n]*)[ \t]*\\)*"
  "What may be before the first word of a statement.")

(defconst keepalived-font-lock-keywords
  `((,(concat keepalived--statement "\\(" (regexp-opt keepalived-keywords-blocks) "\\)\\_>")
     1 font-lock-keyword-face)
    (,(concat keepalived--statement (regexp-opt keepalived-keywords-named) "[ \t]+\\([^ \t\n{}\"#!$]+\\)")
     1 font-lock-type-face)
    (,(concat keepalived--statement "\\(" (regexp-opt keepalived-keywords-options) "\\)\\_>")
     1 font-lock-variable-name-face)
    (,(concat keepalived--statement "\\(include[rmwba]?\\)[ \t]") 1 font-lock-preprocessor-face)
    ("\\(?:^\\|[{}]\\)[ \t]*\\(@[^ \t\n]+\\)" 1 font-lock-preprocessor-face)
    ("\\(~\\(?:SEQx?\\|LST\\)\\)[ \t]*(" 1 font-lock-preprocessor-face)
    ("\\$\\(?:[A-Za-z_][A-Za-z0-9_]*\\|{[A-Za-z_][A-Za-z0-9_]*}\\)" 0 font-lock-constant-face prepend)
    (,(concat "[^ \t\n{}][ \t]+\\(" (regexp-opt keepalived-keywords-words) "\\)\\_>") 1 font-lock-builtin-face))
  "What `keepalived-mode' colours beside comments and strings.")

(defun keepalived-indent-line ()
  "Indent the line by the braces around it; the lines of a definition stay."
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (closes (save-excursion (back-to-indentation) (eq (char-after) ?})))
         (depth (max 0 (- (car state) (if closes 1 0))))
         (continues (eq (char-before (1- (line-beginning-position))) ?\\)))
    (if continues
        'noindent
      (if (<= (current-column) (current-indentation))
          (indent-line-to (* depth keepalived-indent-offset))
        (save-excursion (indent-line-to (* depth keepalived-indent-offset)))))))

;; A quote that is not closed ends with its line.
(defconst keepalived--syntax-propertize
  (syntax-propertize-rules
   ("\\(\"\\)[^\"\n]*\\(?:\"\\|\\(\n\\)\\)" (1 (when (match-beginning 2) (string-to-syntax "."))))))

;;;###autoload
(define-derived-mode keepalived-mode prog-mode "Keepalived"
  "Major mode for keepalived.conf."
  (setq-local comment-start "# "
              comment-start-skip "[#!]+[ \t]*"
              indent-line-function #'keepalived-indent-line
              indent-tabs-mode nil
              syntax-propertize-function keepalived--syntax-propertize
              electric-indent-chars (append "{}" electric-indent-chars)
              font-lock-defaults '(keepalived-font-lock-keywords)
              imenu-generic-expression
              `((nil ,(concat "^[ \t]*\\("
                              (regexp-opt '("vrrp_instance" "vrrp_script" "vrrp_sync_group" "virtual_server"))
                              "[ \t]+[^{\n]*[^{ \t\n]\\)")
                     1))))

;;;###autoload
(dolist (pattern '("/keepalived[^/]*\\.conf\\'" "/keepalived/.*\\.conf\\'" "\\.keepalived\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'keepalived-mode)))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `(keepalived-mode . ,keepalived-server-command)))

(defvar lsp-language-id-configuration)
(declare-function lsp-register-client "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(keepalived-mode . "keepalived"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () keepalived-server-command))
                    :major-modes '(keepalived-mode)
                    :server-id 'kalint)))

(provide 'keepalived-mode)
;;; keepalived-mode.el ends here
