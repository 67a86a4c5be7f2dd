/*
 * Bytes of texts without Node's Buffer, so that all that judges a file also runs in a browser. A lone surrogate from
 * U+DC80 to U+DCFF is one byte that is not UTF-8.
 */

/** Bytes that a UTF-16 unit adds in UTF-8: a pair of surrogates 3 + 1; a lone low one is one invalid byte. */
export function utf8Bytes(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (unit >= 0xdc00 && unit <= 0xdfff) return 1;
  return 3;
}

/** Number of bytes that a text, or the part of it from `start` to `end` (UTF-16 units), has in its file. */
export function byteLength(text: string, start = 0, end: number = text.length): number {
  let bytes = 0;
  for (let at = start; at < end; at++) bytes += utf8Bytes(text.charCodeAt(at));
  return bytes;
}

/** The first `count` bytes of a text, one character each: two texts give the same if their files are equal so far. */
export function firstBytes(text: string, count: number): string {
  // Most texts are ASCII, and thousands of passwords are compared.
  if (/^[\0-\x7f]*$/.test(text)) return text.slice(0, count);
  let bytes = "";
  for (const char of text) {
    if (bytes.length >= count) break;
    bytes += bytesOf(char.codePointAt(0) ?? 0);
  }
  return bytes.slice(0, count);
}

function bytesOf(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  if (code >= 0xdc80 && code <= 0xdcff) return String.fromCharCode(code & 0xff);
  const tail = (shift: number) => String.fromCharCode(0x80 | ((code >> shift) & 0x3f));
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6)) + tail(0);
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12)) + tail(6) + tail(0);
  return String.fromCharCode(0xf0 | (code >> 18)) + tail(12) + tail(6) + tail(0);
}
