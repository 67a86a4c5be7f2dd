import { expect, it } from "vitest";
import { nodeOf } from "../support/node-of.js";

it("gives names of blocks and all words under keywords that are not known", () => {
  const text = `vrrp_scrpt chk_web {
    script x
}
vrrp_instance VI_1 {
    track_scripts {
        chk_app weight 5
    }
    vrrp_script chk_in {
        script y
    }
}
`;
  const { names, words } = nodeOf(text).unread();
  expect([...names].sort()).toEqual(["chk_in", "chk_web"]);
  expect(words.has("chk_app")).toBe(true);
  expect(words.has("VI_1")).toBe(false);
});

it("takes deep nesting", () => {
  expect(
    nodeOf(`${"a {\n".repeat(50_000)}`)
      .unread()
      .words.has("a"),
  ).toBe(true);
});
