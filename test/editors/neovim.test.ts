import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { blocksOf, makeHome, runEditor, UNTIDY } from "../support/editor.js";
import { root } from "../support/repository.js";
import { requireProgram } from "../support/requirement.js";

const isThere = spawnSync("nvim", ["--version"]).status === 0;

const DRIVE = `
local result = {}
local function wait(condition)
  return vim.wait(20000, condition, 20)
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end
local function codes()
  return vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(0))
end
vim.cmd("edit keepalived.conf")
result.filetype = vim.bo.filetype
wait(function() return #vim.diagnostic.get(0) > 0 end)
result.first = codes()
vim.fn.cursor(9, 6)
result.hover = ask("textDocument/hover", vim.lsp.util.make_position_params())
vim.fn.cursor(9, 15)
local params = vim.lsp.util.make_range_params()
params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, 8) }
local actions = ask("textDocument/codeAction", params) or {}
result.actions = vim.tbl_map(function(one) return one.title end, actions)
for _, action in ipairs(actions) do
  if action.edit and action.title:find("gnore") then
    vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
    break
  end
end
result.ignored = vim.fn.getline(9)
vim.cmd("undo")
vim.fn.setline(9, "    priority 150")
wait(function() return #vim.tbl_filter(function(one) return one.code == "priority-out-of-range" end, vim.diagnostic.get(0)) == 0 end)
result.afterwards = codes()
vim.cmd("write")
result.modified = vim.bo.modified
vim.fn.writefile({ vim.fn.json_encode(result) }, "result")
vim.cmd("qall!")
`;

interface Result {
  readonly filetype: string;
  readonly first: readonly string[];
  readonly hover: { readonly contents: { readonly value: string } };
  readonly actions: readonly string[];
  readonly ignored: string;
  readonly afterwards: readonly string[];
  readonly modified: boolean;
}

it("Neovim 0.7 shows problems, explains a keyword, offers fixes and formats on save, with the lines of the page", (context) => {
  requireProgram(context, isThere, "nvim");
  const home = makeHome({ "keepalived.conf": UNTIDY, "drive.lua": DRIVE });
  const [, lines = ""] = blocksOf("neovim", "lua");
  writeFileSync(join(home.folder, "init.lua"), lines);
  const result = runEditor<Result>(home, "nvim", [
    "--headless",
    "-n",
    "-u",
    join(home.folder, "init.lua"),
    "-S",
    "drive.lua",
  ]);
  expect(result.filetype).toBe("keepalived");
  expect(result.first).toContain("priority-out-of-range");
  expect(result.first.length).toBe(new Set(result.first).size);
  expect(result.hover.contents.value).toContain("priority");
  expect(result.actions.length).toBeGreaterThan(0);
  expect(result.ignored).toContain("# kalint-ignore priority-out-of-range: ");
  expect(result.afterwards).not.toContain("priority-out-of-range");
  expect(result.modified).toBe(false);
  const expected = UNTIDY.replace("  state", "    state").replace("300", "150");
  expect(readFileSync(join(home.project, "keepalived.conf"), "utf8")).toBe(expected);
});

it("the configuration for Neovim 0.11 is read and has what vim.lsp.config asks for", (context) => {
  requireProgram(context, isThere, "nvim");
  const script = `
    local config = dofile("${root}editors/neovim/lsp/kalint.lua")
    vim.fn.writefile({ vim.fn.json_encode(config) }, "result")
    vim.cmd("qall!")`;
  const home = makeHome({ "drive.lua": script });
  const config = runEditor(home, "nvim", ["--headless", "-n", "-u", "NONE", "-S", "drive.lua"]);
  expect(config).toEqual({
    cmd: ["kalint", "lsp"],
    filetypes: ["keepalived"],
    root_markers: ["kalint.config.json", ".kalintrc.json", ".git"],
  });
  const [lines = ""] = blocksOf("neovim", "lua");
  writeFileSync(join(home.project, "page.lua"), lines);
  const { status, stderr } = spawnSync(
    "nvim",
    ["--headless", "-u", "NONE", "+lua assert(loadfile('page.lua'))", "+qall!"],
    {
      cwd: home.project,
      encoding: "utf8",
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
