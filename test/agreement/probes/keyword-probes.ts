import type { KeywordPlace } from "../../../src/syntax/schema-index.js";
import { wordsBehind } from "./lines.js";
import type { Probe } from "./verdict.js";

/** Of a keyword that is read by the same function elsewhere one of so many forms is enough. */
const SHARE = 8;

/** Each sound and each unsound form of the settings at some places, also a sound one written twice. */
export function* keywordProbes(places: Iterable<KeywordPlace>): Generator<Probe> {
  const asked = new Set<string>();
  for (const { name, keyword, parent, kind } of places) {
    if (kind !== "option") continue;
    const path = parent?.path ?? "";
    const forms = [...new Set([...wordsBehind(keyword.args ?? [])].map((words) => `${name} ${words}`.trimEnd()))];
    const reader = `${name} ${keyword.source}`;
    const step = asked.has(reader) ? SHARE : 1;
    asked.add(reader);
    for (const [index, form] of forms.entries()) if (index % step === 0) yield { path, lines: [form] };
    const [first = name] = forms.filter((form) => form !== name);
    yield { path, lines: [first, first] };
  }
}
