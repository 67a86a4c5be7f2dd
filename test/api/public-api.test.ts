import { describe, expect, expectTypeOf, it } from "vitest";
import * as kalint from "../../src/index.js";
import { format, type LintOptions, lint, parse, print, type Setting, type Word } from "../../src/index.js";
import { blocksOf } from "../support/fenced-blocks.js";
import { readRepositoryFile } from "../support/repository.js";
import { runCli } from "../support/run-cli.js";

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

  it.each<[LintOptions, string]>([
    [
      { rules: { "priority-mising": "off" } },
      'rules.priority-mising: unknown rule "priority-mising"; did you mean "priority-missing"?',
    ],
    [{ rules: { "auth-pass-weak": "hint" as "info" } }, "rules.auth-pass-weak: expected off, info, warning or error"],
    [{ rules: { "script-user-missing": ["error", { assume: true }] } }, 'unknown option "assume"'],
    [{ target: "2.2.x" }, "target: "],
  ])("refuses options that are not known: %j", (options, message) => {
    expect(() => lint([{ path: "a.conf", text: TEXT }], options)).toThrow(RangeError);
    expect(() => lint([{ path: "a.conf", text: TEXT }], options)).toThrow(message);
  });

  it("takes a severity without options, and any release", () => {
    const options = { rules: { "auth-pass-weak": ["off", undefined] }, target: "2.2.7" } as const;
    expect(lint([{ path: "a.conf", text: TEXT }], options)).not.toEqual([]);
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

describe("the examples of docs/library.md", () => {
  const [first = "", second = ""] = blocksOf("docs/library.md").map(({ text }) => text);

  /** Runs each statement; gives the values of those that are only an expression. */
  function valuesOf(example: string, given: Readonly<Record<string, string>>): unknown[] {
    const [line = "", ...code] = example.split("\n");
    const names = /^import \{ (.*) \} from "kalint";$/.exec(line)?.[1]?.split(", ") ?? [];
    expect(names.filter((name) => !(name in kalint))).toEqual([]);
    const values = code.map((statement) =>
      statement.startsWith("const ") ? statement : statement.replace(/^(.+?);(?: .*)?$/, "values.push($1);"),
    );
    const all = Object.keys(given);
    const run = new Function(...names, ...all, `const values = [];\n${values.join("\n")}\nreturn values;`);
    return run(...names.map((name) => Reflect.get(kalint, name)), ...all.map((name) => given[name]));
  }

  it("read, lint and format", () => {
    const text = "vrrp_instance A {\n    virtual_router_id 51\n}\n";
    expect(valuesOf(first, { text, other: text })).toEqual([
      51,
      true,
      expect.any(Array),
      expect.objectContaining({ passed: true, problems: [] }),
      { kind: "formatted", text },
    ]);
  });

  it("show a diagnostic with its places, its fix and a report", () => {
    const text =
      "vrrp_instance A {\n    piority 150\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n";
    expect(valuesOf(second, { text })).toEqual([
      "unknown-keyword",
      "error",
      22,
      { line: 2, column: 5 },
      'Change to "priority"',
      expect.stringMatching(/^https:.*unknown-keyword\.md$/),
      true,
      expect.stringMatching(/^lb1\.conf:2:5: error: .* \[unknown-keyword\]\n/),
    ]);
  });

  it("list every function that there is", () => {
    const page = readRepositoryFile("docs/library.md");
    const functions = Object.entries(kalint).filter(
      ([name, value]) => typeof value === "function" && name !== "SourceFile",
    );
    expect(functions.length).toBeGreaterThan(8);
    expect(functions.filter(([name]) => !page.includes(`\`${name}`)).map(([name]) => name)).toEqual([]);
  });
});

describe("fixes", () => {
  const files = [
    {
      path: "a.conf",
      text: `global_defs {\n    vrrp_garp_interval 0\n}\nvrrp_instance A {\n    interface eth0\n    virtual_router_id 51\n    piority 150\n    virtual_ipaddress {\n        192.0.2.1\n    }\n}\n`,
    },
    { path: "b.conf", text: "# nothing\n" },
  ];

  it("are applied until none is left, safe ones unless others are wanted", () => {
    const safe = kalint.fix(files);
    expect(safe.files.map(({ path }) => path)).toEqual(["a.conf", "b.conf"]);
    expect(safe.files[0]?.text).not.toContain("vrrp_garp_interval");
    expect(safe.files[0]?.text).toContain("piority");
    expect(safe.diagnostics.map(({ rule }) => rule)).toContain("unknown-keyword");
    expect(safe.files[1]).toEqual(files[1]);
    const all = kalint.fix(files, { unsafe: true });
    expect(all.files[0]?.text).toContain("    priority 150\n");
    expect(all.diagnostics.map(({ rule }) => rule)).not.toContain("unknown-keyword");
  });

  it("of single diagnostics are applied alone", () => {
    const [typo] = lint(files).filter(({ rule }) => rule === "unknown-keyword");
    if (typo === undefined) throw new Error("no finding");
    expect(kalint.applyFixes(files, [typo])).toEqual(files);
    const [fixed] = kalint.applyFixes(files, [typo], { unsafe: true });
    expect(fixed?.text).toBe(files[0]?.text.replace("piority", "priority"));
  });
});

describe("reports", () => {
  const files = [{ path: "a.conf", text: "vrrp_instance A {\n    nonsense\n}\n" }];
  const found = lint(files);

  it.each(["pretty", "compact", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"] as const)(
    "%s names the finding",
    (format) => expect(kalint.report(found, files, format)).toContain("unknown-keyword"),
  );

  it.each(["pretty", "compact", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown"] as const)(
    "%s names the finding where the texts are not given",
    (format) => {
      const text = kalint.report(found, [], format);
      expect(text).toContain("unknown-keyword");
      expect(text).not.toContain("0 files");
    },
  );

  it("refuse a form that is not there", () => {
    expect(() => kalint.report(found, files, "toString" as string as "json")).toThrow(
      new RangeError('unknown format "toString"'),
    );
  });

  it("say the same as the command", () => {
    const { stdout } = runCli(["--format", "json", "--no-config", "--stdin-filename", "a.conf", "-"], {
      input: files[0]?.text ?? "",
    });
    expect(JSON.parse(kalint.report(found, files, "json"))).toEqual(JSON.parse(stdout));
  });
});

describe("rules and settings", () => {
  it("are listed with their texts", () => {
    const rules = kalint.listRules();
    expect(rules.length).toBeGreaterThan(150);
    expect(rules.find(({ name }) => name === "cluster-vrid-mismatch")).toEqual({
      name: "cluster-vrid-mismatch",
      group: "cluster",
      severity: "error",
      isOn: true,
      scope: "cluster",
      summary: expect.any(String),
      why: expect.any(String),
      how: expect.any(String),
      keepalived: expect.any(String),
      url: expect.stringMatching(/\/docs\/rules\/cluster-vrid-mismatch\.md$/),
    });
    expect(rules.find(({ name }) => name === "formatting")).toMatchObject({ isOn: false });
  });

  it("are read from a text, for lint", () => {
    const text =
      '{ "target": "2.2.7", /* ours */ "rules": { "unknown-keyword": "info", "formatting": ["warning"] }, "clusters": { "web": ["a.conf"] } }';
    const result = kalint.parseSettings(text);
    if (result.kind !== "read") throw new Error("not read");
    expect(result.lintOptions).toEqual({
      target: "2.2.7",
      rules: { "unknown-keyword": "info", formatting: ["warning"] },
      clusters: [{ name: "web", nodes: ["a.conf"] }],
    });
    const found = lint([{ path: "a.conf", text: "vrrp_instance  A {\n nonsense\n}\n" }], result.lintOptions);
    const severities = found.map(({ rule, severity }) => [rule, severity]);
    expect(severities).toEqual(
      expect.arrayContaining([
        ["unknown-keyword", "info"],
        ["formatting", "warning"],
      ]),
    );
  });

  it("come with the places of what is wrong", () => {
    expect(kalint.parseSettings('{\n  "rulez": {}\n}', { path: "x.json" })).toEqual({
      kind: "problems",
      problems: [
        expect.objectContaining({ file: "x.json", line: 2, column: 3, message: expect.stringContaining("rulez") }),
      ],
    });
  });
});
