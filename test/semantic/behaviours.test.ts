import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Behaviour, behaviours } from "../../grammar/index.js";
import type { Root } from "../../src/lint/plan.js";
import { behaviourUses, isActive } from "../../src/semantic/behaviours.js";
import { compareReleases } from "../../src/text/release.js";
import { releases } from "../../src/text/releases.js";
import type { Change } from "../../src/upgrade/change.js";
import { Comparison } from "../../src/upgrade/compare.js";
import { exampleRun } from "../support/check-rules.js";
import { askKeepalived, keepalivedVersion, needKeepalived } from "../support/keepalived.js";

const FOLDER = "fixtures/behaviours";

const texts = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => /\.(?:conf|inc)$/.test(name))
    .map((name) => [name, readFileSync(`${FOLDER}/${name}`, "utf8")]),
);

/** What one file of the folder, or a text, may include. */
function compare(name: string, text = texts[name] ?? ""): Comparison {
  const { options } = exampleRun({ ...texts, [name]: text });
  const root: Root = { path: name, text };
  return new Comparison([root], options);
}

/** Lines that carry the mark `#~ ID`. */
const markedLines = (text: string, id: string): number[] =>
  text.split("\n").flatMap((line, at) => (line.endsWith(`#~ ${id}`) ? [at + 1] : []));

const releaseBefore = (release: string): string => releases[releases.indexOf(release) - 1] ?? "";

describe.each(behaviours.map((one) => [one.id, one] as const))("%s", (id, behaviour) => {
  const { from, until } = behaviour as { from?: string; until?: string };
  const file = `${id}.conf`;

  it("is found at the marked lines, and nowhere in an ordinary file", () => {
    const [node] = compare(file).newest.nodes;
    if (node === undefined) throw new Error("no node");
    const found = [...behaviourUses(node, (one) => one === behaviour)].flatMap(({ uses }) =>
      uses.map(({ source, start }) => {
        const { path, start: offset } = source.locate(start, start);
        return (texts[path] ?? "").slice(0, offset).split("\n").length;
      }),
    );
    expect(found).toEqual(markedLines(texts[file] ?? "", id));
    expect(found.length).toBeGreaterThan(0);
    const [ordinary] = compare("ordinary.conf", ORDINARY).newest.nodes;
    if (ordinary === undefined) throw new Error("no node");
    expect([...behaviourUses(ordinary, (one) => one === behaviour)]).toEqual([]);
  });

  it("begins and ends at releases that exist", () => {
    for (const one of [from, until]) if (one !== undefined) expect(releases).toContain(one);
    expect(from ?? until).toBeDefined();
    if (from !== undefined && until !== undefined) expect(compareReleases(from, until)).toBeLessThan(0);
    for (const one of [from, until]) {
      if (one === undefined) continue;
      expect(isActive(behaviour, one)).toBe(one === from);
      expect(isActive(behaviour, releaseBefore(one))).toBe(one === until);
    }
  });

  it("is what changes for its input at that release, and no rule says it again", () => {
    for (const one of [from, until]) {
      if (one === undefined) continue;
      const changes = compare(file).changes(releaseBefore(one), one);
      const own = changes.filter(({ name }) => name === id);
      expect(own.map(({ release }) => release)).toEqual(markedLines(texts[file] ?? "", id).map(() => one));
      const lineOf = ({ location: { file, start } }: Change) =>
        `${file}:${(texts[file] ?? "").slice(0, start).split("\n").length}`;
      const places = new Set(own.map(lineOf));
      const isRow = (name: string) => behaviours.some((row) => row.id === name);
      const repeated = changes.filter((one) => !isRow(one.name) && places.has(lineOf(one)));
      expect(repeated.map(({ name }) => name)).toEqual([]);
    }
  });
});

interface Runs {
  /** How `keepalived -t` of the releases on both sides of a change ends and what it reports first, or the line of its dump. */
  readonly boundary?: Readonly<Record<string, string>>;
  /** First line about the input in the log of daemons that were built from their tags; empty: none. */
  readonly seen?: Readonly<Record<string, string>>;
  /** What `keepalived -t` of 2.2.7 reports first. */
  readonly "2.2.7": string;
}

const runs = JSON.parse(readFileSync(`${FOLDER}/runs.json`, "utf8")) as Readonly<Record<string, Runs>>;

it("has a record of runs for each row, and none besides", () => {
  expect(Object.keys(runs).sort()).toEqual(behaviours.map(({ id }) => id).sort());
  const seen = Object.values(runs).flatMap(({ seen: one }) => (one === undefined ? [] : [one]));
  for (const one of seen) expect(new Set(Object.values(one)).size).toBeGreaterThan(1);
  expect(seen.length).toBeGreaterThanOrEqual(30);
});

it("has runs that differ between the last release before a change and the first one with it", () => {
  const found = behaviours.flatMap((row) => {
    const { id, from, until }: Behaviour = row;
    const { boundary = {} } = runs[id] ?? {};
    const pairs = [from, until].flatMap((one) => {
      const before = one === undefined ? undefined : boundary[releaseBefore(one)];
      const after = one === undefined ? undefined : boundary[one];
      return one === undefined || before === undefined || after === undefined ? [] : [[one, before, after] as const];
    });
    expect(Object.keys(boundary)).toHaveLength(2 * pairs.length);
    return pairs;
  });
  expect(found.filter(([, before, after]) => before === after)).toEqual([]);
  expect(found.length).toBeGreaterThanOrEqual(13);
});

it("has what keepalived 2.2.7 reports about each input", (context) => {
  needKeepalived(context);
  if (keepalivedVersion() !== "2.2.7") return context.skip("another release than 2.2.7 is installed");
  const notices = /SECURITY|max_auto_priority|script/i;
  const answers = behaviours.map(({ id }) => {
    const { messages } = askKeepalived(`${FOLDER}/${id}.conf`);
    const [first] = messages.filter(({ text }) => !notices.test(text));
    return [id, first?.text ?? ""];
  });
  const recorded = behaviours.map(({ id }) => [id, notices.test(runs[id]?.["2.2.7"] ?? "") ? "" : runs[id]?.["2.2.7"]]);
  expect(answers).toEqual(recorded);
}, 60_000);

it("lists every row in docs/upgrade.md", () => {
  const page = readFileSync("docs/upgrade.md", "utf8");
  const rows = (behaviours as readonly Behaviour[]).map(
    ({ from, until, does, source }) =>
      `| ${from ?? ""} | ${until ?? ""} | ${does.text.replaceAll("<", "&lt;")} | ${source.replaceAll("<", "&lt;")} |`,
  );
  expect(page.slice(page.indexOf("| From |")).trimEnd().split("\n").slice(2)).toEqual(rows);
});

/** Nothing that any release treats in a way of its own. */
const ORDINARY = `global_defs {
    router_id lb1
}
vrrp_script chk {
    script "/usr/local/bin/chk-web"
    interval 2
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    unicast_src_ip 192.0.2.1
    unicast_peer {
        192.0.2.2
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
    track_script {
        chk
    }
}
virtual_server 192.0.2.10 80 {
    delay_loop 6
    lvs_sched rr
    lvs_method NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
            retry 0
        }
    }
}
`;
