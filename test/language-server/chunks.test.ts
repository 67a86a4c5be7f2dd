import { describe, expect, it } from "vitest";
import { ChunkStore } from "../../src/language-server/chunks.js";
import { SourceFile } from "../../src/text/source-file.js";

/** First lines of the chunks of a text. */
const headsOf = (text: string): readonly string[] =>
  new ChunkStore().of(new SourceFile("a.conf", text)).map(({ chunk }) => chunk.text.split("\n")[0] ?? "");

describe("chunks", () => {
  it("begin with each block at the left margin", () => {
    const text =
      "track_file load {\nfile /run/load\n}\nvrrp_instance VI_1 {\npriority 100\n}\nvrrp_track_file x {\n}\n";
    expect(headsOf(text)).toEqual(["track_file load {", "vrrp_instance VI_1 {", "vrrp_track_file x {"]);
  });

  it.each(["track_file {", "track_file{", "track_file", "track_file  {"])(
    "do not cut an instance without indentation at its %s",
    (list) => {
      const text = `vrrp_instance VI_1 {\npriority 100\n${list}\nload weight 1\n}\nadvert_int 1\n}\nglobal_defs {\n}\n`;
      expect(headsOf(text)).toEqual(["vrrp_instance VI_1 {", "global_defs {"]);
    },
  );
});
