/** What may come inside a block, by name: made of the schema. */
export type Words = Readonly<Record<string, WordFacts>>;

export interface WordFacts {
  /** It opens a block or a list. */
  readonly block?: true;
  readonly inside?: Words;
  /** Names that its lines may hold. */
  readonly options?: readonly string[];
  /** Its first argument defines or names something. */
  readonly named?: true;
  /** Words that its arguments may be. */
  readonly values?: readonly string[];
}
