import { byteLength, LINE_BYTES } from "../../grammar/index.js";
import { defineFileRule } from "../lint/define-rule.js";

export default defineFileRule({
  name: "line-too-long",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A line is longer than 1022 bytes.",
  why: `Up to 2.3.3, keepalived reads it in pieces, each as a line of its own: the second half of a long comment
becomes settings. Since 2.4.0, the first 1023 bytes are dropped and the rest is still read.`,
  how: "Split the comment, or shorten the line with a definition.",
  keepalived: "Since 2.4.0, reports it and exits with status 5; older releases only report what the pieces break.",
  source: "parser.c:read_line",
  examples: {
    bad: `# ${"-".repeat(1100)}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `# ${"-".repeat(76)}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check({ source }) {
    const { text } = source;
    let end = -1;
    while (end < text.length) {
      const start = end + 1;
      const feed = text.indexOf("\n", start);
      end = feed < 0 ? text.length : feed;
      if ((end - start) * 3 <= LINE_BYTES) continue;
      const bytes = byteLength(text, start, end);
      if (bytes <= LINE_BYTES) continue;
      const message = `line is ${bytes} bytes long; the limit is ${LINE_BYTES}`;
      yield { at: { source, start, end: text[end - 1] === "\r" ? end - 1 : end }, message };
    }
  },
});
