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
    expect(withCauses([])).toEqual([]);
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
