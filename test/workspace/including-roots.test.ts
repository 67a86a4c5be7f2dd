import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findIncludingRoots } from "../../src/workspace/including-roots.js";
import { runCli } from "../support/run-cli.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-roots-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const roots = (...names: string[]): string[] =>
  findIncludingRoots(names.map((name) => join(folder, name))).map((path) => relative(folder, path));

describe("the files that include a fragment", () => {
  it.each<[string, Record<string, string>, string[]]>([
    ["beside it", { "keepalived.conf": "include part.conf\n", "part.conf": "" }, ["keepalived.conf"]],
    ["above it, by a pattern", { "k.conf": "include conf.d/*.conf\n", "conf.d/part.conf": "" }, ["k.conf"]],
    ["above it, by alternatives", { "k.conf": "include {a,conf.d}/p*.conf\n", "conf.d/part.conf": "" }, ["k.conf"]],
    ["on one config-id", { "k.conf": "@main include conf.d/part.conf\n", "conf.d/part.conf": "" }, ["k.conf"]],
    [
      "in two steps",
      { "k.conf": "include b/*.conf\n", "b/b.conf": "include c/*.conf\n", "b/c/part.conf": "" },
      ["k.conf"],
    ],
    [
      "more than one",
      { "a.conf": "include part.conf\n", "b.conf": "include part.conf\n", "part.conf": "" },
      ["a.conf", "b.conf"],
    ],
    ["nobody", { "k.conf": '# include part.conf\nnotify "include part.conf"\n', "part.conf": "" }, []],
    ["beyond the repository", { "k.conf": "include repo/part.conf\n", "repo/.git/HEAD": "", "repo/part.conf": "" }, []],
    ["itself", { "part.conf": "include part.conf\n" }, []],
    ["each other", { "a.conf": "include part.conf\n", "part.conf": "include a.conf\n" }, ["a.conf"]],
  ])("%s", (_, texts, expected) => {
    write(texts);
    expect(roots(Object.keys(texts).find((name) => name.endsWith("part.conf")) ?? "")).toEqual(expected);
  });

  it("are not looked for twice where they are given", () => {
    write({ "k.conf": "include part.conf\n", "part.conf": "" });
    expect(roots("part.conf", "k.conf")).toEqual([]);
  });
});

const ROOT = `global_defs {
    script_user root
    enable_script_security
}
vrrp_script chk_web {
    script "/usr/local/bin/chk-web"
}
rubbish
include conf.d/*.conf
`;
const FRAGMENT = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
`;

describe("a fragment that is given alone", () => {
  it("is judged as a part of what includes it, and nothing else is reported", () => {
    write({ ".git/HEAD": "", "keepalived.conf": ROOT, "conf.d/20-vip.conf": FRAGMENT });
    for (const [cwd, name] of [
      [folder, "conf.d/20-vip.conf"],
      [join(folder, "conf.d"), "20-vip.conf"],
      ["/", join(folder, "conf.d/20-vip.conf")],
    ] as const) {
      const { stdout, status } = runCli(["--format", "compact", name], { cwd });
      expect([stdout, status]).toEqual(["", 0]);
    }
  });

  it("keeps its own mistakes, under the name that was given", () => {
    write({ ".git/HEAD": "", "keepalived.conf": ROOT, "conf.d/20-vip.conf": FRAGMENT.replace("chk_web", "chk_wbe") });
    const { stdout, status } = runCli(["--format", "compact", "20-vip.conf"], { cwd: join(folder, "conf.d") });
    expect(stdout).toMatch(/^20-vip\.conf:9:9: error: .*chk_wbe.*\[undefined-track-target\]\n$/);
    expect(status).toBe(1);
  });
});
