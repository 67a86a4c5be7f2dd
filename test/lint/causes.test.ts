import { describe, expect, it } from "vitest";
import { withCauses } from "../../src/lint/causes.js";
import { github } from "../../src/reporters/github.js";
import { json } from "../../src/reporters/json.js";
import { markdown } from "../../src/reporters/markdown.js";
import { pretty } from "../../src/reporters/pretty.js";
import { sarif } from "../../src/reporters/sarif.js";
import { lintExample } from "../support/check-rules.js";
import { reportWith } from "../support/report.js";

const COPY = `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
        192.0.2.3
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
    advert_intt 2
}
`;

const { diagnostics, sources } = lintExample({ "a.conf": COPY, "b.conf": COPY, "c.conf": COPY });
const report = (fold: boolean) => ({ ...reportWith(diagnostics, sources), fold });
const shownOf = (one: (typeof diagnostics)[number]) => `${one.rule} ${one.location.file}`;

describe("findings with one cause", () => {
  it("name the copied identity as their cause", () => {
    const followers = diagnostics.filter(({ causedBy }) => causedBy !== undefined);
    expect(followers.map(({ causedBy }) => causedBy?.rule)).toEqual(
      followers.map(() => "cluster-node-identity-copied"),
    );
    expect(followers.map(({ causedBy, location }) => causedBy?.file === location.file)).not.toContain(false);
    expect(followers.map(shownOf).sort()).toEqual([
      "cluster-equal-priority b.conf",
      "cluster-two-masters b.conf",
      "cluster-two-masters c.conf",
      "unknown-keyword b.conf",
      "unknown-keyword c.conf",
    ]);
  });

  it("have none where no identity was copied, and keep faults of the original", () => {
    expect(lintExample({ "a.conf": COPY }).diagnostics.filter(({ causedBy }) => causedBy)).toEqual([]);
    const original = diagnostics.filter(({ location }) => location.file === "a.conf");
    expect(original.length).toBeGreaterThan(0);
    expect(original.filter(({ causedBy }) => causedBy)).toEqual([]);
    expect(withCauses([], [])).toEqual([]);
  });

  it("are folded under it, which comes first, unless the report is not folded", () => {
    const text = pretty(report(true));
    expect(text.startsWith("b.conf:6:20 error cluster-node-identity-copied")).toBe(true);
    expect(text).toContain("and 5 findings that follow (--no-fold shows them)");
    expect(text).toContain("also c.conf:6");
    expect(text).not.toContain("cluster-two-masters");
    expect(text).toContain("a.conf:14:5 error unknown-keyword");
    const whole = pretty(report(false));
    expect(whole).not.toContain("that follow");
    expect(whole.match(/cluster-two-masters/g)).toHaveLength(2);
  });

  it("are folded in tables and annotations too", () => {
    expect(markdown(report(true))).toContain("and 3 findings that follow");
    expect(markdown(report(true))).not.toContain("cluster-two-masters");
    expect(markdown(report(false))).toContain("cluster-two-masters");
    expect(github(report(true))).toContain("%0Aand 3 findings that follow");
    expect(github(report(true))).not.toContain("cluster-two-masters");
    expect(github(report(false))).toContain("cluster-two-masters");
  });

  it("are all in json and sarif, with their cause", () => {
    const listed = JSON.parse(json(report(true))).diagnostics;
    expect(listed).toHaveLength(diagnostics.length);
    expect(listed.find((one: { rule: string }) => one.rule === "cluster-two-masters").causedBy).toMatchObject({
      rule: "cluster-node-identity-copied",
      file: "b.conf",
      start: { line: 6 },
    });
    const { results } = JSON.parse(sarif(report(true))).runs[0];
    expect(results).toHaveLength(diagnostics.length);
    const caused = results.filter((one: { properties?: { causedBy?: object } }) => one.properties?.causedBy);
    expect(caused).toHaveLength(5);
  });
});

const instance = (name: string, vrid: number, ...lines: readonly string[]): string => `vrrp_instance ${name} {
    state BACKUP
    interface eth0
${lines.map((line) => `${line}\n`).join("")}    virtual_router_id ${vrid}
    priority 150
    virtual_ipaddress {
        192.0.2.${vrid}/24
    }
}
`;

