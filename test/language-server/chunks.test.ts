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

describe("a store of chunks", () => {
  const first = "vrrp_instance VI_1 {\n}\n";
  const edited = (edit: number) => `${first}vrrp_instance VI_2 {\n    priority ${edit}\n}\n`;
  const other = new SourceFile(
    "b.conf",
    Array.from({ length: 500 }, (_, at) => `vrrp_script chk_${at} {\n}\n`).join(""),
  );

  it("keeps those that did not change over many edits, of all texts, and forgets those of old versions", () => {
    const store = new ChunkStore();
    const chunksOf = (text: string) => store.of(new SourceFile("a.conf", text)).map(({ chunk }) => chunk);
    const [kept] = chunksOf(edited(0));
    const old = chunksOf(edited(0)).at(-1);
    const [ofOther] = store.of(other);
    for (let edit = 1; edit <= 3000; edit++) {
      expect(chunksOf(edited(edit))[0]).toBe(kept);
      if (edit % 100 === 0) expect(store.of(new SourceFile("b.conf", other.text))[0]?.chunk).toBe(ofOther?.chunk);
      if (edit === 10) expect(chunksOf(edited(0)).at(-1)).toBe(old);
    }
    expect(chunksOf(edited(0)).at(-1)).not.toBe(old);
  });
});
