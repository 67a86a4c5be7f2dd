import * as z from "zod";
import type { CallInputs } from "./inputs.js";

/** What a tool gives: data by its output schema, and the same for people and for clients that know no data. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A request that cannot be answered, with the reason in words for who asked. */
export class Refusal extends Error {}

/** A tool of the server. It is described in the process that talks to the client, and runs in a thread. */
export interface Tool<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** Gets the files that the arguments name; throws `Refusal`. */
  readonly run: (args: z.output<Input>, inputs: CallInputs) => Answer | Promise<Answer>;
}

/** Keeps the types of arguments and data together, which a list of tools does not. */
export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: Omit<Tool<Input, Output>, "run"> & {
    readonly run: (args: z.output<Input>, inputs: CallInputs) => Told<z.input<Output>> | Promise<Told<z.input<Output>>>;
  },
): Tool => tool as unknown as Tool;

interface Told<Data> {
  readonly data: Data;
  readonly text: string;
}

/** A release of keepalived, such as `2.2.7`. */
export const release = (description: string) =>
  z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "write a release as 2.2.7")
    .optional()
    .describe(description);

/** Characters of one text, and texts of one call. */
const MOST_TEXT = 8 << 20;
export const MOST_FILES = 500;

const file = z.strictObject({
  name: z.string().min(1).max(4096).describe("File name for reports, such as lb1.conf. Nothing is read from the disk."),
  text: z.string().max(MOST_TEXT).describe("The whole text of the file."),
});

/** The arguments by which every tool that works on configurations gets them. */
export const FILES = {
  files: z
    .array(file)
    .max(MOST_FILES)
    .optional()
    .describe(
      "Configurations as texts. Give the files of all nodes of a cluster in one call: many mistakes show only in comparison. Included files may be among them; they are found by name.",
    ),
  paths: z
    .array(z.string().min(1).max(4096))
    .max(MOST_FILES)
    .optional()
    .describe(
      "Configurations on the disk of the server: files, folders or patterns such as conf/*.conf, below the roots of the server. Use files or paths, or both.",
    ),
};

/** The arguments that choose what the files are read for. */
export const READING = {
  configIds: z
    .array(z.string().max(256))
    .max(100)
    .optional()
    .describe("Config-ids (keepalived -i) to evaluate @id lines for. Default: all that the files mention."),
  clusters: z
    .record(z.string(), z.array(z.string()).max(MOST_FILES))
    .optional()
    .describe(
      'Which files are nodes of one cluster, by a name for the cluster: {"edge": ["lb1.conf", "lb2.conf"]}. Default: found by evidence.',
    ),
};

/** Where something is: lines and columns from 1, the end exclusive. */
export const PLACE = {
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  endLine: z.number().int(),
  endColumn: z.number().int(),
};

/** One change of a text, against the text as it was given. */
export const edit = z.object({
  ...PLACE,
  text: z.string().describe("What replaces the text between the two places."),
  hidden: z
    .literal(true)
    .optional()
    .describe("The replacement holds a password and is left out. Apply it with kalint on the machine itself."),
});

/** What could not be read, in words; the rest was looked at. */
export const PROBLEMS = { problems: z.array(z.string()).describe("What could not be read, and why.") };
