import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../src/text/edit.js";
import { SourceFile } from "../../src/text/source-file.js";
import { type Era, McpClient } from "../support/mcp-client.js";

const node = (state: string, priority: number, more = "") => `vrrp_instance VI_1 {
    state ${state}
    interface eth0
    virtual_router_id 51
    priority ${priority}
${more}    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;
const PASSWORD = "hunter2horse";
const SECRET = `    authentication {
        auth_type PASS
        auth_pass ${PASSWORD}
    }
`;
const pair = [
  { name: "lb1.conf", text: node("MASTER", 100) },
  { name: "lb2.conf", text: node("MASTER", 100) },
];
const secret = [
  { name: "lb1.conf", text: node("MASTER", 150, SECRET) },
  { name: "lb2.conf", text: node("BACKUP", 100, SECRET) },
];

interface Edit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
  readonly hidden?: true;
}
interface Changed {
  readonly file: string;
  readonly state?: string;
  readonly reason?: string;
  readonly edits: readonly Edit[];
  readonly text?: string;
}

function applied(text: string, edits: readonly Edit[]): string {
  const { lineStarts } = new SourceFile("", text);
  const at = (line: number, column: number) => (lineStarts[line - 1] ?? text.length) + column - 1;
  return applyEdits(
    text,
    edits.map((one) => ({ start: at(one.line, one.column), end: at(one.endLine, one.endColumn), text: one.text })),
  );
}

describe.each<Era>(["2025-11-25", "2026-07-28"])("tools for a client of %s", (era) => {
  let mcp: McpClient;
  beforeAll(async () => {
    mcp = await McpClient.start({ era });
  });
  afterAll(() => mcp.close());

  it("are listed with schemas of what they take and give, and say that they change nothing", async () => {
    const { tools } = await mcp.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["lint", "format", "fix", "explain", "simulate", "upgrade"]);
    for (const { description = "", inputSchema, outputSchema, annotations } of tools) {
      expect(description.length).toBeGreaterThan(100);
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: "object" });
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
    expect(mcp.client.getServerVersion()?.name).toBe("kalint");
    expect(mcp.client.getInstructions()).toContain("all nodes in one call");
  });

  it("lint finds two masters in texts, with places, advice and the other node", async () => {
    const { data, text, isError } = await mcp.call("lint", { files: pair });
    expect(isError).toBe(false);
    const findings = data.findings as readonly Record<string, unknown>[];
    const two = findings.find(({ rule }) => rule === "cluster-equal-priority");
    expect(two).toMatchObject({ file: "lb2.conf", line: 5, nodes: ["lb1.conf", "lb2.conf"] });
    expect(two?.related).toMatchObject([{ file: "lb1.conf", line: 5 }]);
    expect(text).toContain("lb2.conf:5:14: ");
    expect(data.summary).toMatchObject({ files: 2 });
  });

  it("lint follows target, rules, isPartial and maxFindings", async () => {
    const of = async (args: object) => (await mcp.call("lint", { files: pair, ...args })).data;
    const rules = async (args: object) => ((await of(args)).findings as { rule: string }[]).map(({ rule }) => rule);
    expect(await rules({ rules: { "cluster-equal-priority": "off" } })).not.toContain("cluster-equal-priority");
    const many = { name: "many.conf", text: "nix\n".repeat(30) };
    expect((await rules({ files: [many], maxFindings: 3 })).filter((one) => one === "unknown-keyword")).toHaveLength(4);
    const old = [{ name: "a.conf", text: "global_defs {\n    vrrp_startup_delay 3\n}\n" }];
    expect(await rules({ files: old, target: "1.3.5" })).toContain("keyword-not-in-target-version");
    expect(await rules({ files: old, target: "2.2.7" })).not.toContain("keyword-not-in-target-version");
  });

  it("lint reads an included text by its name", async () => {
    const files = [
      { name: "keepalived.conf", text: "include conf.d/*.conf\n" },
      { name: "vip.conf", text: node("MASTER", 300) },
    ];
    const { data } = await mcp.call("lint", { files });
    expect(
      (data.findings as { rule: string; file: string }[]).filter(({ rule }) => rule === "priority-out-of-range"),
    ).toHaveLength(1);
  });

  it("fix gives edits whose result is what the fixes make, and says what is left", async () => {
    const text =
      "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    track_interface {\n        eth0\n    }\n";
    const { data, text: told } = await mcp.call("fix", { files: [{ name: "a.conf", text }], unsafe: true });
    const [changed] = data.files as readonly Changed[];
    expect(applied(text, changed?.edits ?? [])).toBe(changed?.text);
    expect(changed?.text).toContain("\n}\n");
    expect(told).toContain('"edits":[{"file":"a.conf"');
    expect(data.left).toMatchObject({ errors: expect.any(Number) });
  });

  it("format gives edits and the text; a second time nothing changes; broken texts are left with a reason", async () => {
    const text = "vrrp_instance VI_1 {\nstate MASTER\n   interface   eth0\n}\n";
    const first = (await mcp.call("format", { files: [{ name: "a.conf", text }] })).data.files as readonly Changed[];
    expect(first[0]?.text).toBe("vrrp_instance VI_1 {\n    state MASTER\n    interface eth0\n}\n");
    expect(applied(text, first[0]?.edits ?? [])).toBe(first[0]?.text);
    const files = [
      { name: "a.conf", text: first[0]?.text ?? "" },
      { name: "b.conf", text: "a {\n" },
    ];
    const again = (await mcp.call("format", { files, indent: 4 })).data.files as readonly Changed[];
    expect(again.map(({ state }) => state)).toEqual(["unchanged", "refused"]);
    expect(again[1]?.reason).toMatch(/brace|closed/);
    const tabs = (await mcp.call("format", { files: files.slice(0, 1), indent: "tab" })).data
      .files as readonly Changed[];
    expect(tabs[0]?.text).toContain("\n\tstate MASTER\n");
  });

  it("explain tells of a rule, of a keyword, of a word in several blocks, and what was meant", async () => {
    expect((await mcp.call("explain", { name: "auth-pass-weak" })).data).toMatchObject({ kind: "rule" });
    const keyword = await mcp.call("explain", { name: "vrrp_instance/advert_int" });
    expect(keyword.data).toMatchObject({ kind: "keyword", title: "vrrp_instance/advert_int" });
    expect(keyword.text).toContain("# `vrrp_instance/advert_int`");
    const { data } = await mcp.call("explain", { name: "weight" });
    expect(data.kind).toBe("places");
    expect((data.places as unknown[]).length).toBeGreaterThan(5);
    expect(await mcp.call("explain", { name: "advert_itn" })).toMatchObject({
      isError: true,
      text: 'unknown rule or keyword "advert_itn". Did you mean "advert_int"?',
    });
  });

  it("simulate plays the failures of a pair, and a scenario", async () => {
    const files = [
      { name: "lb1.conf", text: node("MASTER", 150) },
      { name: "lb2.conf", text: node("BACKUP", 100) },
    ];
    const { data, text } = await mcp.call("simulate", { files });
    expect(text).toContain("lb1 crashes");
    const [cluster] = data.clusters as {
      routers: { name: string; holders: string[]; rows: { event: string; outcome: string }[] }[];
    }[];
    expect(cluster?.routers[0]).toMatchObject({ name: "VI_1", holders: ["lb1"] });
    expect(cluster?.routers[0]?.rows.find(({ event }) => event === "lb1 crashes")?.outcome).toMatch(/^lb2 after/);
    const scenario = "scenarios:\n- name: x\n  steps:\n  - crash: lb1\n  - expect: { VI_1: lb1 }\n";
    const played = await mcp.call("simulate", { files, scenario });
    expect(played.data).toMatchObject({ passed: false, scenarios: [{ name: "x", passed: false, checks: 1 }] });
    expect(played.text).toContain("failed: x");
    expect((await mcp.call("simulate", { files, scenario: "a: [b" })).data.problems).not.toEqual([]);
    expect(await mcp.call("simulate", { files: [{ name: "a.conf", text: "" }] })).toMatchObject({
      isError: true,
      text: "there is no vrrp_instance in these files",
    });
  });

  it("upgrade compares two releases, and finds those that read the files alike", async () => {
    const files = [{ name: "a.conf", text: "global_defs {\n    vrrp_startup_delay 3\n}\n" }];
    const { data, text } = await mcp.call("upgrade", { files, from: "2.2.7", to: "1.3.5" });
    expect(data.changes).toMatchObject([{ file: "a.conf", line: 2, kind: "ignored" }]);
    expect(text).toContain("2.2.7 to 1.3.5: 1 change");
    expect((await mcp.call("upgrade", { files, to: "2.2.7" })).data.alike).toContain("2.2.6");
    expect(await mcp.call("upgrade", { files, from: "2.2.7", to: "2.2.7" })).toMatchObject({
      isError: true,
      text: "from and to both name 2.2.7, so nothing changes",
    });
  });

  it("never repeat a password, whatever they give", async () => {
    const weird = secret.map(({ name, text }) => ({ name, text: text.replace("auth_pass", "  auth_pass") }));
    const calls = [
      ["lint", { files: secret }],
      ["lint", { files: weird, target: "2.2.7" }],
      ["fix", { files: secret }],
      ["fix", { files: weird, unsafe: true }],
      ["format", { files: weird }],
      ["simulate", { files: secret }],
      ["upgrade", { files: secret, from: "1.2.20" }],
    ] as const;
    for (const [name, args] of calls) {
      const told = await mcp.call(name, args);
      expect(told.isError).toBe(false);
      expect(JSON.stringify(told)).not.toContain(PASSWORD.slice(0, 8));
    }
    const { data } = await mcp.call("fix", { files: secret, unsafe: true });
    // The fix keeps the first 8 bytes: a deletion says nothing of them.
    expect((data.files as readonly Changed[])[0]).toMatchObject({
      edits: [{ line: 8, column: 27, endColumn: 31, text: "" }],
    });
    expect((data.files as readonly Changed[])[0]).not.toHaveProperty("text");
  });

  it("refuse what does not fit their schema, with the place", async () => {
    const refusals = [
      ["lint", {}, 'give "files" (names and texts) or "paths"'],
      ["lint", { flies: [] }, 'Unrecognized key: "flies"'],
      ["lint", { files: [{ name: "a" }] }, "files.0.text"],
      [
        "lint",
        { files: pair, rules: { "auth-pass-wek": "off" } },
        'unknown rule "auth-pass-wek". Did you mean "auth-pass-weak"?',
      ],
      ["lint", { files: [pair[0], pair[0]] }, "two files have the same name"],
      ["upgrade", { files: pair, from: "2.2" }, "write a release as 2.2.7"],
    ] as const;
    for (const [name, args, reason] of refusals) {
      const told = await mcp.call(name, args);
      expect(told.isError).toBe(true);
      expect(told.text).toContain(reason);
    }
    await expect(mcp.call("nix", {})).rejects.toThrow("nix");
  });
});
