import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { matchRouters } from "../../src/cluster/virtual-routers.js";
import { describeLeftovers, describeOutcome } from "../../src/forecast/describe.js";
import { forecast } from "../../src/forecast/forecast.js";
import { prettyForecast } from "../../src/forecast/pretty.js";
import { displayWidth } from "../../src/text/display-width.js";
import { nodeOf } from "../support/node-of.js";

const colors = new Chalk({ level: 0 });

interface Options {
  /** More lines of each instance. */
  readonly lines?: string;
  /** Definitions before it. */
  readonly before?: string;
  readonly priorities?: readonly number[];
}

function played({ lines = "", before = "", priorities = [150, 100] }: Options = {}) {
  const nodes = priorities.map((priority) =>
    nodeOf(
      `${before}\nvrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${lines}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`,
    ),
  );
  return forecast({
    nodes,
    routers: matchRouters(nodes),
    shortNames: ["lb1", "lb2", "lb3"].slice(0, priorities.length),
    releaseOf: () => undefined,
  });
}

const script = (weight: number) => ({
  before: `vrrp_script chk {\nscript /bin/true\nweight ${weight}\n}`,
  lines: "track_script {\nchk\n}",
});

const show = (options: Options = {}, width = Number.POSITIVE_INFINITY): string =>
  prettyForecast([played(options)], { colors, width });

const reasonOf = (options: Options, event: string) =>
  played(options).routers[0]?.lines.find(({ failure, nodes }) => failure.kind === event && nodes.join() === "lb1")
    ?.reason;

describe("the table of failures", () => {
  it.each([40, 60, 100])("has no line that is wider than %i columns", (width) => {
    const lines = show(script(-20), width).split("\n");
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  it("puts what is too long for a line below it", () => {
    const lines = show({ ...script(-20) }, 40).split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "lb1 and lb2",
      "V  192.0.2.100  lb1 (150) over lb2 (100)",
      "  lb1 is stopped",
      "    lb2 after 0.6 s",
    ]);
    const at = lines.indexOf("! chk fails on lb1");
    expect(lines.slice(at, at + 3)).toEqual([
      "! chk fails on lb1",
      "    lb1 keeps it",
      "      130 > 100  node.conf:3 weight -20",
    ]);
    expect(lines.slice(at + 3, at + 5)).toEqual(["    the check does not move the", "    addresses"]);
  });

  it("gives each row a line where there is room", () => {
    expect(show(script(-20))).toMatch(
      /^! chk fails on lb1 +lb1 keeps it +130 > 100 {2}\S+:\d+ weight -20\n {4}the check/m,
    );
  });

  it("says of several nodes that they keep, and of nobody that it stays so", () => {
    const none = { least: 0, most: 0 };
    const unchanged = (holders: readonly string[]) =>
      describeOutcome(
        { holders: [holders], after: undefined, outage: none, overlap: none, flaps: false, leftovers: [] },
        holders,
      );
    expect(unchanged(["lb1"])).toBe("lb1 keeps it");
    expect(unchanged(["lb1", "lb2"])).toBe("lb1 and lb2 keep it");
    expect(unchanged([])).toBe("still nobody");
  });

  it("names the nodes that keep addresses, one or several", () => {
    const none = { least: 0, most: 0 };
    const outcome = { holders: [], after: undefined, outage: none, overlap: none, flaps: false };
    expect(describeLeftovers({ ...outcome, leftovers: [] })).toBe("");
    expect(describeLeftovers({ ...outcome, leftovers: ["lb1"] })).toMatch(/^lb1 keeps the addresses until/);
    expect(describeLeftovers({ ...outcome, leftovers: ["lb1", "lb2"] })).toMatch(
      /^lb1 and lb2 keep the addresses until/,
    );
  });
});

describe("timers that end close together", () => {
  const noPreempt = { lines: "nopreempt" };

  it("let two nodes become the holder, in the row of a failure and where all are started", () => {
    const text = show({ ...noPreempt, priorities: [150, 104, 100] });
    expect(text).toMatch(/^ {2}lb1 is stopped +lb2 or lb3 after 0.6 s +stays on lb2 or lb3$/m);
    expect(text).toMatch(/^ {2}lb1 freezes +lb1 and lb2, or lb1 and lb3 after 2.5–3.6 s \*/m);
    expect(text).toContain("or: the moment of the failure decides, or which of two close timers ends first.");
    expect(text).not.toContain("whichever starts first");
  });

  it("leave open with whom the lines begin, which is said", () => {
    const text = show({ ...noPreempt, priorities: [101, 100] });
    expect(text).toContain("\n  lb1 or lb2, whichever starts first; the lines below begin with lb1\n");
    expect(text).toMatch(/^ {2}cold start, all at once +lb1 or lb2$/m);
  });

  it("are nothing where the higher priority preempts", () => {
    const text = show({ priorities: [150, 104, 100] });
    expect(text).toMatch(/^ {2}lb1 is stopped +lb2 after 0.6 s +back to lb1/m);
    expect(text).not.toContain("or:");
  });
});

