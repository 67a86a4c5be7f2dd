import { fileURLToPath } from "node:url";

/** What the threads of the server run. The build puts the name of a bundle in its place. */
export const mcpFile = fileURLToPath(new URL("../mcp/index.js", import.meta.url));

/** The same as a text, in a program that has its parts inside. */
export const mcpText: string | undefined = undefined;
