import { describe, expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

describe("grammar/README.md", () => {
  const text = readRepositoryFile("grammar/README.md");

  it("names for each claim the place in keepalived's source", () => {
    const claims = text.split(/^(?=- |#|$)/m).filter((part) => part.startsWith("- "));
    expect(claims.length).toBeGreaterThan(10);
    expect(claims.filter((claim) => !/`[a-z_]+\.[ch]:\w+`/.test(claim))).toEqual([]);
  });

  it("speaks of files that exist", () => {
    const names = [...text.matchAll(/`([\w-]+\.ts|[\w-]+\/)`/g)].map(([, name = ""]) => name);
    const known = repositoryFiles("grammar/**/*.ts");
    expect(names.filter((name) => !known.some((path) => path.startsWith(`grammar/${name}`)))).toEqual([]);
  });
});
