/** Keywords by block, made of the schema when the page is built. */
declare module "kalint:words" {
  const words: import("./page/words.js").Words;

  export { words };
}

/** The examples of `playground/examples/`. */
declare module "kalint:examples" {
  /** Something to look at: a folder of its own. */
  interface Example {
    readonly id: string;
    readonly title: string;
    /** What it shows, in one sentence. */
    readonly about: string;
    /** The release that it is for; undefined: the newest one. */
    readonly release?: string;
    readonly files: readonly import("./protocol.js").NamedText[];
  }
  const examples: readonly Example[];

  export { examples };
}
