import { isUtf8 } from "node:buffer";

/**
 * Bytes of a file as text, so that `encode` gives the same bytes back. A byte that is not UTF-8 becomes the lone
 * surrogate U+DC00 + byte, which valid UTF-8 never holds (the way of Python's surrogateescape).
 */
export function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString("utf8");
  const parts: string[] = [];
  let at = 0;
  while (at < buffer.length) {
    const length = validLength(buffer, at);
    if (length === 0) parts.push(String.fromCharCode(0xdc00 + (buffer[at] ?? 0)));
    else parts.push(buffer.toString("utf8", at, at + length));
    at += Math.max(length, 1);
  }
  return parts.join("");
}

/** Length of the valid UTF-8 character at `at`, or 0. */
function validLength(buffer: Buffer, at: number): number {
  const first = buffer[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return at + length <= buffer.length && isUtf8(buffer.subarray(at, at + length)) ? length : 0;
}

/** Text from `decode` as bytes. */
export function encode(text: string): Buffer {
  if (!/[\udc80-\udcff]/.test(text)) return Buffer.from(text, "utf8");
  const parts: Buffer[] = [];
  for (const char of text) {
    const code = char.length === 1 ? char.charCodeAt(0) : 0;
    const isByte = code >= 0xdc80 && code <= 0xdcff;
    parts.push(isByte ? Buffer.from([code - 0xdc00]) : Buffer.from(char, "utf8"));
  }
  return Buffer.concat(parts);
}
