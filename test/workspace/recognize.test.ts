import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileReader } from "../../src/evaluate/index.js";
import { findForeign, isForeign } from "../../src/workspace/recognize.js";
import { corpusFiles } from "../support/corpus.js";

/** Includes by their exact names. */
const readerOf = (files: Readonly<Record<string, string>>): FileReader => ({
  glob: (pattern) => Object.keys(files).filter((name) => name === `/w/${pattern}`),
  read: () => ({ kind: "missing" }),
});

/** Names, below /w, of the files that are not keepalived's. */
function foreignIn(texts: Readonly<Record<string, string>>, chosen: readonly string[] = [], named = ""): string[] {
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/w/${name}`, text]));
  const found = Object.entries(files).map(([path, text]) => ({ path, text }));
  const isChosen = (path: string) => chosen.includes(path);
  const foreign = findForeign(found, () => [{ path: "/w/named", text: named }], isChosen, readerOf(files));
  return [...foreign].map((path) => path.slice("/w/".length)).sort();
}

const OURS = "vrrp_instance VI_1 {\n    interface eth0\n}\n";
const FOREIGN = {
  "mongod.conf": "systemLog:\n  destination: file\nnet:\n  port: 27017\n",
  "supervisord.conf": "; comment\n[supervisord]\nlogfile = /var/log/x\n",
  "nginx.conf": "user www;\ninclude mime.types;\nhttp {\n  server {\n    listen 80;\n  }\n}\n",
  "logrotate.conf": "weekly\nrotate 4\ninclude /etc/logrotate.d\n",
  "pg_hba.conf": "host all all 127.0.0.1/32 md5\nlocal all all peer\nlocal all postgres peer\n",
  "org.keepalived.Vrrp1.conf": '<?xml version="1.0"?>\n<busconfig/>\n',
  "user-data.conf": `write_files:\n- path: /etc/keepalived/keepalived.conf\n  content: |\n    ${OURS.replaceAll("\n", "\n    ")}\n`,
  "install.conf": `#!/bin/sh\ncat > x <<EOF\n${OURS}EOF\n`,
  "sysctl.conf": "net.ipv4.ip_nonlocal_bind = 1\n",
  "comments.conf": "# nothing else\n",
};

describe("a file that nobody named", () => {
  it("is another program's, whatever words they share", () => {
    expect(foreignIn(FOREIGN)).toEqual(Object.keys(FOREIGN).sort());
  });

  it("is keepalived's by its name or folder", () => {
    const text = "nonsense 1\n";
    expect(foreignIn({ "keepalived.conf": text, "lb1-keepalived.conf": text, "x.conf": text })).toEqual(["x.conf"]);
    expect(
      foreignIn({ "keepalived/vips.conf": "192.0.2.1/24\n", "keepalived/mongod.conf": "net:\n  port: 1\n" }),
    ).toEqual(["keepalived/mongod.conf"]);
  });

  it.each([
    ["a block", OURS],
    ["a keyword", "! comment\nlinkbeat_use_polling\n"],
    ["a list of a block, as parts that are included have", "track_script {\n    chk\n}\n"],
    ["a block behind a mistake", `global_def {\n    router_id a\n}\n${OURS}`],
    ["a template", `{% if x %}\n${OURS}{% endif %}\n`],
    [
      "a template of nothing but marks",
      "{% for i in vrrp_instances %}{{ vrrp_instance(i) }}{% endfor %}\nvrrp_script a {\n}\n",
    ],
    ["an end too many", "vrrp_instance VI_1 {\n}\n    state MASTER\n    priority 1\n}\n"],
  ])("is keepalived's by %s", (_, text) => {
    expect(foreignIn({ "a.conf": text })).toEqual([]);
  });

  it("is keepalived's where one that is includes it, through others too", () => {
    const files = { "vips.conf": "192.0.2.1/24\n", "mid.conf": "include vips.conf\n", "other.conf": "192.0.2.2/24\n" };
    expect(foreignIn({ "a.conf": `${OURS}include mid.conf\n`, ...files })).toEqual(["other.conf"]);
    expect(foreignIn(files, [], "include mid.conf\n")).toEqual(["other.conf"]);
    expect(foreignIn(files)).toEqual(["mid.conf", "other.conf", "vips.conf"]);
  });

  it("is keepalived's where it holds nothing but includes of one that is", () => {
    expect(foreignIn({ "root.conf": "include a.conf\n", "a.conf": OURS, "ld.conf": "include b.conf\n" })).toEqual([
      "ld.conf",
    ]);
  });

  it("is keepalived's where the settings say so", () => {
    expect(foreignIn({ "x.conf": "nonsense 1\n" }, ["/w/x.conf"])).toEqual([]);
  });

  it("is found in every text of the corpus, whatever its name", (context) => {
    const texts = corpusFiles(context).map(({ bytes }, at) => [`${at}.conf`, bytes.toString("latin1")] as const);
    expect(foreignIn(Object.fromEntries(texts))).toEqual([]);
  });

  it("is another program's everywhere in a system's /etc", (context) => {
    if (!existsSync("/etc/debian_version")) context.skip("this is no Debian");
    const names = readdirSync("/etc", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".conf"));
    const paths = names.map((name) => join("/etc", name)).filter((path) => !path.startsWith("/etc/keepalived/"));
    const files = paths.filter(isReadable).map((path) => ({ path, text: readFileSync(path, "latin1") }));
    const foreign = findForeign(
      files,
      () => [],
      () => false,
      readerOf({}),
    );
    expect(files.map(({ path }) => path).filter((path) => !foreign.has(path))).toEqual([]);
  });
});

function isReadable(path: string): boolean {
  try {
    return statSync(path).isFile() && readFileSync(path) !== undefined;
  } catch {
    return false;
  }
}

describe("a file that was named", () => {
  it.each(Object.entries(FOREIGN))("is refused where it is another program's: %s", (name, text) => {
    expect(isForeign(`/w/${name}`, text)).toBe(true);
  });

  it.each(["", "192.0.2.1/24 dev eth0\n", "@main priority 100\n", "include conf.d/*.conf\n", OURS])(
    "is taken where it may be a part: %j",
    (text) => expect(isForeign("/w/part.conf", text)).toBe(false),
  );
});
