import { isCommentText } from "./output.js";
import { placeholder } from "./placeholder.js";
import type { Tag } from "./tag.js";
import type { Template } from "./template.js";

/** All branches of a template as one text of the same length, for what looks at lines and braces alone. */
export function layoutOf(template: Template): string {
  const { text, tags } = template;
  const alone = tagsAlone(template);
  const parts: string[] = [];
  let at = 0;
  for (const [number, tag] of tags.entries()) {
    parts.push(text.slice(at, tag.start), standIn(tag, number, text, alone.has(tag)));
    at = tag.end;
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** A tag that has its lines for itself and puts nothing out is a comment, any other one a word. */
function standIn(tag: Tag, number: number, text: string, isAlone: boolean): string {
  const { kind, start, end } = tag;
  if (end - start < 3) return text.slice(start, end);
  if (!isAlone || (kind === "output" && !isCommentText(tag))) return placeholder(number, tag);
  return `#${text.slice(start + 1, end).replace(/[\r\n]/g, " ")}`;
}

/** Tags of which the lines have nothing else than white space. */
export function tagsAlone({ text, tags }: Template): ReadonlySet<Tag> {
  const isFree = (at: number, to: number, isBefore: boolean): boolean => {
    const between = text.slice(at, to);
    const feed = isBefore ? between.lastIndexOf("\n") : between.indexOf("\n");
    const isWhole = feed >= 0 || (isBefore ? at === 0 : to === text.length);
    const piece = feed < 0 ? between : isBefore ? between.slice(feed + 1) : between.slice(0, feed);
    return isWhole && piece.trim() === "";
  };
  return new Set(
    tags.filter(
      (tag, at) =>
        isFree(tags[at - 1]?.end ?? 0, tag.start, true) && isFree(tag.end, tags[at + 1]?.start ?? text.length, false),
    ),
  );
}
