import { describe, expect, it } from "vitest";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";

/** `line rule: message` of what is left of a text in which each `nonsense` is an unknown keyword. */
function left(text: string, severity: "error" | "off" = "error"): string[] {
  const { diagnostics, sources } = run([{ path: "a.conf", text }], {
    rules,
    severityOf: (rule) => (rule.name === "unknown-keyword" ? severity : "off"),
  });
  return diagnostics.map(({ rule, message, location }) => {
    const line = sources[0]?.positionAt(location.start).line;
    return rule === "unknown-keyword" ? `${line} ${rule}` : `${line} ${rule}: ${message}`;
  });
}

describe("a suppression", () => {
  it.each([
    ["of the same line", "nonsense 1 # kalint-ignore unknown-keyword: reason\n"],
    ["of the next line", "# kalint-ignore unknown-keyword: reason\nnonsense 1\n"],
    [
      "of the next statement, past comments and empty lines",
      "# kalint-ignore unknown-keyword: a\n# More.\n\nnonsense\n",
    ],
    ["of the whole file", "nonsense 1\nnonsense 2\n# kalint-ignore-file unknown-keyword: reason\nnonsense 3\n"],
    ["in the other form of comments", "! kalint-ignore unknown-keyword: reason\nnonsense 1\n"],
    ["without a blank", "#kalint-ignore unknown-keyword:reason\nnonsense 1\n"],
    ["with Windows line ends", "# kalint-ignore unknown-keyword: reason\r\nnonsense 1\r\n"],
    ["whose reason has a colon", "# kalint-ignore unknown-keyword: as in: this\nnonsense 1\n"],
  ])("%s hides what it names", (_, text) => {
    expect(left(text)).toEqual([]);
  });

  it.each([
    ["hides one line alone", "# kalint-ignore unknown-keyword: a\nnonsense 1\nnonsense 2\n", ["3 unknown-keyword"]],
    ["hides no other line", "nonsense 1 # kalint-ignore unknown-keyword: a\nnonsense 2\n", ["2 unknown-keyword"]],
    [
      "is reported where it has no reason, and hides all the same",
      "# kalint-ignore unknown-keyword\nnonsense 1\n# kalint-ignore unknown-keyword:\nnonsense 2\n",
      [
        "1 suppression-without-reason: suppression of unknown-keyword has no reason",
        "3 suppression-without-reason: suppression of unknown-keyword has no reason",
      ],
    ],
    [
      "is reported where it hides nothing",
      "# kalint-ignore unknown-keyword: a\nglobal_defs {\n}\n# kalint-ignore unknown-keyword: at the end\n",
      [
        "1 suppression-unused: unknown-keyword reports nothing here",
        "4 suppression-unused: unknown-keyword reports nothing here",
      ],
    ],
    [
      "is reported where it hides nothing in the file",
      "# kalint-ignore-file unknown-keyword: a\n",
      ["1 suppression-unused: unknown-keyword reports nothing here"],
    ],
    [
      "is reported for those of its rules that report nothing",
      "# kalint-ignore unknown-keyword, formatting duplicate-vrid: a\nnonsense 1\n",
      ["1 suppression-unused: formatting and duplicate-vrid report nothing here"],
    ],
    [
      "is reported where it names no rule",
      "# kalint-ignore: a\nnonsense 1\n",
      ["1 suppression-invalid: kalint-ignore names no rule", "2 unknown-keyword"],
    ],
    [
      "is reported where it names a rule that is none",
      "# kalint-ignore unknown-keywrd: a\nnonsense 1\n# kalint-ignore-file xyz: a\n",
      [
        '1 suppression-invalid: kalint-ignore names the unknown rule "unknown-keywrd"; did you mean "unknown-keyword"?',
        "2 unknown-keyword",
        '3 suppression-invalid: kalint-ignore names the unknown rule "xyz"',
      ],
    ],
    [
      "is another comment where its word goes on",
      "# kalint-ignored unknown-keyword: a\nnonsense 1\n",
      ["2 unknown-keyword"],
    ],
  ])("%s", (_, text, expected) => {
    expect(left(text)).toEqual(expected);
  });
});
