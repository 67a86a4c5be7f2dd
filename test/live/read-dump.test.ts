import { describe, expect, it } from "vitest";
import { NotADump } from "../../src/live/dump.js";
import { combine, readDump } from "../../src/live/read-dump.js";
import { growth, LINEAR } from "../support/growth.js";
import { readRepositoryFile } from "../support/repository.js";

const file = (release: string, part: string): string =>
  readRepositoryFile(`fixtures/live/whole-${release}/keepalived.${part}`);
const read = (release: string, part: string, change = (text: string) => text) =>
  readDump(`lb1.${part}`, change(file(release, part)));

const refusal = (text: string): string => {
  try {
    readDump("x", text);
  } catch (error) {
    if (error instanceof NotADump) return error.message;
    throw error;
  }
  return "";
};

describe.each(["2.2.7", "2.4.3"])("a whole dump of keepalived %s", (release) => {
  const dump = read(release, "data");
  const [first, second, third] = dump.instances;

  it("says what runs, and who it takes for the master", () => {
    expect(dump).toMatchObject({ formats: ["data"], routerId: "lb1", isCut: false });
    expect(dump.since).toBe(release === "2.2.7" ? undefined : "2.4.0");
    expect(first).toMatchObject({
      ...{ name: "VI_1", state: "MASTER", version: 2, family: 4, vrid: 51, priority: 150, interval: 1 },
      ...{ interface: "eth0", isUnicast: false, group: "224.0.0.18", nopreempt: false, preemptDelay: 0 },
      source: { address: "192.0.2.1", isWritten: false },
      addresses: [
        { address: "192.0.2.100", family: 4, isSet: true },
        { address: "192.0.2.101", family: 4, isSet: true },
      ],
      excluded: [{ address: "2001:db8::5", family: 6, isSet: true }],
    });
    expect(second).toMatchObject({
      name: "VI_6",
      version: 3,
      family: 6,
      interval: 0.5,
      nopreempt: true,
      auth: { kind: "none" },
    });
    expect(third).toMatchObject({
      ...{ name: "VI_U", syncGroup: "G", isUnicast: true, peers: ["192.0.2.2"], checksUnicastSource: false },
      source: { address: "192.0.2.1", isWritten: true },
    });
  });

  it("knows what is tracked, and how it is", () => {
    expect(first?.trackers).toContainEqual({ kind: "interface", name: "eth1", weight: -5, reverse: false });
    expect(first?.trackers).toContainEqual({ kind: "file", name: "f", weight: 1, reverse: false });
    expect(dump.tracked).toContainEqual({ kind: "file", name: "f", isUp: true, value: 0 });
    expect(dump.tracked).toContainEqual({ kind: "interface", name: "eth1", isUp: true });
    expect(dump.groups.get("G")).toEqual([]);
  });

  it("keeps the secret only where the release writes it", () => {
    expect(first?.auth).toEqual({ kind: "PASS", secret: release === "2.2.7" ? "secret1" : undefined });
  });

  it("says the same with the line ends of Windows, a byte order mark, and lines that are not known", () => {
    const strange = (text: string): string =>
      `\ufeff${text.replace(/^( {3}Priority = .*)$/gm, "$1\n   Colour = blue\n   Shades :\n     dark").replaceAll("\n", "\r\n")}`;
    const known = dump.instances.map(({ line: _, ...rest }) => rest);
    expect(read(release, "data", strange).instances.map(({ line: _, ...rest }) => rest)).toEqual(known);
  });

  it("is cut wherever it ends early, and never says what it does not know", () => {
    const text = file(release, "data");
    const start = text.indexOf(" VRRP Instance");
    for (let end = start + 30; end < text.indexOf("------< Interfaces"); end += 97) {
      const cut = readDump("x", text.slice(0, end));
      expect(cut.isCut).toBe(true);
      for (const one of cut.instances.slice(0, -1)) expect(dump.instances.map(({ name }) => name)).toContain(one.name);
      const last = cut.instances.at(-1);
      if (end < text.indexOf("Tracked interfaces")) expect(last?.trackers).toBeUndefined();
      if (end < text.indexOf("Virtual IP (2)")) expect(last?.addresses).toBeUndefined();
    }
  });

  it("has the counters of SIGUSR2, alone, in one text, and beside it", () => {
    const stats = read(release, "stats");
    expect(stats.formats).toEqual(["stats"]);
    expect(stats.instances[0]).toMatchObject({
      name: "VI_1",
      line: 1,
      counters: { becameMaster: 1, authFailure: 1 + (release === "2.2.7" ? 0 : 5) },
    });
    const both = readDump("x", `${file(release, "data")}${file(release, "stats")}`);
    expect(both.formats).toEqual(["data", "stats"]);
    expect(both.instances.map(({ counters }) => counters)).toEqual(stats.instances.map(({ counters }) => counters));
    expect(combine([stats, dump]).instances).toEqual(both.instances);
  });

  it("agrees with JSON", () => {
    const json = read(release, "json");
    expect(json.formats).toEqual(["json"]);
    for (const [at, one] of json.instances.entries()) {
      const same = ({ name, state, vrid, priority, effective, interval, version, nopreempt, ...rest }: typeof one) => [
        [name, state, vrid, priority, effective],
        [interval, version, nopreempt, rest.interface],
      ];
      const whole = dump.instances[at];
      expect(whole && same(one)).toEqual(whole && same(whole));
      expect(whole).toBeDefined();
      expect(one.addresses).toEqual(dump.instances[at]?.addresses);
      expect(one.counters).toEqual(read(release, "stats").instances[at]?.counters);
    }
    const second = readDump(
      "x",
      `{"vrrp":${file(release, "json")},"track_process":[{"process":"p","have_quorum":false}]}`,
    );
    expect(second.instances).toEqual(json.instances);
    expect(second.tracked).toEqual([{ kind: "process", name: "p", isUp: false }]);
  });
});

describe("what is no dump", () => {
  it.each([
    ["", /^it is empty: .* take it again$/],
    ["  \n\n", /^it is empty/],
    ["hello\nworld\n", /^not a dump of keepalived: line 1 .* kalint live --command/],
    ["vrrp_instance VI_1 {\n}\n", /^not a dump of keepalived/],
    ["{", /its JSON ends early or is damaged, so take it again$/],
    ['[{"data":{"iname":"VI_1"', /its JSON ends early/],
    ['{"a":1}', /^JSON, but not that of keepalived/],
    ["[1]", /^JSON, but not that of keepalived/],
    ["------< Global definitions >------\n Router ID = lb1\n", /no virtual router: take keepalived\.data/],
    ["------< Global definitions >------\n------< LVS Topology >------\n", /"LVS Topology" but no virtual router/],
  ])("is refused with what to do: %j", (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it("takes a large dump in time that grows with its size", () => {
    const text = file("2.2.7", "data");
    const [start, end] = [text.indexOf(" VRRP Instance"), text.indexOf("------< VRRP Sockpool")];
    const work = (size: number): void => {
      const many = Array.from({ length: size }, (_, at) =>
        text.slice(start, end).replaceAll(/Instance = /g, `Instance = ${at}`),
      );
      const { instances } = readDump("x", text.slice(0, start) + many.join("") + text.slice(end));
      expect(instances.length).toBe(3 * size);
    };
    expect(growth(work, 1000)).toBeLessThan(LINEAR);
  });
});
