import type { ArticleLink } from "./article.js";
import { sentence } from "./article.js";

/** The release whose code references point to. */
const TAG = "v2.4.3";
const CODE = `https://github.com/acassen/keepalived/blob/${TAG}`;

/** Folders of keepalived's source, by how the names of their files begin; the first that fits. */
const FOLDERS: readonly (readonly [start: RegExp, folder: string])[] = [
  [/^(?:notify|parser|utils)\.c$/, "lib"],
  [/^(?:check_|ipvswrapper|ipwrapper)/, "keepalived/check"],
  [/^(?:global_|smtp|track_process)/, "keepalived/core"],
  [/^bfd_/, "keepalived/bfd"],
  [/^track_file/, "keepalived/trackers"],
  [/^vrrp/, "keepalived/vrrp"],
];

const MANUAL: ArticleLink = { text: "keepalived.conf(5)", url: "https://www.keepalived.org/manpage.html" };

/** What the source of a fact names, each with its page where it has one. */
export function sourceLinks(source: string): readonly ArticleLink[] {
  const clauses = source.split(/[,;]\s+(?![^()]*\))/);
  return [MANUAL, ...clauses.map(toLink)];
}

function toLink(clause: string): ArticleLink {
  const [, file = ""] = /^([\w-]+\.c)(?::\w+)?/.exec(clause) ?? [];
  const folder = FOLDERS.find(([start]) => start.test(file))?.[1];
  if (file !== "" && folder !== undefined) return { text: clause, url: `${CODE}/${folder}/${file}` };
  const [, rfc, section] = /RFC (\d+)(?: §([\d.]+\d))?/.exec(clause) ?? [];
  if (rfc !== undefined) {
    return {
      text: clause,
      url: `https://www.rfc-editor.org/rfc/rfc${rfc}${section === undefined ? "" : `#section-${section}`}`,
    };
  }
  const [, issue] = /acassen\/keepalived#(\d+)/.exec(clause) ?? [];
  if (issue !== undefined) return { text: clause, url: `https://github.com/acassen/keepalived/issues/${issue}` };
  return { text: sentence(clause) };
}
