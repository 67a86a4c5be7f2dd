import { describe, expect, it } from "vitest";
import type { Change } from "../../src/upgrade/change.js";
import { isFailing } from "../../src/upgrade/change.js";
import { Comparison } from "../../src/upgrade/compare.js";
import { exampleRun } from "../support/check-rules.js";

type Texts = Readonly<Record<string, string>>;

/** What changes for some files, of which `roots` are read by keepalived itself. */
function changes(texts: Texts, from: string, to: string, roots = Object.keys(texts)): readonly Change[] {
  const { options, roots: all } = exampleRun(texts);
  const read = all.filter(({ path }) => roots.includes(path));
  return new Comparison(read, options).changes(from, to);
}

const short = ({ kind, name, message }: Change): string => `${kind} ${name}: ${message}`;

const instance = (...lines: readonly string[]): string => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
${lines.map((line) => `    ${line}\n`).join("")}    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

describe("changes between releases", () => {
  it("names every node that includes the file of a change", () => {
    const list = "unicast_peer {\n192.0.2.2\n192.0.2.2\n}\n";
    const texts = {
      "a.conf": instance("include peers.inc"),
      "b.conf": instance("include peers.inc"),
      "peers.inc": list,
    };
    const [change, ...others] = changes(texts, "2.2.7", "2.4.3", ["a.conf", "b.conf"]);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ name: "unicast-peer-repeated", nodes: ["a.conf", "b.conf"] });
    expect(change?.location.file).toBe("peers.inc");
  });

  it("does not say how a release reads a line that it does not know", () => {
    const delay = "global_defs {\n    vrrp_startup_delay 5\n}\n";
    const text = `${delay}${instance("track_interface {", "    eth1", "}").replace("100", "255")}`;
    const names = (from: string) => changes({ "a.conf": text }, from, "2.4.3").map(({ name }) => name);
    expect(names("2.3.3")).toContain("startup-delay-holds");
    // 1.4.5 has no vrrp_startup_delay.
    expect(names("1.4.5")).toContain("keyword-not-in-target-version");
    expect(names("1.4.5")).not.toContain("startup-delay-holds");
  });

  it("does not say how a release reads what is in a block that it does not know", () => {
    const text = "track_file load {\n    file /run/load\n    init_file 5\n}\n";
    const names = (from: string) => changes({ "a.conf": text }, from, "2.4.3").map(({ name }) => name);
    expect(names("2.2.7")).toContain("track-file-overwritten");
    expect(names("1.4.5")).not.toContain("track-file-overwritten");
    expect(names("1.4.5")).toContain("keyword-not-in-target-version");
  });

  it("says of what becomes possible which release accepts it", () => {
    const known = changes({ "a.conf": instance("no_accept") }, "1.2.24", "2.4.3").map(short);
    expect(known).toContainEqual(
      expect.stringMatching(/^possible keyword-not-in-target-version: 2\.4\.3 accepts this; 1\.2\.24 does not: /),
    );
    const text = instance("unicast_peer {", "    192.0.2.2", "}").replace("    interface eth0\n", "");
    expect(changes({ "a.conf": text }, "2.0.20", "2.4.3").map(short)).toContain(
      "possible interface-required: 2.4.3 accepts this; 2.0.20 does not: it refuses an instance without interface, also with unicast peers",
    );
  });

  it.each([
    ["address-missing", instance().replace(/ {4}virtual_ipaddress[^}]*\}\n/, ""), "2.0.20", "2.4.3"],
    ["unicast-source-alone", instance("unicast_src_ip 192.0.2.1"), "2.2.4", "2.4.3"],
    ["number-with-junk", instance("garp_master_repeat 3x"), "2.0.6", "2.4.3"],
  ])("says that %s only fails keepalived -t", (name, text, from, to) => {
    const change = changes({ "a.conf": text }, from, to).find((one) => one.name === name);
    expect(change?.kind).toBe("reported");
    expect(change?.message).toContain("keepalived -t fails");
    expect(change !== undefined && isFailing(change)).toBe(true);
  });

  it("knows the quorum that each release compares with", () => {
    const server =
      "    real_server 192.0.2.20 80 {\n        weight 5\n        TCP_CHECK {\n            retry 0\n        }\n    }\n";
    const text = `virtual_server 192.0.2.10 80 {\n    protocol TCP\n    quorum 3\n${server}}\n`;
    const names = (from: string, to: string) => changes({ "a.conf": text }, from, to).map(({ name }) => name);
    expect(names("1.4.0", "1.4.1")).toEqual(["quorum-above-count"]);
    expect(names("2.0.13", "2.0.14")).toEqual(["quorum-above-count"]);
    expect(names("1.4.0", "2.0.14")).toEqual([]);
  });
});
