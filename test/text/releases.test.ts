import { describe, expect, it } from "vitest";
import { releaseProblem } from "../../src/text/releases.js";

const ALL = "known: 1.2.1-24, 1.3.0-9, 1.4.0-5, 2.0.0-20, 2.1.0-5, 2.2.0-8, 2.3.0-4, 2.4.0-3";

describe("the name of a release", () => {
  it.each(["1.2.1", "1.2.24", "1.3.9", "1.4.5", "2.0.20", "2.1.5", "2.2.7", "2.2.8", "2.3.4", "2.4.3"])(
    "%s is one",
    (release) => expect(releaseProblem(release)).toBeUndefined(),
  );

  it.each([
    ["2.2.9", "unknown release 2.2.9; 2.2 ends with 2.2.8"],
    ["2.4.4", "unknown release 2.4.4; 2.4 ends with 2.4.3"],
    ["9.9.9", `unknown release 9.9.9, newer than this kalint; ${ALL}`],
    ["0.6.1", `unknown release 0.6.1; ${ALL}`],
    ["2.2", 'use a release such as 2.2.7 instead of "2.2"'],
    ["v2.2.7", 'use a release such as 2.2.7 instead of "v2.2.7"'],
  ])("%s is none: %s", (text, problem) => expect(releaseProblem(text)).toBe(problem));

  it("before the first of its series is none", () => {
    expect(releaseProblem("1.2.0")).toBe("unknown release 1.2.0; 1.2 starts with 1.2.1");
  });
});
