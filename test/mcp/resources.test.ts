import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Era, McpClient } from "../support/mcp-client.js";
import { repositoryFiles } from "../support/repository.js";

describe.each<Era>(["2025-11-25", "2026-07-28"])("pages for a client of %s", (era) => {
  let mcp: McpClient;
  beforeAll(async () => {
    mcp = await McpClient.start({ era });
  });
  afterAll(() => mcp.close());
  const read = async (uri: string) => {
    const { contents } = await mcp.client.readResource({ uri });
    const [first] = contents as readonly { readonly text: string; readonly mimeType?: string }[];
    return first;
  };

  it("are listed: all rules, the keywords at top level, and two lists", async () => {
    const { resources } = await mcp.client.listResources();
    const uris = resources.map(({ uri }) => uri);
    const rules = repositoryFiles("src/rules/*.ts").length - 1;
    expect(uris.filter((uri) => uri.startsWith("kalint://rules/"))).toHaveLength(rules);
    expect(uris).toEqual(
      expect.arrayContaining(["kalint://rules", "kalint://keywords", "kalint://keywords/vrrp_instance"]),
    );
    expect(
      resources.every(({ mimeType, description = "" }) => mimeType === "text/markdown" && description !== ""),
    ).toBe(true);
    const { resourceTemplates } = await mcp.client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "kalint://rules/{name}",
      "kalint://keywords/{+path}",
    ]);
  });

  it("are read by their addresses, and link to each other", async () => {
    expect(await read("kalint://rules/auth-pass-weak")).toMatchObject({
      mimeType: "text/markdown",
      text: expect.stringContaining("# `auth-pass-weak`"),
    });
    const keyword = await read("kalint://keywords/vrrp_instance/authentication/auth_pass");
    expect(keyword?.text).toContain("(kalint://rules/auth-pass-weak)");
    expect((await read("kalint://keywords"))?.text).toContain("(kalint://keywords/vrrp_instance/advert_int): ");
    expect((await read("kalint://rules"))?.text).toContain("(kalint://rules/auth-pass-weak): ");
  });

  it("that are not there are errors which say what may be meant", async () => {
    await expect(read("kalint://rules/auth-pass-wek")).rejects.toThrow(
      'unknown rule "auth-pass-wek"; did you mean "auth-pass-weak"?',
    );
    await expect(read("kalint://keywords/vrrp_instance/nix")).rejects.toThrow('unknown keyword "vrrp_instance/nix"');
    await expect(read("kalint://rules/vrrp_instance")).rejects.toThrow('unknown rule "vrrp_instance"');
    await expect(read("file:///etc/passwd")).rejects.toThrow("file:///etc/passwd");
  });

  it("are completed by the start of a name, and by what it contains", async () => {
    const complete = async (uri: string, name: string, value: string) =>
      (await mcp.client.complete({ ref: { type: "ref/resource", uri }, argument: { name, value } })).completion.values;
    expect(await complete("kalint://rules/{name}", "name", "auth-pass")).toEqual([
      "auth-pass-truncated",
      "auth-pass-weak",
    ]);
    expect((await complete("kalint://keywords/{+path}", "path", "vrrp_instance/adv"))[0]).toBe(
      "vrrp_instance/advert_int",
    );
    expect(await complete("kalint://keywords/{+path}", "path", "auth_pass")).toContain(
      "vrrp_instance/authentication/auth_pass",
    );
    expect((await complete("kalint://keywords/{+path}", "path", "")).length).toBe(100);
  });
});
