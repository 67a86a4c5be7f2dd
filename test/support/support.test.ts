import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { corpusFiles } from "./corpus.js";
import { askKeepalived, interfaceNames, needKeepalived } from "./keepalived.js";
import { needDump, readPairs } from "./keepalived-dump.js";

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

it("sees what keepalived has read, and any change of it", async (context) => {
  needDump(context);
  const before = Buffer.from(INSTANCE.replace("    nonsense\n", ""));
  const pair = (after: string) => ({ name: "", before, after: Buffer.from(after), configId: "test-id" });
  const [same, other, circle] = await readPairs([
    pair(before.toString()),
    pair(before.toString().replace("51", "52")),
    { ...pair(""), before: Buffer.from("$A=$A\nrouter_id $A\n") },
  ]);
  expect(same?.before.lines.slice(0, 3)).toEqual(["vrrp_instance VI_1", "{", "interface eth7"]);
  expect(same?.before.data).toContain("   Virtual Router ID = 51");
  expect(same?.after).toEqual(same?.before);
  expect(other?.after.data).toContain("   Virtual Router ID = 52");
  expect(circle).toBeUndefined();
});

it("reads the corpus", (context) => {
  const files = corpusFiles(context);
  expect(files.length).toBeGreaterThan(0);
  expect(files.every((file) => file.bytes.length > 0)).toBe(true);
});
