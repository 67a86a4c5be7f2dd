import { fileURLToPath } from "node:url";

/** What a thread runs. The build puts the name of a bundle in its place. */
export const workerFile = fileURLToPath(new URL("./worker.js", import.meta.url));

/** The same as a text, in a program that has its parts inside. */
export const workerText: string | undefined = undefined;
