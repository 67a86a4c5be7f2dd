import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromFragment, toFragment } from "../../playground/src/share.js";
import { format } from "../../src/index.js";
import {
  editorOf,
  hasBrowser,
  type PlaygroundBrowser,
  shownFindings,
  startPlayground,
  textOf,
  withPage,
} from "../support/browser.js";
import { isCi } from "../support/requirement.js";

const INSTANCE = `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

const single = (text: string, name = "lb1.conf", release?: string) => toFragment({ files: [{ name, text }], release });

it("a browser is there under CI", () => expect(hasBrowser || !isCi).toBe(true));

describe.runIf(hasBrowser)("the playground", () => {
  let browser: PlaygroundBrowser;
  beforeAll(async () => {
    browser = await startPlayground();
  });
  afterAll(() => browser.close());

  const expectFindings = (page: Page, wanted: readonly unknown[]) =>
    expect.poll(() => shownFindings(page), { timeout: 20_000 }).toEqual(wanted);

  it("judges the first example, and asks no one for anything", () =>
    withPage(browser, {}, async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.reload();
      await page.locator(".problem").first().waitFor();
      expect((await shownFindings(page)).join("\n")).toContain(
        "cluster-vrid-mismatch: virtual_router_id is 52 here but 51",
      );
      expect(asked.filter((url) => !/^(?:file|blob|data):/.test(url))).toEqual([]);
    }));

  it("shows a finding while one types, and the fix is applied by a key and undone", () =>
    withPage(browser, { fragment: single(INSTANCE) }, async (page) => {
      await expectFindings(page, []);
      const editor = editorOf(page, "lb1.conf");
      await editor.locator(".cm-line", { hasText: "advert_int 1" }).click();
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("nopreemptt");
      await page.keyboard.press("Escape");
      await expectFindings(page, [
        'unknown-keyword: unknown keyword "nopreemptt" in vrrp_instance; did you mean "nopreempt"?',
      ]);
      await editor.locator(".cm-lintRange-error").waitFor();
      await page.keyboard.press("Alt+Enter");
      await expectFindings(page, []);
      expect(await textOf(page, "lb1.conf")).toContain("    advert_int 1\n    nopreempt\n    virtual");
      await page.keyboard.press("Control+z");
      await expect.poll(() => textOf(page, "lb1.conf")).toContain("    advert_int 1\n    nopreemptt\n    virtual");
    }));

  it("applies a fix that was clicked, and all of them: safe ones first", () => {
    const tracked = INSTANCE.replace(
      "    priority 100\n",
      "    prority 100\n    track_interface {\n        eth0\n    }\n",
    );
    return withPage(
      browser,
      { fragment: single(tracked.replace("interface eth0", "interface = eth0")) },
      async (page) => {
        await page.locator(".problem", { hasText: "equals-assignment" }).locator("button.fix").click();
        await expect.poll(() => textOf(page, "lb1.conf")).toContain("    interface eth0\n");
        await page.getByRole("button", { name: "Fix", exact: true }).click();
        await expect.poll(() => textOf(page, "lb1.conf")).not.toContain("track_interface");
        expect(await textOf(page, "lb1.conf")).toContain("prority");
        await page.getByRole("button", { name: "Fix (unsafe)" }).click();
        await expect.poll(() => textOf(page, "lb1.conf")).not.toContain("prority");
      },
    );
  });

  it("formats as the command does, and says why it does not", () =>
    withPage(
      browser,
      { fragment: single(INSTANCE.replaceAll("    ", "\t").replace("\n", "\n\n\n\n")) },
      async (page) => {
        await page.getByRole("button", { name: "Format" }).click();
        const wanted = format(INSTANCE);
        await expect.poll(() => textOf(page, "lb1.conf")).toBe(wanted.kind === "formatted" ? wanted.text : "");
        await editorOf(page, "lb1.conf").focus();
        await page.keyboard.press("Control+a");
        await page.keyboard.type("}");
        await page.keyboard.press("Shift+Alt+F");
        await page
          .getByRole("status")
          .filter({ hasText: 'lb1.conf is not formatted: "}" does not close a block' })
          .waitFor();
      },
    ));

  it("shares by the address, which opens the same files and release elsewhere", () =>
    withPage(browser, { fragment: single(INSTANCE, "bühne.conf") }, async (page) => {
      await page.getByLabel("Release of keepalived").selectOption("2.0.20");
      await page.getByRole("button", { name: "Share" }).click();
      await page
        .getByRole("status")
        .filter({ hasText: /[Ll]ink/ })
        .waitFor();
      const fragment = new URL(page.url()).hash.slice(1);
      expect(fromFragment(fragment)).toEqual({ files: [{ name: "bühne.conf", text: INSTANCE }], release: "2.0.20" });
      await withPage(browser, { fragment }, async (other) => {
        expect(await textOf(other, "bühne.conf")).toBe(INSTANCE);
        expect(await other.getByLabel("Release of keepalived").inputValue()).toBe("2.0.20");
      });
      await withPage(browser, { fragment: `${fragment.slice(0, 30)}damaged` }, async (other) => {
        await editorOf(other, "lb1.conf").waitFor();
      });
    }));

  it("opens files and saves them byte by byte", () =>
    withPage(browser, {}, async (page) => {
      const text = `${INSTANCE.replaceAll("\n", "\r\n")}# Zürich\n`;
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Open" }).click();
      await (await chooser).setFiles([
        { name: "a.conf", mimeType: "text/plain", buffer: Buffer.from(text) },
        { name: "b.conf", mimeType: "text/plain", buffer: Buffer.from(INSTANCE) },
      ]);
      await page.locator('section[aria-label="b.conf"]').waitFor();
      const download = page.waitForEvent("download");
      await page.keyboard.press("Control+s");
      const saved = await download;
      expect(saved.suggestedFilename()).toBe("a.conf");
      expect(readFileSync((await saved.path()) ?? "", "utf8")).toBe(text);
    }));

  it("completes words from the schema and from the files", () =>
    withPage(browser, { fragment: single(INSTANCE) }, async (page) => {
      await editorOf(page, "lb1.conf").locator(".cm-line", { hasText: "advert_int" }).click();
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("noprem");
      await page.locator(".cm-tooltip-autocomplete li", { hasText: "nopreempt" }).waitFor();
      // CodeMirror takes an Enter within 75 ms of the list's opening for a new line (`interactionDelay`).
      await page.waitForTimeout(200);
      await page.keyboard.press("Enter");
      await expect.poll(() => textOf(page, "lb1.conf")).toContain("advert_int 1\n    nopreempt\n");
    }));

  it("explains a rule, whose text is loaded then", () =>
    withPage(browser, {}, async (page) => {
      await page.locator("button.rule", { hasText: "cluster-vrid-mismatch" }).click();
      const dialog = page.getByRole("dialog", { name: "cluster-vrid-mismatch" });
      await dialog.getByText("Why it matters").waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }));

  it("plays a failure, and the slider goes through its moments by keys", () =>
    withPage(browser, {}, async (page) => {
      await page.getByLabel("Example").selectOption("weak-check");
      await page.getByRole("tab", { name: /Failures/ }).click();
      await page.getByText("the check does not move the addresses").waitFor();
      await page.getByRole("button", { name: "Play: lb1 crashes" }).click();
      const slider = page.getByRole("slider");
      await page.locator(".steps li", { hasText: "then lb1 starts again" }).waitFor();
      await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/lb1|lb2/);
      await slider.focus();
      await page.keyboard.press("Home");
      await expect.poll(() => slider.getAttribute("aria-valuetext")).toContain("0.00 s: all nodes start");
      const held = [];
      for (let step = 0; step < 12; step++) {
        held.push(await page.locator(".holders li").textContent());
        await page.keyboard.press("ArrowRight");
      }
      const order = [...new Set(held.map((one) => /held by (.*)$/.exec(one ?? "")?.[1]))];
      expect(order).toEqual(expect.arrayContaining(["nobody", "lb1", "lb2"]));
    }));

  it("reaches everything by the keyboard", () =>
    withPage(browser, { fragment: single(`${INSTANCE}nonsense 1\n`) }, async (page) => {
      const reached: string[] = [];
      // After the last element the focus leaves the page.
      while (reached.length < 50) {
        await page.keyboard.press("Tab");
        const [name] = await page
          .locator(":focus")
          .evaluateAll((all) =>
            all.map((one) => one.getAttribute("aria-label") ?? one.getAttribute("title") ?? one.textContent ?? ""),
          );
        if (name === undefined) break;
        reached.push(name);
      }
      expect(reached.length).toBeLessThan(50);
      const all = reached.join("\n");
      for (const name of [
        "Format the file",
        "Name of the file",
        "Text of lb1.conf",
        "Problems",
        "lb1.conf:11:1",
        "unknown-keyword",
      ]) {
        expect(all).toContain(name);
      }
    }));

  it("works without a network once it is there", async () => {
    const server = createServer(({ url = "/" }, response) => {
      const name = url === "/" ? "index.html" : url.slice(1).replace(/[?#].*/, "");
      const type = { html: "text/html", js: "text/javascript", css: "text/css" }[name.split(".").at(-1) ?? ""];
      response.setHeader("Content-Type", type ?? "text/plain");
      response.end(readFileSync(join(browser.folder, name)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await withPage(browser, { address, fragment: single(INSTANCE) }, async (page) => {
        await page.context().setOffline(true);
        await editorOf(page, "lb1.conf").click();
        await page.keyboard.press("Control+End");
        await page.keyboard.type("nonsense 1");
        await expectFindings(page, [expect.stringContaining("unknown-keyword")]);
        await page.getByRole("tab", { name: /Picture/ }).click();
        await page.locator(".picture-view .card").waitFor();
      });
    } finally {
      server.close();
    }
  });

  it("stays quick in 20,000 lines", () =>
    withPage(browser, { fragment: single(manyInstances(20_000)) }, async (page) => {
      await page.keyboard.press("F6");
      await editorOf(page, "lb1.conf").locator(".cm-line", { hasText: "virtual_router_id 1" }).first().click();
      await page.keyboard.press("End");
      const took = [];
      for (let round = 0; round < 5; round++) {
        await page.keyboard.type("000");
        const start = performance.now();
        await page.locator(".problem", { hasText: "virtual_router_id 1000 is too large" }).waitFor();
        took.push(performance.now() - start);
        for (let press = 0; press < 3; press++) await page.keyboard.press("Backspace");
        await page
          .locator(".problem", { hasText: "virtual_router_id 1000 is too large" })
          .waitFor({ state: "detached" });
      }
      if (process.env.KALINT_TIMES !== undefined)
        process.stdout.write(`20,000 lines: ${took.map(Math.round).join(", ")} ms\n`);
    }));

  it("keeps the first view small, and the texts of rules out of it", () => {
    const size = (name: string) => gzipSync(readFileSync(join(browser.folder, name))).length;
    const first = ["index.html", "playground.css", "playground.js"].map(size).reduce((a, b) => a + b);
    expect(first).toBeLessThan(180_000);
    expect(first + size("engine.js")).toBeLessThan(380_000);
    expect(readFileSync(join(browser.folder, "engine.js"), "utf8")).not.toContain(
      "Only the first 8 bytes are sent and compared",
    );
    expect(statSync(join(browser.folder, "texts.js")).size).toBeGreaterThan(100_000);
  });
});

function manyInstances(lines: number): string {
  const blocks = [];
  for (let at = 0; blocks.length * 10 < lines; at++) {
    const [high, low] = [at >> 8, at & 255];
    blocks.push(
      INSTANCE.replace("VI_1", `VI_${at}`)
        .replace("eth0", `eth${at}`)
        .replace("51", String((at % 255) + 1))
        .replace("192.0.2.10", `10.1.${high}.${low}`),
    );
  }
  return blocks.join("");
}
