import { defineFileRule } from "../lint/define-rule.js";

export default defineFileRule({
  name: "embedded-nul",
  group: "syntax",
  severity: "error",
  fix: "unsafe",
  summary: "A line contains a NUL byte.",
  why: `Up to 2.3.3, the line silently ends there; since 2.4.0, the whole line is ignored. Such bytes come from
damaged disks and from files in UTF-16, of which nothing is read.`,
  how: "Remove the byte, or save the file as UTF-8.",
  keepalived: "Since 2.4.0, reports it and exits with status 5; older releases do not detect it.",
  source: "parser.c:read_line",
  examples: {
    bad: "# Edge routers\u0000 of the office\n",
    good: "# Edge routers of the office\n",
  },

  *check({ source }) {
    const { text } = source;
    let line = -1;
    for (let at = text.indexOf("\0"); at >= 0; at = text.indexOf("\0", at + 1)) {
      const found = source.positionAt(at).line;
      // Once a line.
      if (found === line) continue;
      line = found;
      const place = { source, start: at, end: at + 1 };
      const fix = { title: "Remove the byte", safety: "unsafe", edits: [{ at: place, text: "" }] } as const;
      yield { at: place, message: "NUL byte in line; keepalived ignores the line or the rest of it", fix };
    }
  },
});
