import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

let folder = "";

/** A node of a sync group with a script, a virtual server at one address, and another virtual server. */
const node = (priority: number) => `vrrp_script chk {
    script /bin/true
    weight -20
}
vrrp_sync_group G {
    group {
        X
        Y
    }
}
${["X", "Y"]
  .map(
    (name, at) => `vrrp_instance ${name} {
    interface eth${at}
    virtual_router_id ${61 + at}
    priority ${priority}
    virtual_ipaddress {
        192.0.2.${at + 1}
    }
}
`,
  )
  .join("")}vrrp_instance Z {
    interface eth0
    virtual_router_id 63
    priority ${priority}
    virtual_ipaddress {
        192.0.2.3
    }
    track_script {
        chk
    }
}
${["192.0.2.1", "192.0.2.9"]
  .map(
    (address) => `virtual_server ${address} 80 {
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 2
    }
}
`,
  )
  .join("")}`;

const NOT_PREEMPTING = (priority: number) => `vrrp_instance V {
    nopreempt
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        192.0.2.10
    }
}
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kalint-json-"));
  cpSync("fixtures/scenarios", folder, { recursive: true });
  for (const [name, priority] of Object.entries({ "a.conf": 150, "b.conf": 100 }))
    writeFileSync(join(folder, name), node(priority));
  for (const [at, name] of THREE.entries())
    writeFileSync(
      join(folder, name),
      readRepositoryFile("fixtures/scenarios/pair/lb1.conf")
        .replace("weight -20", "weight -40")
        .replace("priority 150", `priority ${[150, 120, 100][at]}`),
    );
  // The interval of one node differs, so that another one becomes MASTER again and again.
  cpSync("fixtures/rules/cluster-advert-int-mismatch/others-flap", join(folder, "flap"), { recursive: true });
  // The order of starts decides between two that do not preempt.
  for (const [name, priority] of Object.entries({ "first.conf": 150, "second.conf": 149 }))
    writeFileSync(join(folder, name), NOT_PREEMPTING(priority));
  writeFileSync(join(folder, "bad.yaml"), "scenarios:\n  - nam: x\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Blocks of JSON with comments in a page, in order. */
const blocksOf = (page: string): readonly string[] =>
  [...readRepositoryFile(page).matchAll(/^```jsonc\n(.*?)^```$/gms)].map(([, text = ""]) => text);

const withoutComments = (text: string): string => text.replace(/ *\/\/.*$/gm, "");

function keysOf(texts: readonly string[]): readonly string[] {
  const keys = new Set<string>();
  for (const text of texts) {
    JSON.parse(text, (key, value) => {
      if (/^[a-z]/i.test(key)) keys.add(key);
      return value;
    });
  }
  return [...keys].sort();
}

/** Words that a comment of a block lists after the value of a key, with the value. */
function wordsOf(block: string, key: string): readonly string[] {
  const [, value = "", rest = ""] = new RegExp(`"${key}": "(\\w+)",? *// (.*)$`, "m").exec(block) ?? [];
  return [...new Set([value, ...(rest.match(/[a-z]+/g) ?? []).filter((word) => word !== "or")])].sort();
}

/** All values of a key, wherever it is. */
function valuesOf(texts: readonly string[], key: string): readonly string[] {
  const values = new Set<string>();
  for (const text of texts) {
    JSON.parse(text, (name, value) => {
      if (name === key && typeof value === "string") values.add(value);
      return value;
    });
  }
  return [...values];
}

const run = (...args: readonly string[]): string => {
  const { stdout, stderr } = runCli([...args, "--format", "json"], { cwd: folder });
  expect(stdout, stderr).toMatch(/^\{/);
  return stdout;
};

/** Of these the check of the first one moves the address, unless the second one is gone. */
const THREE = ["n1.conf", "n2.conf", "n3.conf"];

describe("the JSON that is described", () => {
  it("of kalint simulate: has every field, and no other", () => {
    const [table = "", results = ""] = blocksOf("docs/simulate.md");
    const tables = [
      run("simulate", "--explore", "2", "--cluster", `web=${THREE.join(",")}`, ...THREE),
      run("simulate", "pair/lb1.conf", "pair/lb2.conf"),
      run("simulate", "a.conf", "b.conf"),
      run("simulate", ...["lb1", "lb2", "lb3"].map((name) => `flap/${name}.conf`)),
    ];
    expect(keysOf(tables)).toEqual(keysOf([withoutComments(table)]));
    for (const key of ["event", "avoidable", "sequence", "action"]) {
      expect(wordsOf(table, key), key).toEqual(expect.arrayContaining([...valuesOf(tables, key)]));
    }
    const files = ["pair/failing.scenarios.yaml", "bad.yaml"].map((file) => run("simulate", file));
    expect(keysOf(files)).toEqual(keysOf([withoutComments(results)]));
  });

  it("of kalint show: has every field, and no other", () => {
    const [picture = ""] = blocksOf("docs/show.md");
    const pictures = [
      run("show", "--cluster", "web=a.conf,b.conf", "a.conf", "b.conf"),
      run("show", "pair/lb1.conf", "pair/lb2.conf"),
      run("show", "first.conf", "second.conf"),
    ];
    expect(keysOf(pictures)).toEqual(keysOf([withoutComments(picture)]));
    for (const key of ["kind", "mark", "transport"]) {
      expect(wordsOf(picture, key), key).toEqual(expect.arrayContaining([...valuesOf(pictures, key)]));
    }
  });
});
