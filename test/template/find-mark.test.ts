import { describe, expect, it } from "vitest";
import { findTemplate, findTemplateMark } from "../../src/template/find-mark.js";
import { corpusFiles } from "../support/corpus.js";
import { growth, LINEAR } from "../support/growth.js";

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
    const pieces = ["{{", "{%", "<% ", "${a ", "${a:", '"{{', "{#", "a {{ b\n"];
    const work = (size: number): void => {
      for (const piece of pieces) expect(mark(piece.repeat(size))).toBeUndefined();
    };
    expect(growth(work, 50_000)).toBeLessThan(LINEAR);
  });
});

describe("the language of a text", () => {
  it.each([
    ["keepalived.conf.j2", "state {{ a }}\n", "jinja"],
    ["keepalived.conf.tmpl", "state {{ .A }}\n", "go"],
    ["keepalived.conf", "{% if a %}\n{{ b }}\n{% endif %}\n", "jinja"],
    ["keepalived.conf", "{{ if .A }}\n{{ end }}\n", "go"],
    ["keepalived.conf.tpl", "lvs_id <%= $a %>\n", "erb"],
    ["keepalived.conf.tftpl", "state ${a}\n", "terraform"],
    ["keepalived.conf.tpl", "state ${a}\n", "shell"],
    ["keepalived.conf.erb", "script \"docker -f '{{.A}}'\"\nstate <%= a %>\n", "erb"],
    ["keepalived.conf", "priority ${A:-100}\n", "shell"],
    ["keepalived.conf", "priority ${a.b}\n", "terraform"],
    ["keepalived.conf.template", "$A=1\npriority ${A}\n", undefined],
    ["keepalived.conf", "priority ${A}\n", undefined],
    ["keepalived.conf", "interface <NAME>\n", undefined],
    ["keepalived.conf.j2", "priority 100\n", undefined],
  ])("of %s with %j is %s", (path, text, language) => expect(findTemplate(text, path)?.language).toBe(language));

  it("is what somebody chose", () => {
    expect(findTemplate("state {{ a }}\n", "a.j2", "none")).toBeUndefined();
    expect(findTemplate("state @A@\n", "a.conf", "shell")?.language).toBe("shell");
  });
});

describe("the corpus", () => {
  it("has templates in its folder of templates alone", (context) => {
    const found = corpusFiles(context, "templates", "plain", "clusters").filter(
      ({ name, bytes }) => findTemplate(bytes.toString("utf8"), name) !== undefined,
    );
    expect(found.filter(({ name }) => !name.startsWith("templates/"))).toEqual([]);
    expect(found.length).toBeGreaterThan(48);
  });
});
