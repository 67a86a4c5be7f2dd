import type { Keyword } from "../types.js";
import { INT32_MAX, int, oneOf, reference } from "../values.js";

/** Takes its result from a track_file. */
export const fileCheck = {
  kind: "block",
  summary: "Takes the server's weight, or its failure, from a number in a file.",
  multiple: "accumulate",
  since: "2.1.0",
  source: "check_file.c:file_check_handler",
  block: { occurs: "many", emptyBody: "without track_file: reported; checker removed", requires: ["track_file"] },
  children: {
    track_file: {
      summary: "The track_file to follow.",
      args: [reference("track_file")],
      required: true,
      since: "2.1.0",
      note: "The track_file has to be defined before; otherwise reported.",
      source: "check_file.c:track_file_handler",
    },
    weight: {
      summary: "Factor by which the file's number changes the server's weight.",
      args: [
        int("weight", -2147483647, INT32_MAX, { lenient: true }),
        oneOf("reverse", ["reverse", "noreverse"], { optional: true }),
      ],
      defaultFrom: "track_file.weight",
      missingArg: "error",
      since: "2.1.0",
      source: "check_file.c:track_file_weight_handler",
    },
  },
} as const satisfies Keyword;
