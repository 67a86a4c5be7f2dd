import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Names that match a pattern as glob(3) has it (`*`, `?`, `[…]`, `\`), in name order; keepalived's includes use that
 * function. No `**`, and a leading dot is matched only by a dot, so general glob libraries would match more.
 */
export function glob3(pattern: string, folder: string): string[] {
  const isAbsolute = pattern.startsWith("/");
  const parts = pattern.split("/").filter((part) => part !== "");
  let found = [isAbsolute ? "/" : folder];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    found = found.flatMap((base) => matches(base, part, isLast));
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

function matches(base: string, part: string, isLast: boolean): string[] {
  if (!/[*?[\\]/.test(part)) return [join(base, part)].filter(() => !isLast || exists(base, part));
  const form = toRegExp(part);
  return names(base)
    .filter((name) => form.test(name) && (part.startsWith(".") || !name.startsWith(".")))
    .map((name) => join(base, name));
}

const exists = (base: string, part: string): boolean => part === "." || part === ".." || names(base).includes(part);

function names(folder: string): string[] {
  try {
    return readdirSync(folder === "" ? "." : folder);
  } catch {
    // glob(3) passes over folders that it cannot read.
    return [];
  }
}

/** One path segment as a regular expression. */
function toRegExp(part: string): RegExp {
  let form = "";
  for (let at = 0; at < part.length; at++) {
    const char = part[at] ?? "";
    const close = char === "[" ? part.indexOf("]", at + 2) : -1;
    if (char === "*") form += "[^/]*";
    else if (char === "?") form += "[^/]";
    else if (close > 0) {
      const set = part
        .slice(at + 1, close)
        .replace(/\\/g, "\\\\")
        .replace(/^!/, "^");
      form += `[${set}]`;
      at = close;
    } else {
      const literal = char === "\\" ? (part[++at] ?? "") : char;
      form += literal.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
    }
  }
  return new RegExp(`^${form}$`, "u");
}
