import { expect, it } from "vitest";
import { readClient } from "../../src/language-server/client.js";
import { makeConverter } from "../../src/language-server/convert.js";
import { SourceFile } from "../../src/text/source-file.js";

const TEXT = "vrrp_instance A {\r\n    priority 5\r\n}\r\n";

/** What a rule could say of a whole block, which none does today. */
it("a finding over several lines is shown at its first one, and so is what belongs to it", () => {
  const source = new SourceFile("a.conf", TEXT);
  const client = readClient({
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } },
  });
  const place = { file: "a.conf", start: 0, end: TEXT.length };
  const shown = makeConverter(client, () => undefined).diagnostic(
    {
      rule: "x",
      severity: "error",
      message: "x",
      location: place,
      related: [{ ...place, start: 20, message: "y" }],
      nodes: [],
    },
    () => source,
    { hasPage: false, tag: undefined },
  );
  const line = (number: number, from: number, to: number) => ({
    start: { line: number, character: from },
    end: { line: number, character: to },
  });
  expect(shown?.range).toEqual(line(0, 0, 17));
  expect(shown?.relatedInformation?.map(({ location }) => location.range)).toEqual([line(1, 1, 14)]);
});
