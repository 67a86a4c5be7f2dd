import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { blocksOf, makeHome, runEditor, UNTIDY } from "../support/editor.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const canLoad = (feature: string): boolean =>
  spawnSync("emacs", ["--batch", "--eval", `(progn (package-initialize) (require '${feature}))`]).status === 0;

const WAIT = `
(defun wait (condition)
  (let ((rounds 0))
    (while (and (< rounds 400) (not (funcall condition)))
      (accept-process-output nil 0.05)
      (setq rounds (1+ rounds)))))
`;

const DRIVE = `
(package-initialize)
(require 'eglot)
(require 'json)
(load (expand-file-name "~/init.el") nil t)
(defvar result nil)
${WAIT}
(defun codes ()
  (apply #'vector (mapcar (lambda (one) (flymake-diagnostic-text one)) (flymake-diagnostics))))
(find-file "keepalived.conf")
(run-hooks 'post-command-hook)
(wait (lambda () (eglot-managed-p)))
(push (cons 'mode (symbol-name major-mode)) result)
(flymake-start)
(wait (lambda () (flymake-diagnostics)))
(push (cons 'first (codes)) result)
(goto-char (point-min))
(search-forward "priority 30")
(push (cons 'actions (apply #'vector (mapcar (lambda (one) (plist-get one :title))
  (append (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
    (list :textDocument (eglot--TextDocumentIdentifier)
          :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position))
          :context (list :diagnostics [] ))) nil)))) result)
(goto-char (point-min))
(search-forward "vrrp_script ch")
(eglot-rename "chk_web")
(push (cons 'renamed (buffer-string)) result)
(save-buffer)
(push (cons 'modified (if (buffer-modified-p) t :json-false)) result)
(write-region (json-encode result) nil "result" nil 'silent)
(eglot-shutdown-all)
`;

interface Result {
  readonly mode: string;
  readonly first: readonly string[];
  readonly actions: readonly string[];
  readonly renamed: string;
  readonly modified: boolean;
}

it("Emacs with eglot shows problems, offers fixes, renames and formats on save, with the lines of the page", (context) => {
  requireProgram(context, canLoad("eglot"), "emacs with eglot");
  const home = makeHome({ "keepalived.conf": UNTIDY, "drive.el": DRIVE });
  const [lines = ""] = blocksOf("emacs", "elisp");
  writeFileSync(join(home.folder, "init.el"), lines);
  const result = runEditor<Result>(home, "emacs", ["--batch", "-l", "drive.el"]);
  expect(result.mode).toBe("keepalived-mode");
  expect(result.first.filter((text) => text.includes("priority"))).not.toEqual([]);
  expect(result.actions.length).toBeGreaterThan(0);
  expect(result.renamed).toBe(UNTIDY.replaceAll("check", "chk_web"));
  expect(result.modified).toBe(false);
  const expected = UNTIDY.replaceAll("check", "chk_web").replace("  state", "    state");
  expect(readFileSync(join(home.project, "keepalived.conf"), "utf8")).toBe(expected);
});

const DRIVE_LSP_MODE = `
(package-initialize)
(setq lsp-auto-guess-root t)
(load (expand-file-name "~/init.el") nil t)
${WAIT}
(defun problems ()
  (apply #'append (mapcar (lambda (all) (append all nil)) (hash-table-values (lsp-diagnostics t)))))
(find-file "keepalived.conf")
(wait (lambda () (and (fboundp 'lsp-diagnostics) (problems))))
(let ((codes (mapcar (lambda (one) (gethash "code" one)) (problems))))
  (set-buffer-modified-p t)
  (save-buffer)
  (write-region (json-encode (apply #'vector codes)) nil "result" nil 'silent))
`;

it("Emacs with lsp-mode shows problems and formats on save, with the lines of the page", (context) => {
  requireProgram(context, canLoad("lsp-mode"), "emacs with lsp-mode");
  const home = makeHome({ "keepalived.conf": UNTIDY, "drive.el": DRIVE_LSP_MODE });
  const [, lines = ""] = blocksOf("emacs", "elisp");
  writeFileSync(join(home.folder, "init.el"), lines);
  const codes = runEditor<readonly string[]>(home, "emacs", ["--batch", "-l", "subr-x", "-l", "drive.el"]);
  expect(codes).toContain("priority-out-of-range");
  const expected = UNTIDY.replace("  state", "    state");
  expect(readFileSync(join(home.project, "keepalived.conf"), "utf8")).toBe(expected);
});

const INDENT = `
(require 'keepalived-mode)
(find-file "keepalived.conf")
(indent-region (point-min) (point-max))
(write-region (json-encode (buffer-string)) nil "result" nil 'silent)
`;

it("Emacs indents as `kalint format` does", (context) => {
  requireProgram(context, canLoad("json"), "emacs");
  const text = `${UNTIDY.replace("  state", "    state")}\n! a "quote { in a comment\nstatic_routes { } # {\n`;
  const home = makeHome({ "keepalived.conf": text.replace(/^ +/gm, ""), "drive.el": INDENT });
  const args = ["-Q", "--batch", "-L", `${root}editors/emacs`, "-l", "json", "-l", "drive.el"];
  expect(runEditor<string>(home, "emacs", args)).toBe(text);
});
