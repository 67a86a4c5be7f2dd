import { describe, expect, it } from "vitest";
import { contribution, type Tracker } from "../../src/semantic/trackers.js";
import { nodeOf } from "../support/node-of.js";

const SCRIPTS = `vrrp_script chk_a {
    script "/usr/bin/true"
    weight -20
}
vrrp_script chk_b {
    script "/usr/bin/true"
    weight 5 reverse
}
track_file f {
    file /run/f
}
vrrp_track_process p {
    process nginx
    weight 7
}
bfd_instance b {
    neighbor_ip 192.0.2.1
    weight 9
}
`;

const instance = (name: string, lines: string, settings = "") => `vrrp_instance ${name} {
    interface eth0
    virtual_router_id 51
    priority 100
    ${settings}
${lines}
}
`;

const list = (keyword: string, ...lines: string[]) =>
  `    ${keyword} {\n${lines.map((line) => `        ${line}\n`).join("")}    }\n`;

/** `kind target weight`, with `reverse`, the place and why it does not count. */
function show({ kind, target, weight, reverse, group, ignored, lostWeight }: Tracker): string {
  const marks = [
    reverse ? "reverse" : "",
    group === undefined ? "" : "of group",
    lostWeight ? "lost" : "",
    ignored ?? "",
  ];
  return [kind, target, weight, ...marks.filter((mark) => mark !== "")].join(" ");
}

function trackersIn(text: string, at = 0): string[] {
  const node = nodeOf(text);
  const found = node.instances[at];
  return found === undefined ? [] : node.trackers(found).map(show);
}

describe("weights", () => {
  it("come from the line, else from the definition, else from the default", () => {
    const text = `${SCRIPTS}${instance(
      "VI_1",
      [
        list("track_script", "chk_a", "chk_b weight 3 noreverse"),
        list("track_file", "f"),
        list("track_process", "p weight 2 reverse"),
        list("track_bfd", "b"),
        list("track_interface", "eth1", "eth2 weight -5"),
      ].join(""),
    )}`;
    expect(trackersIn(text)).toEqual([
      "interface eth0 0",
      "interface eth1 0",
      "interface eth2 -5",
      "script chk_a -20",
      "script chk_b 3",
      "file f 1",
      "process p 2 reverse",
      "bfd b 9",
    ]);
  });

  it("keep the definition's direction where the line names none", () => {
    expect(trackersIn(`${SCRIPTS}${instance("VI_1", list("track_script", "chk_b weight 3"))}`)).toContain(
      "script chk_b 3 reverse",
    );
  });

  it("are unknown where the text is", () => {
    const text = `${SCRIPTS}${instance("VI_1", list("track_script", "chk_a weight $W", "$NAME"))}`;
    expect(trackersIn(text).slice(1)).toEqual(["script chk_a ", "script  "]);
  });

  it("fall back where a weight is refused, and 254 means 253 in lists of scripts", () => {
    const text = `${SCRIPTS}${instance("VI_1", list("track_script", "chk_a weight 900", "chk_b weight -254"))}`;
    expect(trackersIn(text).slice(1)).toEqual(["script chk_a -20", "script chk_b -253 reverse"]);
  });

  it("count while up when positive, while down when negative, and reverse turns the sign", () => {
    const node = nodeOf(`${SCRIPTS}${instance("VI_1", list("track_script", "chk_a", "chk_b"))}`);
    const [, a, b] = node.trackers(node.instances[0] as never);
    expect([a, b].map((one) => one && [contribution(one, true), contribution(one, false)])).toEqual([
      [0, -20],
      [-5, 0],
    ]);
  });
});

