/** Keywords by block, made of the schema when the page is built. */
declare module "kalint:words" {
  const words: import("./page/words.js").Words;

  export { words };
}

/** The examples of `playground/examples/`. */
declare module "kalint:examples" {
  const examples: readonly import("./protocol.js").Example[];

  export { examples };
}
