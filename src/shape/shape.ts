import * as z from "zod/mini";
import { releaseProblem } from "../text/releases.js";
import { didYouMean } from "../text/suggest.js";

/** An object that knows its keys; for any other one the error says which key was probably meant. `what`: what a key is called. */
export function object<T extends Record<string, z.core.$ZodType>>(shape: T, what = "key") {
  const error = (issue: z.core.$ZodRawIssue): string | undefined =>
    issue.code === "unrecognized_keys"
      ? issue.keys
          .map((key) => `unknown ${what} ${JSON.stringify(key)}${didYouMean(key, Object.keys(shape), 4)}`)
          .join("\n")
      : undefined;
  return z.strictObject(shape, { error });
}

/** Adds what editors show of a value, by the JSON schema. */
export function described<T extends z.core.$ZodType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const unknownRelease = ({ input }: z.core.$ZodRawIssue) => releaseProblem(String(input)) ?? "";

/** A release of keepalived that there is. */
export const release = (description: string) =>
  described(
    // The pattern is for editors, which read the schema; the list has the last word.
    z.string().check(
      z.regex(/^\d+\.\d+\.\d+$/, { error: unknownRelease, abort: true }),
      z.refine((text) => releaseProblem(text) === undefined, { error: unknownRelease }),
    ),
    description,
  );