describe("lines that do not count", () => {
  it("name nothing, or something that is defined later", () => {
    const text = `${instance("VI_1", list("track_script", "chk_a", "chk_x"))}${SCRIPTS}`;
    expect(trackersIn(text).slice(1)).toEqual(["script chk_a -20 defined-later", "script chk_x 0 undefined"]);
  });

  it("may name a definition whose name is not known", () => {
    const text = `vrrp_script $NAME {\n    script "/usr/bin/true"\n}\n${instance("VI_1", list("track_script", "chk_x"))}`;
    expect(trackersIn(text).slice(1)).toEqual(["script chk_x "]);
  });

  it("repeat another one, or name the own interface", () => {
    const text = instance("VI_1", list("track_interface", "eth0", "eth1 weight 5", "eth1"));
    expect(trackersIn(text)).toEqual([
      "interface eth0 0",
      "interface eth0 0 own-interface",
      "interface eth1 5",
      "interface eth1 0 duplicate",
    ]);
  });

  it("have wrong words behind the name", () => {
    const text = `${SCRIPTS}${instance("VI_1", list("track_interface", "eth1 wieght 5", "eth2 weight") + list("track_bfd", "b weight 3 up"))}`;
    expect(trackersIn(text).slice(1)).toEqual([
      "interface eth1 0 malformed",
      "interface eth2 0 malformed",
      "bfd b 3 malformed",
    ]);
  });

  it("leave the own interface out with dont_track_primary", () => {
    expect(trackersIn(instance("VI_1", list("track_interface", "eth0"), "dont_track_primary"))).toEqual([
      "interface eth0 0 own-interface",
    ]);
  });

  it("have a weight on an address owner", () => {
    const text = `${SCRIPTS}${instance("VI_1", list("track_script", "chk_a") + list("track_interface", "eth1 weight 3"))}`;
    expect(trackersIn(text.replace("priority 100", "priority 255")).slice(1)).toEqual([
      "interface eth1 3 lost owner",
      "script chk_a -20 lost owner",
    ]);
  });
});

describe("in a sync group", () => {
  const group = (lines: string) => `vrrp_sync_group G {\n    group {\n        VI_1 VI_2\n    }\n${lines}}\n`;
  const both = (lines: string) => instance("VI_1", lines) + instance("VI_2", "").replace("eth0", "eth1");

  it("weights of members do not count", () => {
    const lines = [
      list("track_interface", "eth2 weight 5"),
      list("track_script", "chk_a"),
      list("track_file", "f"),
      list("track_process", "p"),
    ];
    expect(trackersIn(`${SCRIPTS}${group("")}${both(lines.join(""))}`).slice(1)).toEqual([
      "interface eth2 5",
      "script chk_a -20 lost sync-group",
      "file f 0 lost",
      "process p 7",
    ]);
  });

  it("weights of members count with sync_group_tracking_weight", () => {
    const text = `${SCRIPTS}${group("    sync_group_tracking_weight\n")}${both(list("track_script", "chk_a"))}`;
    expect(trackersIn(text).slice(1)).toEqual(["script chk_a -20"]);
  });

  it("what the group tracks holds for each member, with weights", () => {
    const text = `${SCRIPTS}${group(list("track_script", "chk_a") + list("track_interface", "eth1 weight 4"))}${both("")}`;
    expect(trackersIn(text)).toEqual(["interface eth0 0", "interface eth1 4 of group", "script chk_a -20 of group"]);
    expect(trackersIn(text, 1)).toEqual([
      "interface eth1 0",
      "interface eth1 4 of group on-both",
      "script chk_a -20 of group",
    ]);
  });

  it("of a line on both the group's counts, unless the instance's has no weight", () => {
    const held = "    sync_group_tracking_weight\n";
    const both2 = (weight: string) =>
      `${SCRIPTS}${group(held + list("track_script", "chk_a weight 4"))}${both(list("track_script", `chk_a weight ${weight}`))}`;
    expect(trackersIn(both2("2")).slice(1)).toEqual(["script chk_a 2 on-both", "script chk_a 4 of group"]);
    expect(trackersIn(both2("0")).slice(1)).toEqual(["script chk_a 0", "script chk_a 4 of group on-both"]);
  });
});
