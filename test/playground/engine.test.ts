import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { draw } from "../../playground/src/engine/drawing.js";
import { formatted } from "../../playground/src/engine/formatting.js";
import { check, checkPart, fix } from "../../playground/src/engine/judging.js";
import { play } from "../../playground/src/engine/playing.js";
import { suggest } from "../../playground/src/engine/suggesting.js";
import type { NamedText, Project } from "../../playground/src/protocol.js";
import { lint } from "../../src/index.js";
import { readRepositoryFile, root } from "../support/repository.js";

const FOLDER = "playground/examples";

interface Listed {
  readonly id: string;
  readonly about: string;
  readonly release?: string;
}

const listed = JSON.parse(readRepositoryFile(`${FOLDER}/index.json`)) as readonly Listed[];

const filesOf = (id: string): readonly NamedText[] =>
  readdirSync(`${root}${FOLDER}/${id}`)
    .sort()
    .map((name) => ({ name, text: readRepositoryFile(`${FOLDER}/${id}/${name}`) }));

const project = (id: string): Project => ({
  files: filesOf(id),
  release: listed.find((one) => one.id === id)?.release,
});

const rulesIn = (id: string) => [...new Set(check(project(id)).map(({ rule }) => rule))].sort();

describe("the examples", () => {
  it("are listed, each with a sentence", () => {
    expect(listed.map(({ id }) => id).toSorted()).toEqual(
      readdirSync(`${root}${FOLDER}`)
        .filter((name) => name !== "index.json")
        .sort(),
    );
    expect(listed.length).toBeGreaterThan(10);
    expect(listed.filter(({ about }) => !/^[A-Z$@].*\.$/.test(about))).toEqual([]);
  });

  it("show what they are about", () => {
    expect(Object.fromEntries(listed.map(({ id }) => [id, rulesIn(id)]))).toEqual({
      "two-masters": ["cluster-auth-mismatch", "cluster-vrid-mismatch", "prefer-track-process", "unknown-keyword"],
      "seed-pair": ["track-own-interface"],
      "weak-check": ["cluster-weight-ineffective"],
      "sync-group": [],
      unicast: ["cluster-peers-not-mutual"],
      "virtual-servers": ["number-out-of-range", "real-server-without-check"],
      "one-file": ["cluster-equal-priority"],
      ipv6: ["auth-ignored-in-v3", "ipv6-first-vip-link-local", "mixed-address-families"],
      "other-release": ["keyword-not-in-target-version", "startup-delay-adds-up"],
      typos: expect.arrayContaining(["equals-assignment", "trailing-semicolon", "unbalanced-brace", "unknown-keyword"]),
      untidy: ["prefer-track-process", "script-security-off"],
      definitions: [],
    });
  });

  it("name the seed pair's own text", () => {
    for (const { name, text } of filesOf("seed-pair")) expect(text).toBe(readRepositoryFile(`fixtures/seed/${name}`));
  });
});

const instance = (at: number): string => `vrrp_script chk_${at} {
    script "/usr/bin/check ${at}"
    weight -20
}

vrrp_instance VI_${at} {
    state BACKUP
    interface eth${at}
    virtual_router_id ${(at % 255) + 1}
    priority 100
    virtual_ipaddress {
        10.0.${at >> 8}.${at & 255}/24
    }
    track_script {
        chk_${at}
    }
}

`;

const NEWEST = { release: undefined };

const many = (count: number): string => Array.from({ length: count }, (_, at) => instance(at)).join("");

describe("judging", () => {
  it("finds what the library finds, with places and fixes", () => {
    const { files } = project("typos");
    const found = check({ files, release: undefined });
    const wanted = lint(files.map(({ name, text }) => ({ path: name, text })));
    expect(found.map(({ rule, from, to, message }) => [rule, from, to, message])).toEqual(
      wanted.map(({ rule, location: { start, end }, message }) => [rule, start, end, message]),
    );
    const [first] = found;
    expect(first).toMatchObject({
      file: "keepalived.conf",
      line: 2,
      column: 15,
      fix: { title: 'Remove "="', isSafe: false },
    });
  });

  it("lets the files of a page include each other", () => {
    const files = [
      { name: "lb1.conf", text: "include /etc/keepalived/conf.d/*.inc\n" },
      { name: "one.inc", text: "nonsense 1\n" },
    ];
    expect(check({ files, release: undefined })).toMatchObject([{ file: "one.inc", rule: "unknown-keyword" }]);
  });

  it("applies safe fixes, and others where it is asked to", () => {
    const own = "    track_interface {\n        eth0\n    }\n";
    const text = `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 1\n    prority 5\n${own}}\n`;
    const project = { files: [{ name: "a.conf", text }], release: undefined };
    expect(fix(project, "safe")).toEqual([{ name: "a.conf", text: text.replace(own, "") }]);
    expect(fix(project, "unsafe")).toEqual([
      { name: "a.conf", text: text.replace(own, "").replace("prority", "priority") },
    ]);
  });
});

