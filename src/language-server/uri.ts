import { fileURLToPath } from "node:url";

/** The path of a file's URI; undefined for what is not a file, such as a text that was never saved. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
