import type { Range } from "../simulate/explore.js";
import { SECOND } from "../simulate/model.js";

/** Seconds from the least to the most. */
export interface Seconds {
  readonly least: number;
  readonly most: number;
}

export const inSeconds = ({ least, most }: Range): Seconds => ({ least: least / SECOND, most: most / SECOND });
