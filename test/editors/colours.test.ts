import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";
import { type Mention, schemaText } from "../support/schema-text.js";

/** Whether a program can be started. */
const isThere = (program: string, version = "--version"): boolean => spawnSync(program, [version]).status === 0;

/** Puts the text with every keyword, and the places of all, where a program of another language reads them. */
function work(): { readonly folder: string; readonly mentions: readonly Mention[] } {
  const folder = mkdtempSync(join(tmpdir(), "kalint-colours-"));
  const { text, mentions } = schemaText();
  writeFileSync(join(folder, "keepalived.conf"), text);
  writeFileSync(join(folder, "places"), mentions.map(({ line, column }) => `${line + 1} ${column + 1}\n`).join(""));
  return { folder, mentions };
}

/** Mentions whose colour is none of the wanted. */
function wrong(folder: string, mentions: readonly Mention[], blocks: readonly string[], options: readonly string[]) {
  const colours = readFileSync(join(folder, "colours"), "utf8").trimEnd().split("\n");
  expect(colours.length).toBe(mentions.length);
  const found = mentions.map((mention, at) => ({ ...mention, colour: colours[at] ?? "" }));
  return found.filter(({ isBlock, colour }) => !(isBlock ? blocks : options).includes(colour));
}

const VIM = `
set runtimepath^=$EDITORS/vim
filetype plugin on
syntax on
edit keepalived.conf
let g:colours = []
for place in readfile('places')
  let [line, column] = split(place)
  call add(g:colours, synIDattr(synID(line, column, 0), 'name'))
endfor
call writefile(g:colours, 'colours')
qall!
`;

it.for([
  ["vim", ["-u", "NONE", "-N", "-es", "-S", "look.vim"]],
  ["nvim", ["-u", "NONE", "-n", "--headless", "-S", "look.vim"]],
] as const)("%s colours every keyword", ([program, args], context) => {
  requireProgram(context, isThere(program), program);
  const { folder, mentions } = work();
  writeFileSync(join(folder, "look.vim"), VIM);
  const env = { ...process.env, EDITORS: `${root}editors` };
  const { status, stderr } = spawnSync(program, args, { cwd: folder, env, input: "", encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // What is a block at one place and a line at another has one colour.
  const blocks = ["keepalivedBlock", "keepalivedNamed"];
  expect(wrong(folder, mentions, blocks, ["keepalivedOption", ...blocks])).toEqual([]);
});

it("Kate colours every keyword, and the options of an entry", (context) => {
  requireProgram(context, isThere("kate-syntax-highlighter"), "kate-syntax-highlighter");
  const { folder, mentions } = work();
  const syntax = join(folder, "org.kde.syntax-highlighting/syntax");
  mkdirSync(syntax, { recursive: true });
  copyFileSync(`${root}editors/kate/keepalived.xml`, join(syntax, "keepalived.xml"));
  const env = { ...process.env, XDG_DATA_HOME: folder, QT_QPA_PLATFORM: "offscreen" };
  const show = (name: string): readonly string[] => {
    const args = ["--syntax", "keepalived", "--theme", "Breeze Light", name];
    const { status, stdout, stderr } = spawnSync("kate-syntax-highlighter", args, {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return (/<pre>\n([\s\S]*?)<\/pre>/.exec(stdout)?.[1] ?? "").split("\n");
  };
  const lines = show("keepalived.conf");
  const shown = (name: string) => [
    `<span style="font-weight:bold;">${name}</span>`,
    `<span style="color:#0057ae;">${name}</span>`,
  ];
  const uncoloured = mentions.filter(({ line, name, isBlock }) => {
    const [asBlock = "", asOption = ""] = shown(name);
    const text = lines[line]?.trimStart() ?? "";
    return !(text.startsWith(asBlock) || (!isBlock && text.startsWith(asOption)));
  });
  expect(uncoloured).toEqual([]);
  writeFileSync(join(folder, "entry.conf"), "virtual_ipaddress {\n    192.0.2.10/24 dev eth0\n}\n");
  expect(show("entry.conf")[1]).toBe(
    '    <span style="color:#b08000;">192.0.2.10/24</span> <span style="color:#aa5500;">dev</span> eth0',
  );
});

const EMACS = `
(require 'keepalived-mode)
(find-file "keepalived.conf")
(unless (eq major-mode 'keepalived-mode) (error "%s" major-mode))
(font-lock-ensure)
(let ((colours nil))
  (dolist (place (split-string (with-temp-buffer (insert-file-contents "places") (buffer-string)) "\\n" t))
    (pcase-let ((\`(,line ,column) (mapcar #'string-to-number (split-string place))))
      (goto-char (point-min))
      (forward-line (1- line))
      (forward-char (1- column))
      (push (symbol-name (get-text-property (point) 'face)) colours)))
  (write-region (mapconcat #'identity (nreverse colours) "\\n") nil "colours" nil 'silent))
`;

it("Emacs colours every keyword", (context) => {
  requireProgram(context, isThere("emacs"), "emacs");
  const { folder, mentions } = work();
  writeFileSync(join(folder, "look.el"), EMACS);
  const args = ["-Q", "--batch", "-L", `${root}editors/emacs`, "-l", "look.el"];
  const { status, stderr } = spawnSync("emacs", args, { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const blocks = ["font-lock-keyword-face"];
  expect(wrong(folder, mentions, blocks, ["font-lock-variable-name-face", ...blocks])).toEqual([]);
});

it("Emacs compiles the mode without a warning", (context) => {
  requireProgram(context, isThere("emacs"), "emacs");
  const folder = mkdtempSync(join(tmpdir(), "kalint-emacs-"));
  const strict = `(setq byte-compile-error-on-warn t byte-compile-dest-file-function (lambda (f) (expand-file-name (concat (file-name-nondirectory f) "c") "${folder}")))`;
  const files = ["keepalived-keywords.el", "keepalived-mode.el"].map((name) => `${root}editors/emacs/${name}`);
  const args = ["-Q", "--batch", "-L", `${root}editors/emacs`, "--eval", strict, "-f", "batch-byte-compile", ...files];
  const { status, stderr } = spawnSync("emacs", args, { encoding: "utf8" });
  expect({ status, stderr }).toMatchObject({ status: 0 });
});
