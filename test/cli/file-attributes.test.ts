import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawnSync } from "../support/child-process.js";
import { requireProgram } from "../support/requirement.js";
import { runCli } from "../support/run-cli.js";

type Command = readonly [string, ...string[]];

/** What a file has besides its content, how it gets that, and what shows it. */
const ATTRIBUTES: readonly {
  readonly what: string;
  readonly set: Command;
  readonly get: Command;
  readonly told: string;
}[] = [
  {
    what: "extended attributes",
    set: ["setfattr", "-n", "user.note", "-v", "kept"],
    get: ["getfattr", "-dm", "-"],
    told: 'note="kept"',
  },
  {
    what: "an access control list",
    set: ["setfacl", "-m", "user:2:r--,mask::rw-"],
    get: ["getfacl", "-n"],
    told: "user:2:r--",
  },
];

const MESSY = "vrrp_script a {\nscript /bin/true\n}\n";
const FIXABLE = "vrrp_script a {\n    script /bin/true\n    script /bin/true\n}\n";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-attributes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ["format", ["format", "a.conf"], MESSY],
  ["--fix", ["--fix", "--unsafe-fixes", "a.conf"], FIXABLE],
])("a file that is rewritten by %s", (_, args, text) => {
  it.for(ATTRIBUTES)("keeps $what", ({ what, set: [setter, ...setting], get: [getter, ...getting], told }, context) => {
    const path = join(folder, "a.conf");
    writeFileSync(path, text);
    const set = spawnSync(setter, [...setting, path], { timeout: 20_000 });
    requireProgram(context, set.status === 0, `${setter}, on a file system that has ${what},`);
    const kept = () => spawnSync(getter, [...getting, path], { encoding: "utf8", timeout: 20_000 }).stdout;
    const before = kept();
    expect(before).toContain(told);
    runCli(args, { cwd: folder });
    expect(readFileSync(path, "utf8")).not.toBe(text);
    expect(kept()).toBe(before);
  });
});
