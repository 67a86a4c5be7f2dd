import { describe, expect, it } from "vitest";
import { documents, OWNED } from "../../scripts/generate/documents.js";
import { readRepositoryFile, repositoryFiles, root } from "../support/repository.js";

const { ruleIndex } = (await import(`${root}scripts/generate-rules.mjs`)) as { readonly ruleIndex: () => string };

describe("generated files (`npm run generate` writes them)", () => {
  const pages = documents(root);
  const present = new Set(repositoryFiles("docs/**", "editors/**", "src/rules/README.md"));

  it("are all there, and none is left over", () => {
    expect([...pages.keys()].filter((path) => !present.has(path))).toEqual([]);
    const owned = [...present].filter((path) => OWNED.some((pattern) => pattern.test(path)));
    expect(owned.filter((path) => !pages.has(path))).toEqual([]);
  });

  it("are fresh", () => {
    const stale = [...pages].filter(([path, text]) => present.has(path) && readRepositoryFile(path) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it("name every rule file", () => {
    expect(readRepositoryFile("src/rules/index.ts")).toBe(ruleIndex());
  });

  it("link to pages and headings that exist", () => {
    const markdown = [...pages].filter(([path]) => path.endsWith(".md"));
    const broken = markdown.flatMap(([path, text]) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^https?:/.test(link) && !leadsSomewhere(path, link))
        .map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it("need no network", () => {
    const page = pages.get("docs/grammar.html") ?? "";
    expect(page).toContain("drawDiagramsFromSerializedGrammar");
    expect(page.match(/<(?:script|link|img)[^>]+(?:src|href)=/g)).toBeNull();
  });

  function leadsSomewhere(from: string, link: string): boolean {
    const [file = "", anchor] = link.split("#");
    const target = new URL(file, `file:///${from}`).pathname.slice(1);
    const text = pages.get(target) ?? (repositoryFiles(target).length > 0 ? readRepositoryFile(target) : undefined);
    return text !== undefined && (anchor === undefined || headings(target, text).has(anchor));
  }

  function headings(path: string, text: string): ReadonlySet<string> {
    const known = anchors.get(path) ?? new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => slug(title)));
    anchors.set(path, known);
    return known;
  }
});

const anchors = new Map<string, ReadonlySet<string>>();

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w -]/g, "")
    .replaceAll(" ", "-");
