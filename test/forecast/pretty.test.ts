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

const show = (options: Options, width = Number.POSITIVE_INFINITY): string =>
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
