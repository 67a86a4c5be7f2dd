import { describe, expect, expectTypeOf, it } from "vitest";
import * as kalint from "../../src/index.js";
import { format, lint, parse, print, type Setting, type Word } from "../../src/index.js";
import { blockBelow } from "../support/fenced-blocks.js";

const TEXT = `vrrp_instance VI_1 {
    state MASTER
    virtual_router_id 51
    virtual_ipaddress {
        192.0.2.10/24 dev eth0 label eth0:1
        2001:DB8::10
    }
    track_script {
        chk_web weight -20
    }
    advert_int nonsense
    priority $PRIO
}
`;

describe("parse", () => {
  const { tree, ast } = parse(TEXT);
  const [instance] = ast.vrrpInstance;

  it("gives numbers with their words", () => {
    expect(instance?.virtualRouterId?.value).toBe(51);
    expect(instance?.virtualRouterId?.word).toMatchObject({ start: TEXT.indexOf("51"), end: TEXT.indexOf("51") + 2 });
    expectTypeOf(instance?.virtualRouterId?.value).toEqualTypeOf<number | undefined>();
    expectTypeOf(instance?.state?.value).toEqualTypeOf<"MASTER" | "BACKUP" | undefined>();
    expectTypeOf<NonNullable<NonNullable<typeof instance>["priority"]>>().toExtend<Setting<number>>();
  });

  it("gives the entries of lists", () => {
    expect(
      instance?.virtualIpaddress.map(({ address, dev, label }) => [address?.value, dev?.value, label?.value]),
    ).toEqual([
      [{ address: "192.0.2.10", family: 4, prefix: 24 }, "eth0", "eth0:1"],
      [{ address: "2001:db8::10", family: 6, prefix: undefined }, undefined, undefined],
    ]);
    expect(instance?.trackScript.map(({ name, weight }) => [name?.value, weight?.value])).toEqual([["chk_web", -20]]);
    expectTypeOf(instance?.virtualIpaddress[0]?.address?.word).toEqualTypeOf<Word | undefined>();
  });

  it("distinguishes unknown values from invalid ones", () => {
    expect(instance?.priority).toMatchObject({ value: undefined, state: "unknown" });
    expect(instance?.advertInt).toMatchObject({ value: undefined, state: "invalid" });
  });

  it("keeps the text", () => {
    expect(print(tree)).toBe(TEXT);
  });

  it("reports what is wrong with the text", () => {
    expect(parse(TEXT).diagnostics.map(({ rule }) => rule)).toContain("number-out-of-range");
  });
});

describe("lint", () => {
  const node = (id: number, priority: number) => `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

  it("compares the files", () => {
    const files = [
      { path: "a.conf", text: node(51, 150) },
      { path: "b.conf", text: node(52, 100) },
    ];
    expect(lint(files).map(({ rule, location }) => [rule, location.file])).toEqual([
      ["cluster-vrid-mismatch", "b.conf"],
    ]);
  });

  it("takes severities by rule", () => {
    const [found] = lint([{ path: "a.conf", text: TEXT }], { rules: { "number-out-of-range": "warning" } }).filter(
      ({ rule }) => rule === "number-out-of-range",
    );
    expect(found?.severity).toBe("warning");
    expect(lint([{ path: "a.conf", text: TEXT }], { rules: { "number-out-of-range": "off" } })).not.toContainEqual(
      expect.objectContaining({ rule: "number-out-of-range" }),
    );
  });
});

describe("format", () => {
  it("gives a text, or why it gives none and where", () => {
    expect(format("a  {\nb\n}", { indent: 2 })).toEqual({ kind: "formatted", text: "a {\n  b\n}\n" });
    expect(format("a {\n")).toEqual({
      kind: "refused",
      reason: '"{" is not closed',
      span: { start: 2, end: 3 },
    });
  });
});

it("the example of docs/library.md runs, and says what is true", () => {
  const [line = "", ...code] = blockBelow("docs/library.md", "# The library", "js").split("\n");
  const names = /^import \{ (.*) \} from "kalint";$/.exec(line)?.[1]?.split(", ") ?? [];
  expect(names.filter((name) => !(name in kalint))).toEqual([]);
  const values = code.map((statement) => statement.replace(/^([^c].*?);(?: .*)?$/, "values.push($1);")).join("\n");
  const run = new Function(...names, "text", "other", `const values = [];\n${values}\nreturn values;`);
  const text = "vrrp_instance A {\n    virtual_router_id 51\n}\n";
  expect(run(...names.map((name) => Reflect.get(kalint, name)), text, text)).toEqual([
    51,
    true,
    expect.any(Array),
    expect.objectContaining({ passed: true, problems: [] }),
    { kind: "formatted", text },
  ]);
});

describe("an incomplete cluster", () => {
  const router = (name: string, id: number, address: string, priority: number) => `vrrp_instance ${name} {
    state BACKUP
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    virtual_ipaddress {
        ${address}
    }
}
`;
  const files = [
    { path: "a.conf", text: router("VI_1", 51, "192.0.2.10", 150) + router("VI_2", 52, "192.0.2.20", 150) },
    { path: "b.conf", text: router("VI_1", 51, "192.0.2.10", 150) },
  ];
  const rulesOf = (isPartial: boolean) => lint(files, { isPartial }).map(({ rule }) => rule);

  it("turns off only what needs completeness", () => {
    expect(rulesOf(false)).toEqual(expect.arrayContaining(["cluster-missing-instance", "cluster-equal-priority"]));
    expect(rulesOf(true)).toContain("cluster-equal-priority");
    expect(rulesOf(true)).not.toContain("cluster-missing-instance");
  });
});
