import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type Era, McpClient } from "../support/mcp-client.js";

const folder = mkdtempSync(join(tmpdir(), "kalint-mcp-"));
const [inside, outside] = [join(folder, "inside"), join(folder, "outside")];
const text = (id: number) =>
  `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id ${id}\n    priority 100\n}\n`;
for (const one of [inside, outside, join(inside, "conf.d")]) mkdirSync(one);
writeFileSync(join(inside, "a.conf"), text(300));
writeFileSync(join(inside, "includes.conf"), `include ${outside}/*.conf\ninclude conf.d/*.conf\n`);
writeFileSync(join(inside, "conf.d/part.conf"), text(301));
writeFileSync(join(outside, "secret.conf"), text(302));
writeFileSync(join(outside, "kalint.config.json"), JSON.stringify({ rules: { "number-out-of-range": "off" } }));
symlinkSync(join(outside, "secret.conf"), join(inside, "link.conf"));
symlinkSync(outside, join(inside, "way"));
afterAll(() => rmSync(folder, { recursive: true }));

type Findings = readonly { readonly rule: string; readonly file: string; readonly message: string }[];
const about = (findings: unknown) =>
  (findings as Findings)
    .filter(({ rule }) => rule === "number-out-of-range")
    .map(({ file, message }) => `${file} ${/\d+/.exec(message)?.[0]}`);

describe.each<Era>(["2025-11-25", "2026-07-28"])("files of the disk for a client of %s", (era) => {
  it("are read below a root of the command line, by absolute, relative and file:// names", async () => {
    const mcp = await McpClient.start({ era, args: ["--root", inside], cwd: "/" });
    for (const path of [join(inside, "a.conf"), "a.conf", pathToFileURL(join(inside, "a.conf")).href]) {
      const { data } = await mcp.call("lint", { paths: [path] });
      expect(about(data.findings)).toEqual([`${join(inside, "a.conf")} 300`]);
    }
    await mcp.close();
  });

  it("are read below the roots that the client names, as they are at the time of the call", async () => {
    const mcp = await McpClient.start({ era, roots: [outside] });
    expect((await mcp.call("lint", { paths: [join(inside, "a.conf")] })).isError).toBe(true);
    mcp.roots = [outside, inside];
    expect(about((await mcp.call("lint", { paths: ["a.conf"] })).data.findings)).toHaveLength(1);
    expect(mcp.asked).toBe(2);
    await mcp.call("lint", { files: [{ name: "x.conf", text: "" }] });
    expect(mcp.asked).toBe(2);
    await mcp.close();
  });

  it("are not asked about where the command line allows them", async () => {
    const mcp = await McpClient.start({ era, args: ["--root", inside], roots: [outside] });
    expect((await mcp.call("lint", { paths: ["a.conf"] })).isError).toBe(false);
    expect(mcp.asked).toBe(0);
    await mcp.close();
  });

  it("are not read without a root", async () => {
    const mcp = await McpClient.start({ era });
    const { isError, text: reason } = await mcp.call("lint", { paths: [join(inside, "a.conf")] });
    expect([isError, reason]).toEqual([true, expect.stringContaining("start it with kalint mcp --root FOLDER")]);
    await mcp.close();
  });
});

describe("a root", () => {
  const start = () => McpClient.start({ args: ["--root", inside] });

  it.each([
    ["an absolute path", join(outside, "secret.conf")],
    ["a path with ..", "../outside/secret.conf"],
    ["a link", "link.conf"],
    ["a folder behind a link", "way/secret.conf"],
    ["a pattern", join(outside, "*.conf")],
    ["a pattern with ..", "*/../../outside/*.conf"],
    ["a file that is not there", join(outside, "nothing.conf")],
  ])("is not left by %s", async (_, path) => {
    const mcp = await start();
    const told = await mcp.call("lint", { paths: [path] });
    expect(told.isError).toBe(true);
    expect(told.text).toContain(`is outside of the roots of this server: ${inside}`);
    expect(JSON.stringify(told)).not.toContain("302");
    await mcp.close();
  });

  it("is not left by a folder with links, whose targets are not named", async () => {
    const mcp = await start();
    const { data } = await mcp.call("lint", { paths: ["."] });
    expect(JSON.stringify(data)).not.toContain("secret");
    expect(about(data.findings).sort()).toEqual([
      `${join(inside, "a.conf")} 300`,
      `${join(inside, "conf.d/part.conf")} 301`,
    ]);
    expect(data.problems).toEqual(["not followed, because it leads outside of the roots of this server: 1 link"]);
    await mcp.close();
  });

  it("is not left by what a file or a text includes", async () => {
    const mcp = await start();
    const { data } = await mcp.call("lint", { paths: ["includes.conf"] });
    expect(about(data.findings)).toEqual([`${join(inside, "conf.d/part.conf")} 301`]);
    const inline = await mcp.call("lint", {
      files: [{ name: join(inside, "x.conf"), text: `include ${outside}/secret.conf\ninclude ${inside}/a.conf\n` }],
    });
    expect(about(inline.data.findings)).toEqual([]);
    await mcp.close();
  });

  it("is not left for settings, nor by what they extend", async () => {
    const inner = join(outside, "inner");
    mkdirSync(inner);
    writeFileSync(join(inner, "b.conf"), text(303));
    const mcp = await McpClient.start({ args: ["--root", inner] });
    expect(about((await mcp.call("lint", { paths: ["b.conf"] })).data.findings)).toHaveLength(1);
    writeFileSync(join(inner, "kalint.config.json"), JSON.stringify({ extends: "../kalint.config.json" }));
    const { data } = await mcp.call("lint", { paths: ["b.conf"] });
    expect(about(data.findings)).toHaveLength(1);
    expect(data.problems).toEqual([expect.stringContaining("may not be read")]);
    writeFileSync(join(inner, "kalint.config.json"), JSON.stringify({ rules: { "number-out-of-range": "off" } }));
    expect(about((await mcp.call("lint", { paths: ["b.conf"] })).data.findings)).toEqual([]);
    await mcp.close();
  });

  it("must be a folder", async () => {
    const { runCli } = await import("../support/run-cli.js");
    const { status, stderr } = runCli(["mcp", "--root", join(inside, "a.conf")]);
    expect([status, stderr]).toEqual([2, `kalint: use --root with a folder: ${join(inside, "a.conf")} is not one\n`]);
  });

  it("is left as it was by fix and format", async () => {
    const before = readdirSync(inside).map(
      (name) => name.endsWith(".conf") && readFileSync(join(inside, name), "utf8"),
    );
    const mcp = await start();
    for (const name of ["fix", "format"])
      await mcp.call(name, { paths: ["."], ...(name === "fix" ? { unsafe: true } : {}) });
    await mcp.close();
    expect(
      readdirSync(inside).map((name) => name.endsWith(".conf") && readFileSync(join(inside, name), "utf8")),
    ).toEqual(before);
  });
});
