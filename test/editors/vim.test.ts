import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { blocksOf, makeHome, runEditor, UNTIDY } from "../support/editor.js";
import { requireProgram } from "../support/requirement.js";

/** Where Debian puts ALE. */
const ALE = "/usr/share/vim-ale";

const features = spawnSync("vim", ["--version"], { encoding: "utf8" }).stdout ?? "";
const isThere = existsSync(ALE) && /\+job\b/.test(features);
const hasScript = /\+eval\b/.test(features);

const DRIVE = `
let g:result = {'filetype': &filetype}
function! Codes() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))), 'get(v:val, "code", "")')
endfunction
function! WaitFor(condition) abort
  let l:round = 0
  while l:round < 400 && !eval(a:condition)
    sleep 50m
    let l:round += 1
  endwhile
endfunction
call WaitFor('len(Codes()) > 0')
let g:result.first = Codes()
call setline(9, '    priority 150')
doautocmd TextChanged
call WaitFor('index(Codes(), "priority-out-of-range") < 0')
let g:result.afterwards = Codes()
ALEFix
call WaitFor('getline(6) ==# "    state BACKUP"')
let g:result.fixed = getline(1, '$')
let g:result.registered = ale#fix#registry#GetFunc('kalint')
call writefile([json_encode(g:result)], 'result')
qall!
`;

interface Result {
  readonly filetype: string;
  readonly first: readonly string[];
  readonly afterwards: readonly string[];
  readonly fixed: readonly string[];
  readonly registered: string;
}

it("Vim with ALE shows problems and formats, with the lines of the page", (context) => {
  requireProgram(context, isThere, "vim with jobs, or vim-ale");
  const home = makeHome({ "keepalived.conf": UNTIDY, "drive.vim": DRIVE });
  const [lines = ""] = blocksOf("vim", "vim");
  writeFileSync(join(home.folder, ".vimrc"), lines);
  const args = [
    "-u",
    join(home.folder, ".vimrc"),
    "--cmd",
    `set runtimepath+=${ALE}`,
    "-N",
    "-n",
    "-es",
    "-S",
    "drive.vim",
  ];
  const result = runEditor<Result>(home, "vim", [...args, "keepalived.conf"]);
  expect(result.filetype).toBe("keepalived");
  expect(result.first).toContain("priority-out-of-range");
  expect(result.afterwards).not.toContain("priority-out-of-range");
  expect(`${result.fixed.join("\n")}\n`).toBe(UNTIDY.replace("  state", "    state").replace("300", "150"));
  expect(result.registered).toBe("ale#fixers#kalint#Fix");
});

/** A home with the lines of the page as its ~/.vimrc, and what Vim says of itself in the end. */
function askVim<Result>(files: Readonly<Record<string, string>>, name: string, ...commands: readonly string[]): Result {
  const home = makeHome(files);
  const [lines = ""] = blocksOf("vim", "vim");
  writeFileSync(join(home.folder, ".vimrc"), lines);
  // Off for root, for whom the tests may run.
  const args = ["-u", join(home.folder, ".vimrc"), "--cmd", "set modeline", "-N", "-n", "-es", name];
  return runEditor(home, "vim", [...args, ...commands.flatMap((command) => ["-c", command]), "-c", "qall!"]);
}

it.for([
  ["keepalived-lb1.conf", "# a comment first\n", "keepalived"],
  ["lb1.keepalived", "global_defs {\n}\n", "keepalived"],
  ["lb1.conf", "! Configuration File for keepalived\n", "keepalived"],
  ["keepalived/vrrp.conf", "# a comment first\n", "keepalived"],
  ["named.conf", "# a comment first\n# vim: ft=keepalived\n", "keepalived"],
  ["other.conf", "# a comment first\n", "conf"],
] as const)("Vim takes %s, which begins with %j, as %s", ([name, text, filetype], context) => {
  requireProgram(context, hasScript, "vim");
  const write = "call writefile([json_encode({'filetype': &filetype})], 'result')";
  expect(askVim({ [name]: text }, name, write)).toEqual({ filetype });
});

it("Vim indents as `kalint format` does", (context) => {
  requireProgram(context, hasScript, "vim");
  const text = `${UNTIDY.replace("  state", "    state")}\n! a "quote { in a comment\nstatic_routes { } # {\n`;
  const flat = text.replace(/^ +/gm, "");
  const write = "call writefile([json_encode(getline(1, '$'))], 'result')";
  const lines = askVim<readonly string[]>({ "keepalived.conf": flat }, "keepalived.conf", "normal! gg=G", write);
  expect(`${lines.join("\n")}\n`).toBe(text);
});

it("gq in Vim formats the selected lines, as deep as their blocks are", (context) => {
  requireProgram(context, hasScript, "vim");
  const flat = UNTIDY.replace(/^ +/gm, "");
  const write = "call writefile([json_encode(getline(1, '$'))], 'result')";
  const lines = askVim<readonly string[]>({ "keepalived.conf": flat }, "keepalived.conf", "normal! 6GgqG", write);
  const [before, after] = [flat.split("\n").slice(0, 5), UNTIDY.replace("  state", "    state").split("\n").slice(5)];
  expect([...lines, ""]).toEqual([...before, ...after]);
});
