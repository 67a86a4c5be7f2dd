import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../src/format/index.js";
import { run } from "../../src/lint/run.js";
import { findTemplateMark } from "../../src/template/find-mark.js";
import { corpusFiles } from "../support/corpus.js";
import { hardText } from "../support/random-text.js";

/** The text of the mark. */
function mark(text: string): string | undefined {
  const span = findTemplateMark(text);
  return span === undefined ? undefined : text.slice(span.start, span.end);
}

describe("a template mark", () => {
  it.each([
    ["priority {{ prio }}\n", "{{ prio }}"],
    ["{{- range .Peers }}\n", "{{- range .Peers }}"],
    ["{{- include\n   .Name }}\n", "{{- include\n   .Name }}"],
    ["{% if a %}\n", "{% if a %}"],
    ["{% set a = [\n  1,\n] %}\n", "{% set a = [\n  1,\n] %}"],
    ["a {# note #}\n", "{# note #}"],
    ["router_id <%= @id %>\n", "<%= @id %>"],
    ["<% if @a\n -%>\n", "<% if @a\n -%>"],
    ["%{ for a in b }\n", "%{ for a in b }"],
    ["priority ${PRIORITY:-100}\n", "${PRIORITY:-100}"],
    ['state ${a ? "MASTER" : "BACKUP"}\n', '${a ? "MASTER" : "BACKUP"}'],
    ["state ${var.state}\n", "${var.state}"],
    ["state ${ state }\n", "${ state }"],
    ['router_id "a" # {{ b }}\nstate <%= c %>\n', "<%= c %>"],
    ['a "\\" {{ b }}"\nc {{ d }}', "{{ d }}"],
  ])("is in %j", (text, expected) => expect(mark(text)).toBe(expected));

  it.each([
    ["a quoted command", `script "/usr/bin/docker inspect -f '{{.State.Running}}' web"\n`],
    ["a comment", "# {{ managed }}\n! <%= a %>\na # ${b:-c}\n"],
    ["an escaped quote", 'a "\\" {{ b }}"\n'],
    ["references of keepalived", "a ${B} ${_RANDOM 1 5} $C ${d_1}\n"],
    ["two braces", "a {{\n b\n}}\n"],
    ["a comment behind a brace, and a brace that is commented out", "a {# first\n b\n#}\n}\n"],
    ["a mark that is not closed", "a {{ b\nc {% d\ne <% f\ng ${h:-\n"],
    ["an escaped comment mark", "a \\# b\n"],
  ])("is not in %s", (_, text) => expect(mark(text)).toBeUndefined());

  it("is found in time that grows with the text alone", () => {
    const texts = ["{{", "{%", "<% ", "${a ", "${a:", '"{{', "{#", "a {{ b\n"].map((piece) => piece.repeat(50_000));
    const start = performance.now();
    for (const text of texts) expect(mark(text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

/** What both services say of a text: whether it is a template. */
function verdicts(text: string): { readonly lint: boolean; readonly format: boolean } {
  const { diagnostics } = run([{ path: "a.conf", text }], { rules: [], severityOf: () => "error" });
  const result = format(text);
  return {
    lint: diagnostics.some(({ rule }) => rule === "template-text"),
    format: result.kind === "refused" && result.reason.includes("template"),
  };
}

describe("lint and format agree on what a template is", () => {
  it("for random text", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      "<%",
      "%>",
      "%{",
      "${",
      "}",
      '"',
      "#",
      "\n",
      " ",
      "A",
      ":-",
      "\\",
    );
    const text = fc.oneof(
      hardText(20),
      fc.array(piece, { maxLength: 20 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (one) => {
        const { lint, format: isRefused } = verdicts(one);
        expect(isRefused).toBe(lint);
      }),
      { numRuns: 300 },
    );
  });

  it("for the corpus", (context) => {
    const found = corpusFiles(context, "templates", "plain", "clusters").map(({ name, bytes }) => ({
      name,
      ...verdicts(bytes.toString("utf8")),
    }));
    expect(found.filter(({ lint, format: isRefused }) => lint !== isRefused)).toEqual([]);
    const templates = found.filter(({ lint }) => lint).map(({ name }) => name);
    expect(templates.filter((name) => !name.startsWith("templates/"))).toEqual([]);
    // The others hold `${NAME}` alone.
    expect(templates.length).toBeGreaterThan(45);
  });
});
