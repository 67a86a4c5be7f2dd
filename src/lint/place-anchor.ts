import type { Place } from "../../grammar/index.js";
import type { Anchor } from "./define-rule.js";

/** An anchor for a place that evaluation found, with the ways it came through. */
export const anchorAt = (place: Place): Anchor => ({
  source: { text: "", locate: () => place },
  start: place.start,
  end: place.end,
});
