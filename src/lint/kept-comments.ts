import { decomment } from "../../grammar/index.js";
import type { AnchorEdit } from "./define-rule.js";

/** What a person wrote to people outlives a fix: the comments of deleted lines stay, on lines of their own. */
export function withKeptComments(edits: readonly AnchorEdit[]): readonly AnchorEdit[] {
  return edits.map((edit) => {
    if (edit.text !== "") return edit;
    const comments = commentsIn(edit.at.source.text, edit.at.start, edit.at.end);
    // A statement that moves takes its comments along.
    const kept = comments.filter((comment) => !edits.some(({ text }) => text.includes(comment.trim())));
    return kept.length === 0 ? edit : { at: edit.at, text: kept.join("") };
  });
}

/** Each comment of whole lines as a line, indented as the first line is. */
function commentsIn(text: string, start: number, end: number): string[] {
  const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? "";
  const comments: string[] = [];
  for (let from = start; from < end; ) {
    const feed = text.indexOf("\n", from);
    const until = feed < 0 ? end : Math.min(feed, end);
    const { comment } = decomment(text, from, until);
    if (comment >= 0) comments.push(`${indent}${text.slice(comment, until).trimEnd()}\n`);
    from = until + 1;
  }
  return comments;
}
