import type { NamedText } from "../protocol.js";

/** Something to look at: a folder of `playground/examples/`. */
export interface Example {
  readonly id: string;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly about: string;
  /** The release that it is for; undefined: the newest one. */
  readonly release?: string;
  readonly files: readonly NamedText[];
}
