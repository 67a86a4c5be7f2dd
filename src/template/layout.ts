import { isCommentText } from "./output.js";
import { placeholder } from "./placeholder.js";
import type { Tag } from "./tag.js";
import type { Template } from "./template.js";

/** All branches of a template as one text of the same length, for what looks at lines and braces alone. */
export function layoutOf({ text, tags }: Template): string {
  const parts: string[] = [];
  let at = 0;
  for (const [number, tag] of tags.entries()) {
    parts.push(text.slice(at, tag.start), standIn(tag, number, text));
    at = tag.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** A tag that has its lines for itself and puts nothing out is a comment, any other one a word. */
function standIn(tag: Tag, number: number, text: string): string {
  const { kind, start, end } = tag;
  if (end - start < 3) return text.slice(start, end);
  if (!isAlone(tag, text) || (kind === "output" && !isCommentText(tag))) return placeholder(number, tag);
  return `#${text.slice(start + 1, end).replace(/[\r\n]/g, " ")}`;
}

/** Whether the lines of a tag have nothing else than white space and other tags. */
export function isAlone({ start, end }: Tag, text: string): boolean {
  const feed = text.indexOf("\n", end);
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return before.trim() === "" && text.slice(end, feed < 0 ? text.length : feed).trim() === "";
}
