import { describe, expect, it } from "vitest";
import { execFileSync, spawn, spawnSync } from "../support/child-process.js";
import { readRepositoryFile, repositoryFiles } from "../support/repository.js";

const DOOR = "test/support/child-process.ts";

it("every child process of a test has a time limit", () => {
  const starts = /(?:from|import|require)\s*\(?\s*["'](?:node:)?(?:child_process|cluster)["']/;
  const files = repositoryFiles("test/**/*.{ts,mjs,cjs}").filter((file) => starts.test(readRepositoryFile(file)));
  expect(files).toEqual([DOOR]);
});

/** Its child keeps the pipe open. */
const HANGS = ["-c", "sleep 100 & wait"];

describe("a program that does not end", () => {
  const timeout = 200;

  it("is ended with what it started, where its end is awaited", () => {
    expect(spawnSync("sh", HANGS, { timeout })).toMatchObject({ status: null, error: { code: "ETIMEDOUT" } });
    expect(() => execFileSync("sh", HANGS, { timeout })).toThrow("ETIMEDOUT");
  });

  it("is ended with what it started, beside the test", async () => {
    const child = spawn("sh", HANGS, { timeout, stdio: ["ignore", "pipe", "ignore"] });
    expect(await new Promise((resolve) => child.once("close", (...end) => resolve(end)))).toEqual([null, "SIGKILL"]);
  });
});
