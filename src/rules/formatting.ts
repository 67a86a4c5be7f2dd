import { defineFileRule } from "../lint/define-rule.js";

export default defineFileRule({
  name: "formatting",
  group: "style",
  isUnreported: true,
  severity: "info",
  isOptIn: true,
  fix: "safe",
  summary: "The file is not in canonical form.",
  why: `Files written by many tools and people are hard to read, and a changed value is easily lost among whitespace
changes. \`kalint format --check\` reports the same without this rule.`,
  how: "Run `kalint format`.",
  keepalived: "Does not detect this.",
  source: "the canonical form is kalint's own",
  examples: {
    bad: `vrrp_instance VI_1
{
            interface eth0
    virtual_router_id 51
    priority 100
  virtual_ipaddress { 192.0.2.10/24 }
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

  *check({ source, formatted }) {
    const { text } = source;
    if (formatted === undefined || formatted === text) return;
    let start = 0;
    while (start < text.length && text[start] === formatted[start]) start++;
    let kept = 0;
    const most = Math.min(text.length, formatted.length) - start;
    while (kept < most && text[text.length - 1 - kept] === formatted[formatted.length - 1 - kept]) kept++;
    const at = { source, start, end: text.length - kept };
    const edits = [{ at, text: formatted.slice(start, formatted.length - kept) }];
    const message = "the file differs from the canonical form from here on";
    yield { at: { source, start, end: start }, message, fix: { title: "Format the file", safety: "safe", edits } };
  },
});
