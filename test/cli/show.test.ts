import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-show-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What means something to one of the forms, and what is not shown as it is written. */
const HOSTILE = [
  "</style><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "a]b}c)d|e--f==g>h",
  "end",
  "%%{init: {}}%%",
  "&lt;&#60;&amp",
  "back\\slash\\n",
  "`$(id)`",
  "\u202eright\u2066left",
  "e\u0301\u{1f600}漢字",
  "]]>--><!--",
];

/** A pair of one virtual router and one virtual server for each name. */
function pair(names: readonly string[]): readonly string[] {
  const routers = names.map(
    (name, at) => `vrrp_script "s${name}" {
    script /usr/bin/true
    weight -20
}
vrrp_instance "${name}" {
    interface eth0
    virtual_router_id ${at + 1}
    priority PRIORITY
    virtual_ipaddress {
        192.0.2.${at + 1}/24
    }
    track_script {
        "s${name}"
    }
}
virtual_server 192.0.2.${at + 1} 80 {
    lb_algo rr
    protocol TCP
    real_server 198.51.100.${at + 1} 80 {
    }
}
`,
  );
  return [150, 100].map((priority) => routers.join("").replaceAll("PRIORITY", `${priority}`));
}

function show(format: string, names: readonly string[]): string {
  for (const [at, text] of pair(names).entries()) writeFileSync(join(folder, `n${at}.conf`), text);
  const { status, stdout, stderr } = runCli(["show", "--format", format, "n0.conf", "n1.conf"], {
    cwd: folder,
    env: { LC_ALL: "C.UTF-8" },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** Names of the same number that mean nothing anywhere. */
const HARMLESS = HOSTILE.map((_, at) => `name${at}`);

/** Tags with their attributes, but for texts that a reader hears. */
const tagsOf = (html: string) =>
  [...html.replace(/<style>.*?<\/style>/gs, "<style>").matchAll(/<!?\/?[a-z][^>]*>/gi)].map(([tag]) =>
    tag.replace(
      / (?:aria-label|title|content|x|y|width|height|transform|viewBox|d|style|points|textLength)="[^"]*"/g,
      "",
    ),
  );

describe("names with signs of a form change nothing but texts", () => {
  it("in HTML", () => {
    const page = show("html", HOSTILE);
    expect(tagsOf(page)).toEqual(tagsOf(show("html", HARMLESS)));
    expect(page).not.toMatch(/<script|<img|\u202e|\u2066/);
    expect(page).toContain("default-src 'none'");
    expect(page).toMatch(/after \d[^<]*\d\u00a0s/);
    expect(page).not.toMatch(/>[^<]*\d s\b/);
  });

  it("in SVG, which is XML", () => {
    const picture = show("svg", HOSTILE);
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.write(picture).close();
    expect(tagsOf(picture).filter((tag) => /^<(?:script|img|image|foreignObject|a)\b/i.test(tag))).toEqual([]);
  });

  it.each(["mermaid", "dot"])("in %s", (format) => {
    const skeleton = (text: string) =>
      text
        .split("\n")
        .filter((line) => !line.includes("accTitle"))
        .map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
    expect(skeleton(show(format, HOSTILE))).toEqual(skeleton(show(format, HARMLESS)));
  });

  it("in JSON, which gives them back", () => {
    const { clusters } = JSON.parse(show("json", HOSTILE)) as {
      clusters: { routers: { name: string }[] }[];
    };
    expect(clusters.flatMap(({ routers }) => routers.map(({ name }) => name)).sort()).toEqual([...HOSTILE].sort());
  });

  it("in the terminal, where nothing turns the direction of a line", () => {
    expect(show("text", HOSTILE)).not.toMatch(/[\u202e\u2066\u001b]/);
  });
});

describe("the example of docs/show.md", () => {
  beforeAll(() => {
    for (const [name, priority] of [
      ["lb1", 150],
      ["lb2", 100],
    ]) {
      writeFileSync(
        join(folder, `${name}.conf`),
        `vrrp_script chk_web {
    script /usr/bin/true
    weight -20
}
vrrp_instance VI_1 {
    state ${priority === 150 ? "MASTER" : "BACKUP"}
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk_web
    }
}
`,
      );
    }
  });

  it("is what the command prints", () => {
    const { stdout } = runCli(["show", "lb1.conf", "lb2.conf"], { cwd: folder, env: { LC_ALL: "C.UTF-8" } });
    const [, example] = /^```\n(.*?)^```$/ms.exec(readRepositoryFile("docs/show.md")) ?? [];
    expect(example).toBe(`$ kalint show lb1.conf lb2.conf\n${stdout}`);
  });

  it("is plain ASCII where the locale is", () => {
    const { stdout } = runCli(["show", "lb1.conf", "lb2.conf"], { cwd: folder, env: { LC_ALL: "C" } });
    expect(stdout).toMatch(/^[\x20-\x7e\n]+$/);
    expect(stdout).toContain("chk_web fails on lb1: the check does not move the addresses");
  });
});
