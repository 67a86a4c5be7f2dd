import { describe, expect, it } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { doc, lspClients } from "../support/lsp-clients.js";
import { lspFolders, marked } from "../support/lsp-folder.js";

const makeFolder = lspFolders();
const { start } = lspClients();

/** The text after what is done when the character before `|` is typed. */
async function typed(text: string): Promise<string> {
  const client = await start({ folder: makeFolder() });
  const { text: whole, position } = marked(text);
  client.open("a.conf", whole);
  const ch = text[text.indexOf("|") - 1] === "}" ? "}" : "\n";
  const params = { ...doc(client), position, ch, options: { tabSize: 8, insertSpaces: false } };
  const edits = (await client.request("textDocument/onTypeFormatting", params)) as TextEdit[];
  return TextDocument.applyEdits(TextDocument.create("", "", 0, whole), edits);
}

describe("a new line formats the line above, and stays", () => {
  it.each([
    ["in a block that is closed", "vrrp_instance A {\n  interface eth0  # c\n|\n}\n", "    interface eth0 # c\n\n}"],
    ["with CRLF", "global_defs {\r\n  router_id x\r\n|\r\n}\r\n", "{\r\n    router_id x\r\n\r\n}\r\n"],
    ["after spaces", "global_defs {\n  router_id x  \n|\n}\n", "{\n    router_id x\n\n}\n"],
    ["between blocks", "global_defs {\n  }\n|\n\n\nbfd_instance B {\n}\n", "{\n}\n\n\n\nbfd"],
    ["below a block", "global_defs {\n}\n  bfd_instance B {\n|\n}\n", "}\nbfd_instance B {\n\n}"],
    ["in a block that is open", "vrrp_instance A {\n    interface eth0\n  priority 5\n|", "eth0\n    priority 5\n"],
    [
      "in an open block before another",
      "vrrp_instance A {\n  priority 5\n|\nvrrp_instance B {\n}\n",
      "A {\n    priority 5\n\nvrrp",
    ],
    [
      "in an open block after another",
      "global_defs {\n}\n\nvrrp_instance A {\n      virtual_ipaddress {\n|",
      "A {\n    virtual_ipaddress {\n",
    ],
  ])("%s", async (_, text, expected) => {
    expect(await typed(text)).toContain(expected);
  });

  it("does nothing at the start of a text, nor in an open block of a template", async () => {
    expect(await typed("|  global_defs {\n}\n")).toBe("  global_defs {\n}\n");
    const text = "{% if a %}\n{% endif %}\nvrrp_instance A {\n  priority 5\n";
    expect(await typed(`${text}|`)).toBe(text);
  });
});

it("a brace formats the block that it closes, in a block that is open too", async () => {
  const block = "  virtual_ipaddress {\n192.0.2.1\n }|\n";
  const closed = "    virtual_ipaddress {\n        192.0.2.1\n    }\n";
  expect(await typed(`vrrp_instance A {\n  priority 5\n${block}}\n`)).toBe(
    `vrrp_instance A {\n  priority 5\n${closed}}\n`,
  );
  expect(await typed(`vrrp_instance A {\n  priority 5\n${block}`)).toBe(`vrrp_instance A {\n  priority 5\n${closed}`);
});
