import { expect, it } from "vitest";
import { secretSpans } from "../../src/mcp/secrets.js";

it.each([
  ["where it stands", "auth_pass s3cret", ["s3cret"]],
  ["in the definition that stands for it", "$PASS=s3cret\nauth_pass $PASS\n", ["$PASS", "s3cret"]],
  ["for one config-id too", "@a $PASS=one\n  @^a $PASS=two\nauth_pass ${PASS}\n", ["${PASS}", "one", "two"]],
  ["not in what defines another name", "$OTHER=1\nauth_pass $PASS\n", ["$PASS"]],
])("a secret is found %s", (_, text, found) => {
  expect(secretSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual(found);
});
