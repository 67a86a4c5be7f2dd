import { type Feature, features, type Keyword } from "../../grammar/index.js";
import { sentences } from "./article.js";

/** `since 2.0.3`; nothing for what the oldest known release (1.2.1) has. */
export function describeSince({ since }: { readonly since?: string }): string | undefined {
  if (since === undefined) return undefined;
  return since.startsWith("after ") ? `not in any release up to ${since.slice("after ".length)}` : `since ${since}`;
}

const REPORTS = {
  "config-error": "keepalived reports it",
  log: "keepalived logs it",
  none: "keepalived does not report it",
} as const;

/** First and last release, and what takes its place. */
export function describeReleases(keyword: Keyword): string {
  const { removed, deprecated, aliasOf, enumSince = {} } = keyword;
  const dated = Object.entries(enumSince).map(([word, release]) => `${word} since ${release}`);
  return sentences(
    describeSince(keyword) ?? "since 1.2.1 or earlier",
    dated.length === 0 ? undefined : dated.join(", "),
    removed === undefined ? undefined : `removed in ${removed}`,
    aliasOf === undefined ? undefined : `another word for ${aliasOf}`,
    deprecated === undefined
      ? undefined
      : `deprecated${deprecated.since === undefined ? "" : ` since ${deprecated.since}`}, and ${REPORTS[deprecated.report]}`,
    deprecated?.replacedBy === undefined ? undefined : `use ${deprecated.replacedBy.replaceAll(".", "/")} instead`,
    deprecated?.advice === undefined ? undefined : `use ${deprecated.advice} instead`,
  );
}

/** What a build of keepalived requires; undefined when it is always there. */
export function describeNeeds(conditions: readonly Feature[] = []): string | undefined {
  const needs = [...new Set(conditions)].filter((one) => one !== "WITH_HOST_ENTRIES").map(describeCondition);
  return needs.length === 0 ? undefined : sentences(...needs.map((one) => `requires ${one}`));
}

/** `a|b`: either; `!a`: not. */
function describeCondition(condition: Feature): string {
  if (condition.startsWith("!")) return `a build without ${describeFeature(condition.slice(1))}`;
  return `${condition.split("|").map(describeFeature).join(" or ")}`;
}

function describeFeature(name: Feature): string {
  const feature = features[name];
  const short = name.replace(/^_+(?:WITH|HAVE)_|^HAVE_DECL_|_+$/g, "");
  if (feature === undefined) return `${short} support (kernel headers)`;
  const how = feature.isUsual ? "enabled by default" : `not enabled by default: ${feature.how}`;
  return `${short} support (${how})`;
}
