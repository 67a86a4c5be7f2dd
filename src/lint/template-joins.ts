import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.js";
import type { Template } from "../template/template.js";
import { firstWhere } from "../text/search.js";

/** Names that only Ansible has in templates. */
const ANSIBLE =
  /\b(?:ansible_\w+|inventory_hostname(?:_short)?|hostvars|group_names)\b|\bgroups\s*[[.]|\bplay_hosts\b|\blookup\s*\(/;

/** A header by which a template of Ansible says otherwise. */
const KEEPS_LINES = /^#jinja2:.*\btrim_blocks\s*:\s*['"]?(?:false|no)\b/im;

/** Whether Ansible renders it, which takes line ends after control tags away unless a header says otherwise. */
export const isOfAnsible = ({ language, tags, text }: Template): boolean =>
  language === "jinja" &&
  !KEEPS_LINES.test(text) &&
  tags.some(({ kind, code }) => kind !== "comment" && ANSIBLE.test(code));

/**
 * A finding in a line that Ansible joins to the one above, as a note: the task may set `trim_blocks: false`. Undefined where its
 * line begins a line anyway.
 */
export function inJoinedLine(finding: Diagnostic, { text, tags }: Template): Diagnostic | undefined {
  const { file, start } = finding.location;
  const lineEnd = text.lastIndexOf("\n", start - 1);
  const end = text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  const tag = tags[firstWhere(tags, (one) => one.end >= end)];
  if (lineEnd < 0 || tag === undefined || tag.end !== end || tag.kind === "output") return undefined;
  const place: RelatedLocation = {
    file,
    start: tag.start,
    end: tag.end,
    message: "Ansible joins the next line to this one (trim_blocks)",
  };
  const { fix: _, ...rest } = finding;
  return { ...rest, severity: "info", related: [...rest.related, place] };
}
