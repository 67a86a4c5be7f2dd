import { describe, expect, it } from "vitest";
import { blocksOf } from "../support/fenced-blocks.js";
import { McpClient } from "../support/mcp-client.js";
import { root } from "../support/repository.js";

interface Settings {
  readonly servers?: { readonly kalint: Start };
  readonly mcpServers?: { readonly kalint: Start };
}
interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

const starts = blocksOf("docs/mcp.md")
  .filter(({ language }) => language === "json")
  .map(({ text }) => {
    const { servers, mcpServers } = JSON.parse(text) as Settings;
    return (servers ?? mcpServers)?.kalint;
  });

describe("the settings of docs/mcp.md", () => {
  it("start the package by npx, for each of the clients", () => {
    expect(starts).toHaveLength(4);
    for (const start of starts) {
      expect(start?.command).toBe("npx");
      expect(start?.args.slice(0, 3)).toEqual(["-y", "kalint", "mcp"]);
    }
  });

  it.each(starts.map((start) => start?.args.slice(3) ?? []))("start a server that answers: %s %s", async (...args) => {
    const folder = `${root}fixtures/seed`;
    const mcp = await McpClient.start({ args: args.map((arg) => (arg.startsWith("--") ? arg : folder)) });
    const { isError } = await mcp.call("lint", { paths: ["master.conf"] });
    expect(isError).toBe(args.length === 0);
    await mcp.close();
  });
});
