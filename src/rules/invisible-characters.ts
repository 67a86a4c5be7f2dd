import { defineFileRule, type Finding } from "../lint/define-rule.js";
import { INVISIBLE } from "../semantic/problem-reporters.js";

const RUN = new RegExp(`(?:${INVISIBLE.source})+`, "g");
/** Without width: not meant as a space. */
const WIDTHLESS = /^[\u180e\u200b-\u200f\u2060\ufeff]+$/;
const NAMES: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space",
  "\u200b": "a zero-width space",
  "\u3000": "a full-width space",
  "\ufeff": "a byte order mark",
};

export default defineFileRule({
  name: "invisible-characters",
  group: "syntax",
  severity: "error",
  fix: "unsafe",
  summary: "A byte order mark or a non-ASCII space, which keepalived reads as a letter.",
  why: `With a byte order mark the first keyword is unknown, and its whole block is lost. A no-break space becomes
part of the word priority, which is then unknown, and the node uses 100. Both come with text that is copied from web
pages.`,
  how: "Replace them with ordinary spaces; save the file as UTF-8 without a byte order mark.",
  keepalived: "Reports an unknown keyword with a line number and exits with status 5.",
  source: "parser.c:alloc_strvec_r; measured with 2.2.7 and 2.4.3",
  examples: {
    bad: `\ufeffvrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ tree, source }) {
    if (!INVISIBLE.test(source.text)) return;
    for (const token of tree.tokens) {
      for (const { text, start, quoted } of token.words) {
        if (quoted) continue;
        for (const match of text.matchAll(RUN))
          yield invisible({ source, start: start + match.index, end: start + match.index + match[0].length });
      }
    }
  },
});

function invisible(at: Finding["at"]): Finding {
  const found = at.source.text.slice(at.start, at.end);
  const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const name = NAMES[found[0] ?? ""] ?? "an invisible character";
  const isWidthless = WIDTHLESS.test(found);
  const fix = {
    title: isWidthless ? "Remove the character" : "Replace with a space",
    safety: "unsafe",
    edits: [{ at, text: isWidthless ? "" : " " }],
  } as const;
  return {
    at,
    message: `${name} (${code}) is read as part of a word`,
    help: isWidthless ? "Remove it." : "Replace it with a space.",
    fix,
  };
}
