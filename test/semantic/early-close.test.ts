import { expect, it } from "vitest";
import { earlyClose } from "../../src/semantic/early-close.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";
import { growth, LINEAR } from "../support/growth.js";

function closes(text: string): string[] {
  const file = parseFile(new SourceFile("a.conf", text));
  const braces = file.items.filter(({ kind }) => kind === "stray-close");
  return braces.map(({ token }) => {
    const found = earlyClose(token, [file]);
    return `${found?.outside.value ?? "-"} ${found?.block?.keyword.value ?? "-"}`;
  });
}

it("looks before each brace, up to the one before it", () => {
  const block = "vrrp_instance A {\n}\npriority 100\ninterface eth0\n}\n";
  expect(closes(`${block}}\nglobal_defs {\n}\nrouter_id x\n}\n`)).toEqual([
    "priority vrrp_instance",
    "- -",
    "router_id global_defs",
  ]);
});

it.each(["}\n", "vrrp_instance A {\n}\npriority 100\n}\n"])(
  "takes time that grows with the text alone: %j",
  (piece) => {
    expect(growth((size) => void closes(piece.repeat(size)), 40_000)).toBeLessThan(LINEAR);
  },
);
