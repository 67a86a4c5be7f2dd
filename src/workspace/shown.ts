import { isAbsolute, join, relative } from "node:path";

/** A path relative to the working folder where that is shorter to read. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return isAbsolute(short) || short.startsWith(join("..", "..")) ? path : short;
}
