import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceTemplate } from "@modelcontextprotocol/server";
import type { FoundArticle } from "../reference/index.js";
import type { KeywordPlace } from "../syntax/schema-index.js";
import { asHint } from "../text/suggest.js";

const RULES = "kalint://rules/";
const KEYWORDS = "kalint://keywords/";
const MARKDOWN = "text/markdown";

/** Names that are offered while one is typed; the protocol allows no more. */
const MOST_COMPLETED = 100;

/** Pages of rules and keywords: two lists, and a template for each page. */
export function addResources(server: McpServer): void {
  addIndex(server, "rules", "All rules of kalint, with what each finds", async () => {
    const { ruleTexts } = await import("../reference/index.js");
    return ruleTexts.map(({ name, summary }) => `- [${name}](${RULES}${name}): ${summary}`);
  });
  addIndex(server, "keywords", "All keywords of keepalived.conf by their paths", async () => {
    const { allPlaces } = await import("../reference/index.js");
    return [...allPlaces()].map(({ path, keyword }) => `- [${path}](${KEYWORDS}${path}): ${keyword.summary}`);
  });
  addRulePages(server);
  addKeywordPages(server);
}

function addIndex(server: McpServer, name: string, description: string, lines: () => Promise<readonly string[]>): void {
  const uri = `kalint://${name}`;
  const about = { title: description, description, mimeType: MARKDOWN };
  server.registerResource(name, uri, about, async () => ({
    contents: [{ uri, mimeType: MARKDOWN, text: `# ${description}\n\n${(await lines()).join("\n")}\n` }],
  }));
}

function addRulePages(server: McpServer): void {
  const names = async () => (await import("../reference/index.js")).ruleTexts.map(({ name }) => name);
  const template = new ResourceTemplate(`${RULES}{name}`, {
    async list() {
      const { ruleTexts } = await import("../reference/index.js");
      const page = ({ name, summary }: (typeof ruleTexts)[number]) => ({
        ...{ uri: RULES + name, name, title: name, description: summary, mimeType: MARKDOWN },
      });
      return { resources: ruleTexts.map(page) };
    },
    complete: { name: async (typed) => matching(await names(), typed) },
  });
  const about = {
    title: "Page of a rule",
    description: "What a rule finds, why it matters, how to fix it.",
    mimeType: MARKDOWN,
  };
  server.registerResource("rule", template, about, async (uri, { name }) => page(uri, String(name), "rule"));
}

function addKeywordPages(server: McpServer): void {
  const template = new ResourceTemplate(`${KEYWORDS}{+path}`, {
    // Blocks and settings at top level; there are more than a thousand below them, which are in kalint://keywords.
    async list() {
      const { topLevelPlaces } = await import("../reference/index.js");
      const page = ({ path, keyword: { summary } }: KeywordPlace) => ({
        ...{ uri: KEYWORDS + path, name: path, title: path, description: summary, mimeType: MARKDOWN },
      });
      return { resources: [...topLevelPlaces().values()].map(page) };
    },
    complete: {
      async path(typed) {
        const { allPlaces } = await import("../reference/index.js");
        const paths = [...allPlaces()].map(({ path }) => path);
        return matching(paths, typed);
      },
    },
  });
  const about = {
    title: "Page of a keyword",
    description: "What a keyword of keepalived.conf does and takes; by its path, such as vrrp_instance/advert_int.",
    mimeType: MARKDOWN,
  };
  server.registerResource("keyword", template, about, async (uri, { path }) => page(uri, String(path), "keyword"));
}

/** Those that begin with what was typed, then those that have it elsewhere. */
function matching(names: readonly string[], typed: string): string[] {
  const begin = names.filter((name) => name.startsWith(typed));
  const within = names.filter((name) => !name.startsWith(typed) && name.includes(typed));
  return [...begin, ...within].slice(0, MOST_COMPLETED);
}

async function page(uri: URL, name: string, kind: "rule" | "keyword") {
  const { find, toMarkdown } = await import("../reference/index.js");
  const found: FoundArticle = find(decoded(name));
  if (found.kind !== "article" || found.article.kind !== kind) {
    const near = asHint(found.kind === "nothing" ? found.near : undefined);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `unknown ${kind} "${name}"${near}`);
  }
  return { contents: [{ uri: uri.href, mimeType: MARKDOWN, text: toMarkdown(found.article, linkTo) }] };
}

/** Paths have a slash, names of rules have none. */
const linkTo = (target: string): string => (target.includes("/") ? KEYWORDS : RULES) + target;

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
