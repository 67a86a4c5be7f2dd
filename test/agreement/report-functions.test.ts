import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

/** Functions of keepalived 2.2.7, 2.3.3 and 2.4.3 that call report_config_error, with the releases that have them. */
const { functions, accepted } = JSON.parse(readFileSync("fixtures/agreement/report-functions.json", "utf8")) as {
  readonly functions: Readonly<Record<string, readonly string[]>>;
  /** Functions that kalint names nowhere, and why that is right. */
  readonly accepted: Readonly<Record<string, string>>;
};

it("names each function that reports while files are read, or has a reason not to", () => {
  const named = new Set<string>();
  for (const file of repositoryFiles("src/**/*.{ts,md}", "grammar/**/*.{ts,md}")) {
    for (const [word] of readRepositoryFile(file).matchAll(/[a-z_][a-z0-9_]{3,}/g)) named.add(word);
  }
  const names = Object.keys(functions).map((one) => one.slice(one.indexOf(":") + 1));
  expect(names.length).toBeGreaterThan(300);
  const unnamed = [...new Set(names.filter((one) => !named.has(one)))].sort();
  expect(unnamed).toEqual(Object.keys(accepted).sort());
});
