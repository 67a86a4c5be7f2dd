import { describe, expect, it } from "vitest";
import { matchRouters } from "../../src/cluster/virtual-routers.js";
import { forecast } from "../../src/forecast/forecast.js";
import { drawPicture } from "../../src/picture/draw.js";
import { trackerText } from "../../src/picture/words.js";
import { nodeOf } from "../support/node-of.js";

interface Options {
  readonly priority?: number;
  readonly before?: string;
  readonly lines?: string;
}

/** The first member of a pair, as it is drawn; the other one has priority 100 and tracks nothing. */
function memberOf({ priority = 150, before = "", lines = "" }: Options) {
  const text = (own: number, more: string) =>
    `vrrp_instance V {\ninterface eth0\nvirtual_router_id 51\npriority ${own}\n${more}\nvirtual_ipaddress {\n192.0.2.100\n}\n}\n`;
  const nodes = [nodeOf(`${before}\n${text(priority, lines)}`), nodeOf(text(100, ""))];
  const played = forecast({ nodes, routers: matchRouters(nodes), shortNames: ["a", "b"], releaseOf: () => undefined });
  const member = drawPicture([{ nodes, forecast: played }]).clusters[0]?.routers[0]?.members.find(
    ({ node }) => node === "a",
  );
  if (member === undefined) throw new Error("no member");
  const { trackers, ...numbers } = member;
  return { priority: numbers.priority, lowest: numbers.lowest, texts: trackers.map((one) => trackerText(one)) };
}

const scripts = (...weights: readonly string[]): Options => ({
  before: weights.map((weight, at) => `vrrp_script s${at} {\nscript /bin/true\nweight ${weight}\n}`).join("\n"),
  lines: `track_script {\n${weights.map((_, at) => `s${at}`).join("\n")}\n}`,
});

describe("what checks take away", () => {
  it("is a positive weight that is lost, or a negative one that applies", () => {
    expect(memberOf(scripts("30", "-20"))).toEqual({
      priority: 180,
      lowest: 130,
      texts: ["s0 +30 → 150", "s1 -20 → 160"],
    });
  });

  it("is taken from the sum, which may be above 254 and below 1", () => {
    expect(memberOf({ ...scripts("20"), priority: 250 })).toEqual({
      priority: 254,
      lowest: 250,
      texts: ["s0 +20 → 250"],
    });
    expect(memberOf({ ...scripts("-200"), priority: 150 })).toMatchObject({ lowest: 1, texts: ["s0 -200 → 1"] });
  });

  it("is FAULT without a weight, and no part of the lowest priority", () => {
    expect(memberOf(scripts("0", "-20"))).toEqual({
      priority: 150,
      lowest: 130,
      texts: ["s0 → FAULT", "s1 -20 → 130"],
    });
  });

  it("is nothing where a reversed check adds while it fails", () => {
    expect(memberOf(scripts("20 reverse", "-10"))).toEqual({
      priority: 130,
      lowest: 120,
      texts: ["s0 +20 reverse → 150", "s1 -10 → 120"],
    });
  });

  it("is FAULT for a file that is drained with the largest number (P4)", () => {
    const file = { before: "track_file f {\nfile /tmp/f\nweight -2\n}", lines: "track_file {\nf\n}" };
    expect(memberOf(file)).toEqual({ priority: 150, lowest: 150, texts: ["f -2 → FAULT"] });
  });

  it("is nothing for an address owner, which tracks only processes with their weights", () => {
    const process = { before: "vrrp_track_process p {\nprocess nginx\nweight -20\n}", lines: "track_process {\np\n}" };
    expect(memberOf({ ...process, priority: 255 })).toEqual({ priority: 255, lowest: 255, texts: ["p -20 → 255"] });
  });
});
