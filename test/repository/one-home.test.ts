import { expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

/** Small parts of the language, the look of a pattern for them, and where it is at home. */
const PARTS = [
  {
    part: "$NAME and ${NAME}",
    pattern: /\\\$(?:\\\{)?[?(]*(?:\[A-Za-z|\\w)|\\\$\(\?:\\\{/,
    home: "grammar/references.ts",
    // Shells and Go have names of their own that look so.
    others: ["src/template/scan.ts", "src/template/find-mark.ts", "src/template/control.ts"],
  },
  { part: "include", pattern: /include\[[rmwba]+\]/, home: "grammar/prefixes.ts", others: [] },
] as const;

it.each(PARTS)("$part is recognised in $home alone", ({ pattern, home, others }) => {
  const found = repositoryFiles("grammar/**/*.ts", "src/**/*.ts").filter((file) =>
    readRepositoryFile(file)
      .split("\n")
      .some((line) => !/^\s*(?:\*|\/\/|\/\*)/.test(line) && pattern.test(line)),
  );
  expect(found.filter((file) => file !== home && !(others as readonly string[]).includes(file))).toEqual([]);
});

it("each exported type has a name of its own, and the library's is the one inside", () => {
  const homes = new Map<string, string[]>();
  for (const file of repositoryFiles("grammar/**/*.ts", "src/**/*.ts")) {
    for (const [, name = ""] of readRepositoryFile(file).matchAll(
      /^export (?:abstract )?(?:interface|type|class) (\w+)/gm,
    )) {
      homes.set(name, [...(homes.get(name) ?? []), file]);
    }
  }
  expect([...homes].filter(([, files]) => files.length > 1)).toEqual([]);
});
