import { createHash } from "node:crypto";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";
import { SourceFile } from "../../src/text/source-file.js";
import { corpusFiles } from "../support/corpus.js";

/**
 * All findings above info in the templates of the corpus, each read by a person: files by the start of the hash of their
 * name, then lines and rules. What keepalived takes is not in it.
 */
const FINDINGS = `
0029d8a903 1 script-security-off
0029d8a903 2 unknown-keyword
074f98328c 1 script-security-off
074f98328c 12 invalid-enum
074f98328c 2 unknown-keyword
088ffeffed 3 extra-value
0e4a10759e 18 script-timeout-too-long
135aa79f86 2 unknown-keyword
1b4bc614a9 2 script-security-off
1c5858627c 2 script-security-off
252d4dc0e2 6 script-security-off
252d4dc0e2 79 keyword-in-wrong-block
26509b65b3 3 script-security-off
3165ce13f4 1 script-security-off
42f8248d0e 42 nopreempt-with-master
53229bc768 126 keyword-in-wrong-block
53229bc768 9 deprecated-keyword
8b1014af8a 111 deprecated-keyword
8b1014af8a 51 deprecated-keyword
8d9f246384 63 unknown-keyword
954244cc2d 7 deprecated-keyword
9d59dbb4ab 2 script-security-off
9d59dbb4ab 4 script-timeout-too-long
9e3b924f17 14 zero-means-invalid
9e3b924f17 17 zero-means-invalid
b20ea0e519 5 script-security-off
beafd92383 16 script-security-off
beafd92383 5 no-virtual-ipaddress
c168f4d1af 102 nopreempt-with-master
def1bc370d 1 script-security-off
def1bc370d 18 invalid-enum
def1bc370d 3 unknown-keyword
f19c932e27 4 extra-value
f19c932e27 4 script-user-missing
f72c93c565 28 keyword-in-wrong-block
f72c93c565 76 deprecated-keyword
`;

const idOf = (name: string): string => createHash("sha256").update(name).digest("hex").slice(0, 10);

describe("the templates of the corpus", () => {
  it("have the findings that were read, and no other", { timeout: 120_000 }, (context) => {
    const found = corpusFiles(context, "templates").flatMap(({ name, bytes }) => {
      const text = bytes.toString("utf8");
      const path = basename(name);
      const source = new SourceFile(path, text);
      const own = lint([{ path, text }]).filter(({ severity }) => severity !== "info");
      expect(own.filter(({ rule }) => rule === "internal-error")).toEqual([]);
      return own.map(({ rule, location }) => `${idOf(path)} ${source.positionAt(location.start).line} ${rule}`);
    });
    expect(found.sort()).toEqual(FINDINGS.trim().split("\n").sort());
  });
});