describe("judging a part of a file", () => {
  const whole = many(300);
  const broken = whole.replace(
    "weight -20\n}\n\nvrrp_instance VI_150 ",
    "weight -20\n}\n\nvrrp_instance VI_150 {\n    prority 1\n}\nvrrp_instance VI_150b ",
  );
  const part = { from: broken.indexOf("prority"), to: broken.indexOf("prority") + 3 };

  it("finds there what a look at all of it finds, at the same places", () => {
    const text = whole.replace("virtual_router_id 151\n", "virtual_router_id 1510\n    trak_script\n");
    const from = text.indexOf("1510");
    const all = check({ files: [{ name: "a.conf", text }], release: undefined });
    const near = all.filter((one) => Math.abs(one.from - from) < 300);
    expect(near.map(({ rule }) => rule)).toEqual(["number-out-of-range", "unknown-keyword"]);
    expect(checkPart({ name: "a.conf", text }, NEWEST, { from, to: from + 4 })).toEqual(near);
  });

  it("knows what the part names, wherever it is defined, and what names it", () => {
    const from = whole.indexOf("interface eth200");
    expect(checkPart({ name: "a.conf", text: whole }, NEWEST, { from, to: from })).toEqual([]);
    const script = whole.indexOf("vrrp_script chk_77 ");
    expect(checkPart({ name: "a.conf", text: whole }, NEWEST, { from: script, to: script })).toEqual([]);
  });

  it("takes a fraction of the time of a look at all of it", () => {
    const cpu = (action: () => unknown): number => {
      const least = [1, 2, 3].map(() => {
        const start = process.cpuUsage();
        action();
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...least);
    };
    const file = { name: "a.conf", text: broken };
    expect(checkPart(file, NEWEST, part)).toContainEqual(expect.objectContaining({ rule: "unknown-keyword" }));
    expect(4 * cpu(() => checkPart(file, NEWEST, part))).toBeLessThan(
      cpu(() => check({ files: [file], release: undefined })),
    );
  });
});

it("formats by the smallest edits, or says why not", () => {
  expect(formatted("global_defs {\n  router_id lb1\n}\n")).toEqual({ edits: [{ from: 16, to: 16, insert: "  " }] });
  expect(formatted("global_defs {\n")).toEqual({ refusal: '"{" is not closed' });
});

it("suggests keywords with places to fill in, and names of all files", () => {
  const files = [
    { name: "a.conf", text: "vrrp_instance VI_1 {\n    track_script {\n        \n    }\n    st\n}\n" },
    { name: "b.conf", text: "vrrp_script chk_web {\n}\n" },
  ];
  const text = files[0]?.text ?? "";
  const names = suggest({ files, release: undefined }, "a.conf", text.indexOf("        \n") + 8).list;
  expect(names.map(({ label }) => label)).toContain("chk_web");
  const { from, list } = suggest({ files, release: undefined }, "a.conf", text.indexOf("st\n") + 2);
  expect(from).toBe(text.indexOf("st\n"));
  expect(list.find(({ label }) => label === "state")).toEqual({
    label: "state",
    kind: "keyword",
    snippet: "state ${MASTER}",
    isDeprecated: false,
  });
  expect(list.find(({ label }) => label === "virtual_ipaddress")?.snippet).toBe("virtual_ipaddress {\n\t${}\n}");
});

describe("clusters", () => {
  it("are drawn with their table, and a failing check leads to its line", () => {
    const [cluster, ...others] = draw(project("weak-check"));
    expect(others).toEqual([]);
    expect(cluster).toMatchObject({ title: "lb1 and lb2", left: [] });
    expect(cluster?.picture).toContain("1 avoidable failure");
    const row = cluster?.routers[0]?.rows.find(({ event }) => event === "chk_nginx fails on lb1");
    expect(row).toMatchObject({
      holder: "lb1 keeps it",
      because: "130 > 100",
      mark: "the check does not move the addresses",
      written: { file: "lb1.conf", line: 12, text: "weight -20" },
    });
    expect(cluster?.failures[row?.failure ?? -1]).toEqual({
      happens: "chk_nginx fails on lb1",
      ends: "chk_nginx passes again on lb1",
    });
  });

  it("are played step by step", () => {
    const [cluster] = draw(project("weak-check"));
    const crash = cluster?.failures.findIndex(({ happens }) => happens === "lb1 crashes") ?? -1;
    const played = play(project("weak-check"), 0, [
      { failure: crash, ends: false },
      { failure: crash, ends: true },
    ]);
    expect(played.events.map(({ text }) => text)).toEqual(["all nodes start", "lb1 crashes", "lb1 starts again"]);
    const [, crashes = 0, starts = 0] = played.events.map(({ at }) => at);
    const statesOf = (name: string, from: number, to: number) =>
      played.rows
        .find(({ node }) => node === name)
        ?.stretches.filter((one) => one.from > from && one.from <= to)
        .map(({ state }) => state);
    expect(statesOf("lb2", crashes, starts)).toEqual(["master"]);
    expect(statesOf("lb2", starts, played.until)).toEqual(["backup"]);
    expect(played.rows.find(({ node }) => node === "lb1")?.stretches.at(-1)?.state).toBe("master");
  });

  it("escape what files say", () => {
    const text =
      'vrrp_instance "<img src=x>" {\n    virtual_router_id 1\n    priority 5\n    interface eth0\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n';
    const [cluster] = draw({ files: [{ name: "<b>.conf", text }], release: undefined });
    expect(cluster?.picture).toContain("&lt;img src=x&gt;");
    expect(cluster?.picture).not.toContain("<img");
  });

  it("that do not exist give nothing", () => {
    expect(play({ files: [{ name: "a.conf", text: "" }], release: undefined }, 0, [])).toEqual({
      until: 0,
      events: [],
      rows: [],
    });
    expect(draw({ files: [{ name: "a.conf", text: "" }], release: undefined })).toEqual([]);
  });
});
