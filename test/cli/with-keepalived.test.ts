import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askRealKeepalived } from "../../src/workspace/real-keepalived.js";
import { needKeepalived } from "../support/keepalived.js";
import { runCli } from "../support/run-cli.js";

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "kalint-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

/** A program that says these lines as keepalived does, and ends with a code or in some other way. */
function fake(lines: readonly string[], end = "exit 5"): string {
  const path = join(folder({}), "keepalived");
  writeFileSync(path, `#!/bin/sh\ncat >&2 <<'EOF'\n${lines.join("\n")}\nEOF\n${end}\n`);
  chmodSync(path, 0o755);
  return path;
}

const INSTANCE = `vrrp_instance V {
    interface eth0
    virtual_router_id 51
    priority 300
    virtual_ipaddress {
        192.0.2.1/24
    }
}
`;

function lint(program: string, files: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const names = more.length > 0 ? more : ["x.conf"];
  const { stdout, status, stderr } = runCli([`--with-keepalived=${program}`, "--format", "compact", ...names], {
    cwd: folder(files),
  });
  return { lines: stdout.split("\n").filter((line) => line !== ""), status, stderr };
}

describe("messages of keepalived", () => {
  it("stand on the statement of their line, with what they say", () => {
    const program = fake(["(Line 2) Something is wrong", "(x.conf: Line 6) (V) this is deprecated"]);
    expect(lint(program, { "x.conf": INSTANCE.replace("300", "100") })).toMatchObject({
      lines: [
        "x.conf:2:5: error: Something is wrong [keepalived]",
        "x.conf:6:9: warning: (V) this is deprecated [keepalived]",
      ],
      status: 1,
    });
  });

  it("are left out where a finding says the same", () => {
    const program = fake([
      "(x.conf: Line 4) number '300' outside range [1, 255]",
      "(V) Priority not valid! must be between 1 & 255",
    ]);
    const { lines } = lint(program, { "x.conf": INSTANCE });
    expect(lines).toEqual([expect.stringMatching(/^x\.conf:4:14: error: .*\[priority-out-of-range\]$/)]);
  });

  it("without a line stand on the block that they name, else at the file's start", () => {
    const program = fake(["(V) something about it", "Something about all of it"]);
    expect(lint(program, { "x.conf": `\n${INSTANCE}`.replace("300", "100") }).lines).toEqual([
      "x.conf:1:1: error: Something about all of it [keepalived]",
      "x.conf:2:1: error: (V) something about it [keepalived]",
    ]);
  });

  it("that follow from a wrong brace or block are left out, and no other", () => {
    const unread = fake([
      "(x.conf: Line 1) Unknown keyword 'nonsense'",
      "(x.conf: Line 2) Unknown keyword 'a'",
      "(x.conf: Line 3) Unknown keyword '}'",
      "(x.conf: Line 4) Unknown keyword 'global_defs'",
    ]);
    const { lines } = lint(unread, { "x.conf": "nonsense {\n  a 1\n}\nglobal_defs {\n}\n" });
    expect(lines).toEqual([
      expect.stringContaining('x.conf:1:1: error: unknown keyword "nonsense"'),
      "x.conf:4:1: error: Unknown keyword 'global_defs' [keepalived]",
    ]);
    const stray = fake(["(x.conf: Line 3) Extra '}' found", "There are 1 missing '}'s or extra '{'s"]);
    expect(lint(stray, { "x.conf": "global_defs {\n}\n}\n" }).lines).toEqual([
      expect.stringContaining("[unbalanced-brace]"),
    ]);
  });

  it("about the machine are notes, and so is all where keepalived has no objection", () => {
    const machine = fake([
      "(x.conf: Line 2) WARNING - interface eth0 for vrrp_instance V doesn't exist",
      "Non-existent interface specified in configuration",
    ]);
    const files = { "x.conf": INSTANCE.replace("300", "100") };
    expect(lint(machine, files)).toMatchObject({
      status: 0,
      lines: [expect.stringContaining(": info: "), expect.stringContaining(": info: ")],
    });
    expect(lint(fake(["(V) something"], "exit 0"), files)).toMatchObject({
      status: 0,
      lines: ["x.conf:1:1: info: (V) something [keepalived]"],
    });
  });

  it("stand in the included file that they name", () => {
    const program = fake(["(sub.conf: Line 2) Something"]);
    const files = {
      "x.conf": `include sub.conf\n${INSTANCE.replace("300", "100")}`,
      "sub.conf": "# Nothing.\nglobal_defs {\n}\n",
    };
    expect(lint(program, files).lines).toEqual(["sub.conf:2:1: error: Something [keepalived]"]);
  });

  it.each([
    "(Line 999) far",
    "(nowhere.conf: Line 3) far",
    "(Line 99999999999999999999) far",
    "(",
    "()",
    "(Line 0) zero",
    "\u001b[31m",
  ])("find a place whatever they look like: %j", (line) => {
    const { lines, status } = lint(fake([line]), { "x.conf": INSTANCE.replace("300", "100") });
    expect({ status, count: lines.length }).toEqual({ status: 1, count: 1 });
    expect(lines[0]).not.toContain("\u001b");
  });

  it("come once for all config-ids, which the program is given", () => {
    const program = fake(["Something"], 'echo "asked: $*" >&2; exit 5');
    const { lines } = lint(program, {
      "x.conf": `${INSTANCE.replace("priority 300", "@a priority 100\n    @b priority 90")}`,
    });
    expect(lines.filter((line) => line.includes("Something"))).toHaveLength(1);
    expect(lines.filter((line) => /asked: -t -f .*x\.conf -i [ab] /.test(line))).toHaveLength(2);
  });
});

