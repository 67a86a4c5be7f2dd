import type { Keyword } from "../../grammar/index.js";
import { placeAt } from "../syntax/schema-index.js";
import { showValue } from "./arguments.js";
import { sentences } from "./article.js";

const slashed = (path: string): string => path.replaceAll(".", "/");

/** What applies when the keyword is absent: its own default, or the keywords that are asked in turn. */
export function describeDefault(keyword: Keyword): string {
  const { defaultFrom, defaultThen, defaultFromIpv6, defaultNote, required, kind } = keyword;
  if (required === true) return sentences("None: the keyword is required");
  if (kind === "block" || kind === "list") return sentences(defaultNote);
  const asked = [defaultFrom, defaultThen].filter((path) => path !== undefined).map(slashed);
  const last = lastResort(keyword);
  if (asked.length === 0) return sentences(last ?? (defaultNote === undefined ? "none" : undefined), defaultNote);
  const ipv6 = defaultFromIpv6 === undefined ? "" : ` (IPv6: ${slashed(defaultFromIpv6)})`;
  return sentences(
    `the value of ${asked.join(", else of ")}${ipv6}${last === undefined ? "" : `, else ${last}`}`,
    defaultNote,
  );
}

/** The built-in value at the end of the chain of keywords that are asked. */
function lastResort(keyword: Keyword): string | undefined {
  const seen = new Set<Keyword>();
  let at: Keyword | undefined = keyword;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    if (at.default !== undefined) return showValue(at.default, at.args?.find(({ unit }) => unit !== undefined)?.unit);
    const next: string | undefined = at.defaultThen ?? at.defaultFrom;
    at = next === undefined ? undefined : placeAt(slashed(next))?.keyword;
  }
  return undefined;
}
