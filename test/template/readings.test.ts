import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../src/format/index.js";
import { lint } from "../../src/index.js";
import { findTemplate } from "../../src/template/find-mark.js";
import { readingsOf } from "../../src/template/readings.js";
import { scan } from "../../src/template/scan.js";
import { TEMPLATE_LANGUAGES } from "../../src/template/tag.js";
import { readTemplate } from "../../src/template/template.js";
import { growth, LINEAR } from "../support/growth.js";

/** Readings without what stands in for tags. */
const shown = (text: string, language: (typeof TEMPLATE_LANGUAGES)[number]): string[] =>
  readingsOf(readTemplate(text, language)).map((reading) =>
    reading.text
      .replace(/\ufdd0\w*/g, "?")
      .replace(/ +/g, " ")
      .replace(/\n[ \n]*/g, "\n")
      .trim(),
  );

describe("readings", () => {
  it.each([
    ["a {{ x }} b", ["a ? b"]],
    ["a{{ x }}b", ["a?"]],
    ["{% if x %}a{% endif %}", ["a", ""]],
    ["{% if x %}a{% else %}b{% endif %}", ["a", "b"]],
    ["{% if x %}a{% elif y %}b{% else %}c{% endif %}", ["a", "c", "b"]],
    ["{% if x %}a{% endif %} {% if not x %}b{% endif %}", ["a", "b"]],
    ["{% if h == 'a' %}1{% endif %} {% if h == 'b' %}2{% endif %}", ["1", "", "2"]],
    ["{% for x in y %}a {{ x }}{% endfor %}", ["a ?"]],
    ["{% macro m() %}a{% endmacro %}b", ["b"]],
    ["x{% if y %}/24{% endif %}", ["x?/24", "x"]],
    ["{% raw %}{{ a }}{% endraw %}", ["{{ a }}"]],
    ["{# a {{ b }} #}c", ["c"]],
    ["{% include 'a' %}", ["?"]],
    ["{{ ansible_managed | comment }}", ["#______________________________"]],
    ["{% if a %}b", ["b"]],
  ])("of %j are %j", (text, expected) => expect(shown(text, "jinja").sort()).toEqual([...expected].sort()));

  // Several statements in a tag, also in the last one of the text.
  it.each([
    ["<% if a; if b %> x <% end; end %>", ["", "x"]],
    ["<% if a; if b %> x <% end; end %> y", ["x y", "y"]],
    ["<% a.each do |b| if b %> x <% end end %>", ["", "x"]],
    ["<% if a %> x <% end; unless a %> y <% end %>", ["x", "y"]],
    ["<% if a %> x <% else if b %> y <% end; end %>", ["", "x", "y"]],
    ["<% a.each { |b| if b then if c %> x <% end; end } %>", ["", "x"]],
    ["<% if $a { if $b { %> x <% }} %>", ["", "x"]],
    ["<% case $a { 'b': { %> x <% } default: { %> y <% } } %>", ["x", "y"]],
    ["<% for my $a (@{ $b->{c} }) { %> x <% } %>", ["x"]],
    ["<% if a # don't; if b %> x <% end %>", ["", "x"]],
    ["<% x = 'a; if b'; if c %> x <% end %>", ["", "x"]],
  ])("of %j are %j", (text, expected) => {
    const found = [...new Set(shown(text, "erb"))];
    expect(found.sort()).toEqual([...expected].sort());
  });

  const piece = fc.constantFrom(
    ...[
      "{{ x }}",
      "{% if a %}",
      "{% else %}",
      "{% endif %}",
      "{% for b in c %}",
      "{% endfor %}",
      "{#",
      "#}",
      "<%= a %>",
    ],
    ...["<% if b %>", "<% end %>", "{{ if .A }}", "{{ end }}", "${a:-1}", "%{ if c }", "%{ endif }", "${", "}", "{"],
    ...["\n", " ", '"', "vrrp_instance A {", "priority 100\n", "}\n", "#", "\r\n", "@A@", "\\"],
  );
  const anyText = fc.array(piece, { maxLength: 25 }).map((parts) => parts.join(""));

  it("are as long as the template, and tags are in order", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...TEMPLATE_LANGUAGES), (text, language) => {
        const tags = scan(text, language);
        let at = 0;
        for (const { start, end } of tags) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        for (const reading of readingsOf(readTemplate(text, language))) expect(reading.text.length).toBe(text.length);
      }),
      { numRuns: 400 },
    );
  });

  it("of any text can be judged, and formatted without a change in a tag", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { rule, location } of lint([{ path: "keepalived.conf", text }])) {
          expect(rule).not.toBe("internal-error");
          expect(location.end).toBeLessThanOrEqual(text.length + 2);
        }
        const result = format(text);
        if (result.kind === "refused") return;
        const language = findTemplate(text, "")?.language ?? "jinja";
        const tagsOf = (one: string) => scan(one, language).map(({ start, end }) => one.slice(start, end));
        expect(tagsOf(result.text)).toEqual(tagsOf(text));
        const again = format(result.text);
        expect(again.kind === "refused" || again.text === result.text).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a scan", () => {
  it("takes time that grows with the text alone", () => {
    const pieces = ["{{", "{%", "<% ", "${a ", "{# ", "{{ a }}\n", "{% if a %}", "%{ ", "@A@"];
    const work = (size: number): void => {
      for (const piece of pieces) for (const language of TEMPLATE_LANGUAGES) scan(piece.repeat(size), language);
    };
    expect(growth(work, 20_000)).toBeLessThan(LINEAR);
  });
});
