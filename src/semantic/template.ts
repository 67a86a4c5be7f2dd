import type { Statement } from "../../grammar/index.js";

const MARK = /<%|%>|\{\{|\}\}|\{%|%\}/;

/** Holds a mark of a template language (ERB, Jinja), so that its words are not those that keepalived will see. */
export const isTemplated = ({ token }: Statement): boolean =>
  MARK.test(token.image) && token.words.some(({ text }) => MARK.test(text));
