import { compareReleases } from "../text/release.js";

export { compareReleases };

/** How a release reads lines. */
export interface Dialect {
  /** 2.4.0: long lines and NULs drop a line, values are not read anew for conditions and sequences, `_ENV`. */
  readonly isModern: boolean;
  /** 2.2.0: the readings after the first one work on a copy (parser.c:write_conf_copy). */
  readonly hasCopy: boolean;
  /** Before 2.2.8 a condition that comes from a definition is cut off by the length of the line before it. */
  readonly breaksMadeConditions: boolean;
}

/** The dialect of a release; of the newest one without a name. */
export function dialectOf(target: string | undefined): Dialect {
  if (target === undefined) return { isModern: true, hasCopy: true, breaksMadeConditions: false };
  return {
    isModern: compareReleases(target, "2.4.0") >= 0,
    hasCopy: compareReleases(target, "2.2.0") >= 0,
    breaksMadeConditions: compareReleases(target, "2.2.8") < 0,
  };
}
