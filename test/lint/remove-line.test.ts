import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/text/edit.js";
import { lintExample } from "../support/check-rules.js";

/** The lines of a list after the repeat in it, written as `line`, is taken out by its safe fix; undefined without a fix. */
function listWithout(line: string): string | undefined {
  const text = `$NONE=
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id 51
    priority 100
    track_interface {
        eth2
        ${line}
        eth3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;
  const { diagnostics } = lintExample(text);
  const found = diagnostics.filter(({ rule }) => rule === "duplicate-track");
  expect(found.length).toBeGreaterThan(0);
  const { fix } = found[0] ?? {};
  if (fix === undefined) return undefined;
  const after = applyEdits(text, fix.edits);
  return after.slice(after.indexOf("eth2\n") + 5, after.indexOf("        eth3\n"));
}

describe("taking out a line leaves nothing of it but its comment", () => {
  it.each([
    ["a protected comment mark at its end", "eth2\\#b", ""],
    ["one in a word of its own", "eth2 \\#b", ""],
    ["one in front of a comment", "eth2 \\! b # why", "        # why\n"],
    ["a value that is cut off by one", "eth2 weight a\\#b", ""],
    ["a carriage return", "eth2 \\#b\r", ""],
    ["a name that stands for nothing", "eth2 $NONE", ""],
    ["a condition", "@a eth2", ""],
    ["a condition and a comment", "@^a eth2 # why", "        # why\n"],
    ["conditions and a protected mark", "@a eth2 \\#b $NONE", ""],
    ["a quote that is not closed", 'eth2 "x', ""],
    ["a backslash at its end", "eth2 weight 5\\", ""],
    ["a comment that a backslash ends", "eth2 # why \\\n", "        # why \\\n\n"],
  ])("with %s", (_, line, rest) => {
    expect(listWithout(line)).toBe(rest);
  });

  it("is not offered for one turn of a sequence", () => {
    expect(listWithout("~SEQ(N, 1, 2) eth4")).toBeUndefined();
  });
});
