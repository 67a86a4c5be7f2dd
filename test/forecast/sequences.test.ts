import { describe, expect, it } from "vitest";
import { matchRouters } from "../../src/cluster/virtual-routers.js";
import { countMarks } from "../../src/forecast/describe.js";
import { describeSequences } from "../../src/forecast/describe-sequence.js";
import { type Forecast, forecast } from "../../src/forecast/forecast.js";
import { nodeOf } from "../support/node-of.js";

interface Text {
  readonly priority: number;
  /** More lines of the instance. */
  readonly lines?: string;
  readonly addresses?: readonly string[];
}

const textOf = ({ priority, lines = "", addresses = ["192.0.2.100"] }: Text): string =>
  `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${priority}\n${lines}\nvirtual_ipaddress {\n${addresses.join("\n")}\n}\n}\n`;

function play(texts: readonly Text[], { to, release }: { to?: readonly Text[]; release?: string } = {}): Forecast {
  const nodes = texts.map((text) => nodeOf(textOf(text)));
  return forecast({
    nodes,
    routers: matchRouters(nodes),
    shortNames: ["a", "b", "c"],
    becomes: to?.map((text) => nodeOf(textOf(text))),
    releaseOf: () => release,
  });
}

const rowsOf = ({ routers: [router] }: Forecast): readonly string[] =>
  (router === undefined ? [] : describeSequences(router)).map(
    ({ event, outcome, mark }) => `${event}: ${outcome}${mark === "none" ? "" : ` (${mark})`}`,
  );

describe("cold starts and restarts", () => {
  it("end with the higher priority in any order", () => {
    expect(rowsOf(play([{ priority: 150 }, { priority: 100 }]))).toEqual([
      "cold start in any order: a",
      "rolling restart: b, then a; 0.6 s without a holder",
    ]);
  });

  it("end with the first node where nobody preempts (B9)", () => {
    const lines = "state BACKUP\nnopreempt";
    expect(
      rowsOf(
        play([
          { priority: 103, lines },
          { priority: 102, lines },
        ]),
      ),
    ).toEqual([
      "cold start, all at once: a or b",
      "cold start, a first: a",
      "cold start, b first: b",
      expect.stringMatching(/^rolling restart: .*without a holder$/),
    ]);
  });

  it("are marked once where all nodes hold the addresses from the beginning", () => {
    const secret = (word: string) => `authentication {\nauth_type PASS\nauth_pass ${word}\n}`;
    const played = play([
      { priority: 150, lines: secret("one") },
      { priority: 100, lines: secret("two") },
    ]);
    expect(rowsOf(played)[0]).toBe("cold start in any order: a and b (several)");
    expect(countMarks(played)).toBe(1);
  });

  it("are marked where one file makes the others flap (M6)", () => {
    const played = play([
      { priority: 150, lines: "advert_int 2" },
      { priority: 120, lines: "advert_int 2" },
      { priority: 100, lines: "advert_int 1" },
    ]);
    expect(rowsOf(played)[0]).toMatch(/^cold start.*\((?:flaps|several)\)$/);
  });

  it("of a single node have no restart that another one could bridge", () => {
    expect(rowsOf(play([{ priority: 150 }]))).toEqual(["cold start: a"]);
  });
});

describe("rolling reloads (L6)", () => {
  const pair = [{ priority: 150 }, { priority: 100 }];
  const more = pair.map(({ priority }) => ({ priority, addresses: ["192.0.2.100", "192.0.2.101"] }));
  const reloads = (played: Forecast) => rowsOf(played).filter((row) => row.startsWith("rolling reload"));

  it("of a list of addresses split it up to 2.3.2", () => {
    const played = play(pair, { to: more, release: "2.2.7" });
    expect(reloads(played)).toEqual(["rolling reload in any order: a and b, then a (several)"]);
    expect(countMarks(played)).toBe(2);
  });

  it("of a list of addresses change nothing since 2.3.3", () => {
    expect(reloads(play(pair, { to: more, release: "2.4.3" }))).toEqual(["rolling reload in any order: a keeps it"]);
  });

  it("that turn the priorities depend on the order", () => {
    const turned = [{ priority: 90 }, { priority: 140 }];
    const [first, second] = reloads(play(pair, { to: turned }));
    expect(first).toBe("rolling reload in any order: b");
    expect(second).toBeUndefined();
  });

  it("to another router id leave the old one to the node that is not there yet", () => {
    const other = pair.map((one) => ({ ...one, lines: "virtual_router_id 52" }));
    expect(reloads(play(pair, { to: other }))).toEqual([
      "rolling reload, a first: a and b, then a; 0.6 s without a holder (several)",
      "rolling reload, b first: a and b, then a (several)",
    ]);
  });
});

describe("a cut inside a sync group (G10)", () => {
  const node = (priority: number, track = "") =>
    `vrrp_script chk {\nscript /bin/true\n}\nvrrp_sync_group G {\ngroup {\nX\nY\n}\n${track}}\n${["X", "Y"]
      .map(
        (name, at) =>
          `vrrp_instance ${name} {\ninterface eth${at}\nvirtual_router_id ${61 + at}\npriority ${priority}\nvirtual_ipaddress {\n192.0.2.${at + 1}\n}\n}\n`,
      )
      .join("")}`;
  const marks = (track?: string) => {
    const nodes = [150, 100].map((priority) => nodeOf(node(priority, track)));
    const { routers } = forecast({ nodes, routers: matchRouters(nodes), releaseOf: () => undefined });
    return routers.map(({ lines }) =>
      lines.filter(({ mark }) => mark !== "none").map(({ failure, mark }) => `${failure.kind} ${failure.name} ${mark}`),
    );
  };

  it("leaves the addresses on the node that nobody reaches", () => {
    expect(marks()).toEqual([["cut eth0 unreachable"], ["cut eth1 unreachable"]]);
  });

  it("is not marked where a script may notice", () => {
    expect(marks("track_script {\nchk\n}\n")).toEqual([[], []]);
  });
});
