/** A named point of a list, such as an argument with what it takes. */
export interface Point {
  readonly term: string;
  readonly text: string;
  /** The term is a word of ours, not one of the language. */
  readonly isLabel?: true;
  /** Path or name of what the term stands for, where it has an article of its own. */
  readonly target?: string;
}

/** A reference; without an address it is only text. */
export interface ArticleLink {
  readonly text: string;
  readonly url?: string;
}

export type ArticlePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string; readonly title?: string }
  | { readonly kind: "output"; readonly text: string }
  | { readonly kind: "links"; readonly links: readonly ArticleLink[] }
  | { readonly kind: "points"; readonly points: readonly Point[] };

/** Headings of the sections of articles, by which an editor picks some of them. */
export type SectionTitle =
  | `After ${string}`
  | "Arguments"
  | "Build"
  | "Default"
  | "Example"
  | "Fixed example"
  | "How to fix"
  | "Invalid input"
  | "Invalid value"
  | "Keywords"
  | "Lines"
  | "Lines that are not as they should be"
  | "Notes"
  | "Options"
  | "Read by"
  | "References"
  | "Releases"
  | "Rules"
  | "Source"
  | "What kalint reports"
  | "When to disable it"
  | "Why"
  | "Why it matters"
  | "keepalived's own behaviour";

export interface ArticleSection {
  readonly title: SectionTitle;
  readonly parts: readonly ArticlePart[];
}

/** What the terminal, the editor and the generated pages show of a keyword or a rule, before it gets its form. */
export interface Article {
  readonly kind: "keyword" | "rule";
  /** Path of the keyword, or name of the rule. */
  readonly title: string;
  /** A few words beside the title: the severity of a rule, the kind of a keyword. */
  readonly tag: string;
  readonly summary: string;
  /** How the keyword is written. */
  readonly usage?: string;
  readonly sections: readonly ArticleSection[];
}

export const text = (content: string): ArticlePart => ({ kind: "text", text: content });
export const points = (list: readonly Point[]): ArticlePart => ({ kind: "points", points: list });

/** A section of what is there: parts that are undefined or empty are left out, and a section without parts too. */
export function section(
  title: SectionTitle,
  ...parts: readonly (ArticlePart | string | undefined)[]
): readonly ArticleSection[] {
  const kept = parts
    .map((part) => (typeof part === "string" ? text(part) : part))
    .filter((part) => part !== undefined && !(part.kind === "points" && part.points.length === 0))
    .filter((part): part is ArticlePart => part?.kind !== "text" || part.text !== "");
  return kept.length === 0 ? [] : [{ title, parts: kept }];
}

/** A clause as a sentence: with a capital, unless the first word is a name, and a full stop. */
export function sentence(clause: string): string {
  if (/[.!?…:]$/.test(clause)) return clause;
  const isWord = /^(?!keepalived\b)[a-z]+(?=[\s,;]|$)/.test(clause);
  return `${isWord ? clause.slice(0, 1).toUpperCase() + clause.slice(1) : clause}.`;
}

/** Sentences, one after the other; those that are undefined are left out. */
export const sentences = (...clauses: readonly (string | undefined)[]): string =>
  clauses
    .filter((clause) => clause !== undefined && clause !== "")
    .map((clause) => sentence(clause ?? ""))
    .join(" ");
