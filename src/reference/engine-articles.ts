import { type Article, section } from "./article.js";

/** Ids that a report may show without a rule of that name: what kalint itself, or the real keepalived, reports. */
const ENGINE: Readonly<Record<string, { readonly summary: string; readonly why: string; readonly how: string }>> = {
  "template-text": {
    summary: "The file looks like a template, not like what keepalived reads.",
    why: "Marks such as {{ }} or <% %> are replaced before keepalived reads the file. Findings about them would be wrong, so a template is skipped: this info is the only one for the file.",
    how: "Lint the rendered file instead.",
  },
  "suppression-without-reason": {
    summary: "A kalint-ignore comment gives no reason.",
    why: "A suppression without a reason cannot be reviewed, and nobody knows later whether it is still needed.",
    how: 'Add the reason after a colon: "# kalint-ignore auth-pass-weak: lab only".',
  },
  "suppression-unused": {
    summary: "A kalint-ignore comment hides no finding.",
    why: "The problem has been fixed or the comment is at the wrong place; it would hide the next one.",
    how: "Remove the comment, or the rules in it that report nothing here.",
  },
  "suppression-invalid": {
    summary: "A kalint-ignore comment names no rule, or an unknown one.",
    why: "It hides nothing, although it looks as if it did.",
    how: "Use the name of a rule; 'kalint rules' lists them.",
  },
  "internal-error": {
    summary: "kalint itself failed on this file; the other files were checked.",
    why: "This is a bug in kalint. The exit status is 3.",
    how: "Please report it at https://github.com/kalint/kalint/issues with the smallest file that shows it.",
  },
  keepalived: {
    summary: "A message of the installed keepalived -t (--with-keepalived) that no finding covers.",
    why: "keepalived reported something that kalint did not, often about the machine that it runs on.",
    how: "Fix what the message names.",
  },
};

/** Names of all these ids. */
export const engineIds: readonly string[] = Object.keys(ENGINE);

/** The article of such an id; undefined for other names. */
export function engineArticle(name: string): Article | undefined {
  const entry = Object.hasOwn(ENGINE, name) ? ENGINE[name] : undefined;
  if (entry === undefined) return undefined;
  const { summary, why, how } = entry;
  const sections = [...section("Why it matters", why), ...section("How to fix", how)];
  return { kind: "rule", title: name, tag: "reported by kalint itself", summary, sections };
}
