import type { Evaluated } from "../evaluate/index.js";

/** Whether a quote that is not closed hides text on some line; without one there is no need to look at each statement. */
export const hasLostText = ({ first, later }: Evaluated): boolean =>
  later.some(({ lost }) => lost !== undefined) || (first !== later && first.some(({ lost }) => lost !== undefined));
