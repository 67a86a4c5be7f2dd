import type { Place } from "../../../src/syntax/schema-index.js";
import { wordsBehind } from "./lines.js";
import type { Probe } from "./verdict.js";

/** Each sound and each unsound form of the settings at some places, also a sound one written twice. */
export function* keywordProbes(places: Iterable<Place>): Generator<Probe> {
  for (const { name, keyword, parent, kind } of places) {
    if (kind !== "option") continue;
    const path = parent?.path ?? "";
    const forms = [...new Set([...wordsBehind(keyword.args ?? [])].map((words) => `${name} ${words}`.trimEnd()))];
    for (const form of forms) yield { path, lines: [form] };
    const [first = name] = forms.filter((form) => form !== name);
    yield { path, lines: [first, first] };
  }
}