/** `rule:line` of each finding above info, with that of its cause. */
function causesOf(text: string): readonly string[] {
  const { diagnostics: found, sources: files } = lintExample({ "a.conf": text });
  const lineOf = (start: number) => files[0]?.positionAt(start).line;
  return found
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, location, causedBy }) => {
      const cause = causedBy === undefined ? "" : ` < ${causedBy.rule}:${lineOf(causedBy.start)}`;
      return `${rule}:${lineOf(location.start)}${cause}`;
    });
}

describe("causes in one file", () => {
  it("are a brace that closes a block before its keywords", () => {
    expect(causesOf(instance("VI_1", 51, "}"))).toEqual([
      "missing-required:1 < unbalanced-brace:10",
      "no-virtual-ipaddress:1 < unbalanced-brace:10",
      "priority-missing:1 < unbalanced-brace:10",
      "keyword-in-wrong-block:5 < unbalanced-brace:10",
      "keyword-in-wrong-block:6 < unbalanced-brace:10",
      "keyword-in-wrong-block:7 < unbalanced-brace:10",
      "unbalanced-brace:10",
    ]);
  });

  it("are each brace for what is before it", () => {
    const found = causesOf(instance("VI_1", 51, "}") + instance("VI_2", 52, "}"));
    expect(found.filter((one) => one.startsWith("keyword")).map((one) => one.split(" < ")[1])).toEqual([
      ...Array<string>(3).fill("unbalanced-brace:10"),
      ...Array<string>(3).fill("unbalanced-brace:20"),
    ]);
  });

  it("are a brace whose block was commented out", () => {
    const found = causesOf(instance("VI_1", 51) + instance("VI_2", 52).replace("vrrp", "#vrrp"));
    expect(found.at(-1)).toBe("unbalanced-brace:18");
    expect(found.slice(0, -1)).not.toEqual([]);
    expect(found.slice(0, -1).filter((one) => !one.endsWith(" < unbalanced-brace:18"))).toEqual([]);
  });

  it("are not a brace too many after all is closed", () => {
    const wrong = "router_id lb1\n";
    expect(causesOf(`${wrong}${instance("VI_1", 51)}}\n`)).toEqual(["keyword-in-wrong-block:1", "unbalanced-brace:11"]);
    // What a block of another kind lacks has other reasons.
    const text = `vrrp_sync_group G {\n}\n${instance("VI_1", 51).replace("vrrp", "#vrrp")}`;
    expect(causesOf(text).filter((one) => !one.includes("<") && !one.startsWith("unbalanced"))).not.toEqual([]);
  });

  it("are the first use of a name that nothing defines", () => {
    const track = ["    track_script {", "        chk", "    }"];
    const other = ["    track_script {", "        chk_other", "    }"];
    expect(
      causesOf(instance("VI_1", 51, ...track) + instance("VI_2", 52, ...track) + instance("VI_3", 53, ...other)),
    ).toEqual([
      "undefined-track-target:5",
      "undefined-track-target:17 < undefined-track-target:5",
      "undefined-track-target:29",
    ]);
    const text = `vrrp_instance VI_1 {\n    interface $IF\n    virtual_router_id 51\n    priority 150\n    virtual_ipaddress {\n        192.0.2.10 dev ${"$"}{IF}\n        192.0.2.11 dev $OTHER\n    }\n}\n`;
    expect(causesOf(text)).toEqual([
      "undefined-variable:2",
      "undefined-variable:6 < undefined-variable:2",
      "undefined-variable:7",
    ]);
  });

  it("are an include that cannot be read, for names that it may define", () => {
    const group = "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_9\n    }\n}\n";
    const track = ["    track_script {", "        chk", "    }"];
    expect(causesOf(`include missing.conf\n${instance("VI_1", 51, ...track)}${group}`)).toEqual([
      "include-not-found:1",
      "undefined-track-target:6 < include-not-found:1",
      "sync-group-unknown-member:17 < include-not-found:1",
    ]);
  });
});
