import type { Statement } from "../../grammar/index.js";

const MARK = /<%|%>|\{\{|\}\}|\{%|%\}/;

/** Holds a mark of a template language (ERB, Jinja), so that its words are not those that keepalived will see. */
export const isTemplated = ({ words }: Statement): boolean => words.some(({ text }) => MARK.test(text));
