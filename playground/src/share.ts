import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { Project } from "./protocol.js";

/** What a link holds. */
interface Packed {
  readonly files: readonly (readonly [name: string, text: string])[];
  readonly release?: string;
  readonly optIn?: readonly string[];
}

/** Marks the form of the fragment, so that a later one can differ. */
const FORM = "1.";

/** A project as the fragment of an address, without `#`. No browser sends a fragment to a server. */
export function toFragment({ files, release, optIn }: Project): string {
  const packed: Packed = {
    files: files.map(({ name, text }) => [name, text] as const),
    ...(release === undefined ? {} : { release }),
    ...(optIn === undefined ? {} : { optIn }),
  };
  const bytes = deflateSync(strToU8(JSON.stringify(packed)), { level: 9 });
  return FORM + btoa(strFromU8(bytes, true)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The project of a fragment; undefined where it is damaged or something else. */
export function fromFragment(fragment: string): Project | undefined {
  if (!fragment.startsWith(FORM)) return undefined;
  try {
    const base = fragment.slice(FORM.length).replaceAll("-", "+").replaceAll("_", "/");
    const value: unknown = JSON.parse(strFromU8(inflateSync(strToU8(atob(base), true))));
    if (!isPacked(value)) return undefined;
    const { files, ...settings } = value;
    return { release: undefined, ...settings, files: files.map(([name, text]) => ({ name, text })) };
  } catch {
    // Whatever somebody pasted.
    return undefined;
  }
}

function isPacked(value: unknown): value is Packed {
  const { files, release, optIn = [] } = (value ?? {}) as Partial<Record<keyof Packed, unknown>>;
  const areTexts = (list: unknown): boolean => Array.isArray(list) && list.every((part) => typeof part === "string");
  const isFile = (one: unknown) => areTexts(one) && (one as readonly string[]).length === 2;
  const isRelease = release === undefined || (typeof release === "string" && /^\d+\.\d+\.\d+$/.test(release));
  return Array.isArray(files) && files.length > 0 && files.every(isFile) && isRelease && areTexts(optIn);
}
