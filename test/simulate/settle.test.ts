import { describe, expect, it } from "vitest";
import { playScenarios } from "../support/play.js";

const node = (priority: number, check: string, track: string) =>
  `${check}\nvrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${track}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`;

function holder(check: string, track: string, event: object) {
  const [result] = playScenarios({
    cluster: { a: { config: node(150, check, track) }, b: { config: node(100, check, track) } },
    scenarios: [{ name: "fails", steps: [{ expect: { V: "a" } }, event, { expect: { V: "b" } }] }],
  });
  return result?.misses;
}

describe("a look without a time waits until nothing moves any more", () => {
  it("P7: where the end of a process is noticed after a delay", () => {
    const check = "vrrp_track_process web {\nprocess nginx\nweight 60\nterminate_delay 100\n}";
    const track = "track_process {\nweb\n}";
    expect(holder(check, track, { process: "a web down" })).toEqual([]);
  });

  it("P12: where runs of a script hang for longer than its interval", () => {
    const check = "vrrp_script chk {\nscript /bin/true\ninterval 2\ntimeout 60\nfall 2\nweight -60\n}";
    expect(holder(check, "track_script {\nchk\n}", { hang: "a chk" })).toEqual([]);
  });
});
