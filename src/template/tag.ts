import type { Span } from "../text/span.js";

/** Which tags a text has. Salt and Ansible write `jinja`; Helm, confd and consul-template `go`; Puppet and Chef `erb`. */
export type TemplateLanguage = "jinja" | "erb" | "go" | "terraform" | "shell";

/** The languages, as settings name them. */
export const TEMPLATE_LANGUAGES: readonly TemplateLanguage[] = ["jinja", "erb", "go", "terraform", "shell"];

/** What somebody says that a text is: a template of a language, or none. */
export type ChosenLanguage = TemplateLanguage | "none";

/** What a control tag does to the text around it. */
export interface Control {
  readonly step: "open" | "middle" | "close" | "alone";
  /**
   * Of an opening one: `choice` takes one branch, `loop` repeats, `macro` is text that is put out elsewhere, `hidden` text
   * that may be anything, `hole` text that is changed on its way, `plain` is always there. Of one that is alone: `hole`
   * puts text in its place (an include), `plain` puts nothing.
   */
  readonly section: "choice" | "loop" | "macro" | "hidden" | "plain" | "hole";
  /** What decides; undefined for `else` and where nothing does. */
  readonly condition: string | undefined;
  /** Taken where the condition does not hold. */
  readonly isNegated: boolean;
}

/** A piece of a template that its engine replaces. Tags and the text between them are the whole text. */
export interface Tag extends Span {
  /** An `output` is replaced by a value, a `comment` by nothing. */
  readonly kind: "output" | "control" | "comment";
  /** What is between its marks, without the marks that trim. */
  readonly code: string;
  /** Of a control tag, in order: a tag of Ruby may close a section and open another one. */
  readonly controls?: readonly Control[];
  /** Where the white space begins that the tag takes away before itself; its start where it takes none. */
  readonly before: number;
  /** Where the white space ends that the tag takes away after itself; its end where it takes none. */
  readonly after: number;
}

/** What a control tag is that does nothing to the text. */
export const INERT: Control = { step: "alone", section: "plain", condition: undefined, isNegated: false };