describe("a program", () => {
  const files = { "x.conf": INSTANCE.replace("300", "100") };

  it("that is not there, or cannot be run, is wrong usage", () => {
    expect(lint("/nonexistent/keepalived", files)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("no such program"),
    });
    expect(lint(folder({}), files)).toMatchObject({ status: 2, stderr: expect.stringContaining("permission denied") });
  });

  it("that crashes is an error, one that ends itself as 2.2.7 does is a note", () => {
    expect(lint(fake([], "kill -SEGV $$"), files)).toMatchObject({
      status: 1,
      lines: ["x.conf:1:1: error: keepalived -t was killed by SIGSEGV [keepalived]"],
    });
    expect(lint(fake([], "kill -TERM $$"), files)).toMatchObject({
      status: 0,
      lines: ["x.conf:1:1: info: keepalived -t was killed by SIGTERM [keepalived]"],
    });
  });

  it("that fails and does not say why is an error", () => {
    expect(lint(fake([], "exit 3"), files)).toMatchObject({
      status: 1,
      lines: ["x.conf:1:1: error: keepalived -t exited with status 3 without a message [keepalived]"],
    });
    expect(lint(fake([], "exit 0"), files)).toMatchObject({ status: 0, lines: [] });
  });

  it("that writes without end is ended", () => {
    const { status, lines } = lint(fake([], "exec yes '(Line 2) odd' >&2"), files);
    expect([status, lines]).toEqual([
      1,
      [
        "x.conf:1:1: error: keepalived -t was stopped: it did not stop writing messages [keepalived]",
        "x.conf:2:5: error: odd [keepalived]",
      ],
    ]);
  });

  it("that prints rubbish reaches the report in printable form", () => {
    // Any byte, in an order that is the same each time, and a line separator, which is no control character.
    const bytes = Uint8Array.from({ length: 50_000 }, (_, index) => Math.imul(index, index * 48_271) >>> 9);
    const rubbish = join(folder({}), "rubbish");
    writeFileSync(rubbish, Buffer.concat([bytes, Buffer.from("\u2028 and \u2029\n")]));
    const { status, lines } = lint(fake([], `cat '${rubbish}' >&2; exit 1`), files);
    expect(status).toBe(1);
    expect(lines.filter((line) => !/^x\.conf:\d+:\d+: error: .* \[keepalived\]$/.test(line))).toEqual([]);
    expect(lines.join("")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  });

  it("without a name is wrong usage", () => {
    expect(lint("", files)).toMatchObject({ status: 2, stderr: "kalint: use --with-keepalived=PATH\n" });
  });

  it("that does not end is ended", () => {
    const answer = askRealKeepalived(fake(["(Line 1) x"], "exec sleep 3600"), "x.conf", undefined, 0.5);
    expect(answer).toMatchObject({ kind: "timeout", seconds: 0.5 });
  });

  it("is not asked about standard input", () => {
    const program = fake(["Something"]);
    const { stdout, stderr } = runCli([`--with-keepalived=${program}`, "--format", "compact", "-"], {
      input: files["x.conf"],
    });
    expect(stdout).toBe("");
    expect(stderr).toContain("only reads files");
  });
});

describe("the installed keepalived", () => {
  it("is asked by the option alone, which takes no file for its value", (context) => {
    needKeepalived(context);
    const cwd = folder({ "x.conf": INSTANCE.replace("300", "100").replace("eth0", "nosuch0"), "y.conf": "nonsense\n" });
    const { stdout, status } = runCli(["--with-keepalived", "x.conf", "y.conf", "--format", "compact"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^x\.conf:2:5: info: .*nosuch0.*\[keepalived\]$/m);
    expect(stdout.match(/^y\.conf.*$/gm)).toEqual([
      'y.conf:1:1: error: unknown keyword "nonsense" at top level [unknown-keyword]',
    ]);
  });
});