describe("the end of a failure", () => {
  const every = (seconds: number) => ({
    before: `vrrp_script chk {\nscript /bin/true\ninterval ${seconds}\n}`,
    lines: "track_script {\nchk\n}",
  });

  it("falls right after or right before a run of the script (P11)", () => {
    expect(show(every(4))).toMatch(/^ {2}chk fails on lb1 +lb2 after 0.6–4.7 s +back to lb1 after 3.4–7.5 s/m);
  });

  it("falls at any moment between the adverts of two holders (B6)", () => {
    expect(show({ lines: "advert_int 20" })).toMatch(/^ {2}lb1 is isolated .* back to lb1 after 0.0–19.4 s$/m);
  });

  it("may leave open who takes over", () => {
    expect(show({ ...every(1), priorities: [100, 100] })).toMatch(
      /^ {2}chk fails on lb1 and lb2 +nobody after 0.0–1.0 s +then lb1 or lb2 after 3.6–4.7 s/m,
    );
  });
});

describe("the head of a router", () => {
  it("does not show equal priorities as an order", () => {
    expect(show({ priorities: [100, 100] })).toContain("\nV  192.0.2.100  lb1 (100) and lb2 (100)\n");
    expect(show({ priorities: [90, 100, 100] })).toContain("\nV  192.0.2.100  lb2 (100) and lb3 (100) over lb1 (90)\n");
  });
});

describe("several holders", () => {
  const apart = (...lines: readonly string[]) => {
    const nodes = lines.map((line, at) =>
      nodeOf(
        `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${150 - at * 20}\n${line}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`,
      ),
    );
    const shortNames = ["lb1", "lb2", "lb3"].slice(0, lines.length);
    const played = forecast({ nodes, routers: matchRouters(nodes), shortNames, releaseOf: () => "2.2.7" });
    return prettyForecast([played], { colors, width: Number.POSITIVE_INFINITY });
  };
  const pass = (secret: string) => `authentication {\nauth_type PASS\nauth_pass ${secret}\n}`;
  const unicast = (own: number, ...peers: readonly number[]) =>
    `unicast_src_ip 192.0.2.${own}\nunicast_peer {\n${peers.map((peer) => `192.0.2.${peer}`).join("\n")}\n}`;

  it.each([
    [["", "advert_int 2"], "lb2 rejects lb1: advert_int differs"],
    [["version 2", "version 3"], "lb2 rejects lb1: the VRRP version differs"],
    [[pass("one"), pass("two")], "lb2 rejects lb1: authentication differs"],
    [[pass("one"), pass("one").replace("PASS", "AH")], "lb2 rejects lb1: auth_type differs"],
    [
      ["", "virtual_ipaddress_excluded {\n192.0.2.101\n}\nvirtual_ipaddress {\n192.0.2.102\n}"],
      "lb2 rejects lb1: virtual_ipaddress differs",
    ],
    [[unicast(1, 9), unicast(2, 1)], "lb1 does not send to lb2"],
    [["mcast_src_ip 192.0.2.1", unicast(2, 1)], "lb2 rejects lb1: one is unicast, the other multicast"],
  ] as const)("are explained: %s", (lines, reason) => {
    expect(apart(...lines)).toMatch(
      new RegExp(
        `^! cold start in any order +lb1 and lb2 +${reason}\n {4}several nodes hold the addresses, although`,
        "m",
      ),
    );
  });

  it("are explained where a failure makes them", () => {
    const text = apart(unicast(1, 2, 3), unicast(2, 1), unicast(3, 1));
    expect(text).toMatch(/^! lb1 is stopped +lb2 and lb3 after 0.6 s +back to lb1 .* lb2 does not send to lb3$/m);
  });

  it("become MASTER again and again where one of three is odd (M6), which the row of the start says", () => {
    const text = apart("advert_int 2", "advert_int 2", "");
    expect(text).toMatch(/^! cold start.* lb1 and lb3; lb2 becomes MASTER again and again/m);
  });
});

describe("the assumption about addresses", () => {
  const ASSUMED = "Where priorities are equal";

  it("is printed only where priorities can be equal", () => {
    expect(show()).not.toContain(ASSUMED);
    expect(show({ priorities: [100, 100] })).toContain(ASSUMED);
    expect(show({ ...script(-50), priorities: [150, 100] })).toContain(ASSUMED);
    expect(show({ ...script(-49), priorities: [150, 100] })).not.toContain(ASSUMED);
    expect(show({ priorities: [255, 255] })).toContain(ASSUMED);
  });
});

describe("the priorities that decide", () => {
  it("are those of the sum, which may be above what takes effect", () => {
    // 250 + 20 is held at 254; without the 20 it is 250.
    expect(reasonOf({ ...script(20), priorities: [250, 100] }, "fail")).toBe("250 > 120");
    expect(reasonOf({ ...script(60), priorities: [150, 100] }, "fail")).toBe("150 < 160");
  });

  it("do not change for an address owner, which keeps weights of processes alone", () => {
    const process = { before: "vrrp_track_process p {\nprocess nginx\nweight -20\n}", lines: "track_process {\np\n}" };
    expect(reasonOf({ ...process, priorities: [255, 100] }, "process")).toBe("255 > 100");
    expect(reasonOf({ ...process, priorities: [150, 100] }, "process")).toBe("130 > 100");
  });

  it("are not asked where the failure means FAULT, as a drained file does (P4)", () => {
    expect(reasonOf({ ...script(0) }, "fail")).toBe("FAULT");
    const file = { before: "track_file f {\nfile /tmp/f\nweight -2\n}", lines: "track_file {\nf\n}" };
    expect(reasonOf(file, "file")).toBe("FAULT");
  });
});
