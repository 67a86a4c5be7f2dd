/** Characters that XML 1.0 cannot hold, not even escaped; lone surrogates are among them. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu;

/** Text for an attribute or an element. */
export function escapeXml(text: string): string {
  // Two `#` may begin a command to a CI program.
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"'\t\r\n]|#(?=#)/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Attributes in the order given. */
export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
