import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { corpusFiles } from "./corpus.js";
import { askKeepalived, interfaceNames, needKeepalived } from "./keepalived.js";

const INSTANCE = `vrrp_instance VI_1 {
    interface eth7 # not eth9
    virtual_router_id 51
    nonsense
    track_interface {
        eth8 weight 5
    }
    virtual_ipaddress { 192.0.2.1/24 dev "eth6"
    }
}
`;

it("finds the interfaces that a file names", () => {
  expect(interfaceNames(INSTANCE)).toEqual(["eth7", "eth8", "eth6"]);
});

it("asks keepalived, which sees the interfaces and names the line of a mistake", (context) => {
  needKeepalived(context);
  const folder = mkdtempSync(join(tmpdir(), "kalint-"));
  try {
    const file = join(folder, "keepalived.conf");
    writeFileSync(file, INSTANCE);
    expect(askKeepalived(file)).toEqual({
      exit: 5,
      signal: null,
      timedOut: false,
      messages: [{ line: 4, text: "Unknown keyword 'nonsense'" }],
    });
    const texts = askKeepalived(file, { interfaces: [] }).messages.map((message) => message.text);
    expect(texts.join("\n")).toMatch(/eth7/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("reads the corpus", (context) => {
  const files = corpusFiles(context);
  expect(files.length).toBeGreaterThan(0);
  expect(files.every((file) => file.bytes.length > 0)).toBe(true);
});
