import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toFragment } from "../../playground/src/share.js";
import { editorOf, hasBrowser, type PlaygroundBrowser, startPlayground, textOf, withPage } from "../support/browser.js";

const INSTANCE = `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

const single = (text: string) => toFragment({ files: [{ name: "lb1.conf", text }], release: undefined });

describe.runIf(hasBrowser)("while the linter is busy or ends", () => {
  let browser: PlaygroundBrowser;
  beforeAll(async () => {
    browser = await startPlayground();
  });
  afterAll(() => browser.close());

  /** Keeps the workers busy for a while, as a large text does. */
  const occupy = (page: Page, milliseconds: number) => {
    for (const worker of page.workers()) {
      void worker.evaluate((time) => {
        const end = Date.now() + time;
        while (Date.now() < end);
      }, milliseconds);
    }
  };

  it.each([
    [
      "Fix",
      "Shift+Alt+A",
      "        track_interface",
      "    interface eth0\n    track_interface {\n        eth0\n    }\n",
    ],
    ["Format", "Shift+Alt+F", "\tinterface", "\tinterface eth0\n"],
  ])("%s loses nothing that is typed meanwhile", (_, key, gone, line) =>
    withPage(browser, { fragment: single(INSTANCE.replace("    interface eth0\n", line)) }, async (page) => {
      const editor = editorOf(page, "lb1.conf");
      await editor.locator(".cm-line").first().click();
      occupy(page, 1500);
      await page.keyboard.press(key);
      await page.keyboard.press("Control+End");
      await page.keyboard.type("# typed", { delay: 50 });
      await page
        .getByRole("status")
        .filter({ hasText: /applied to|is formatted/ })
        .waitFor();
      const text = await textOf(page, "lb1.conf");
      expect(text).toContain("# typed");
      expect(text).not.toContain(gone);
    }),
  );

  it("applies no fix of a problem that is gone, wherever its place is now", () =>
    withPage(browser, { fragment: single(INSTANCE.replace("interface eth0", "interface = eth0")) }, async (page) => {
      await page.locator(".problem", { hasText: "equals-assignment" }).waitFor();
      await editorOf(page, "lb1.conf").locator(".cm-line", { hasText: "interface =" }).click();
      occupy(page, 1500);
      await page.keyboard.press("Home");
      // In one go, so that the linter cannot be faster, however busy the machine is.
      await page.evaluate(`(async () => {
        const button = document.querySelector(".problem button.fix");
        document.execCommand("insertText", false, "# ");
        await Promise.resolve();
        button.click();
      })()`);
      await page.getByRole("status").filter({ hasText: "gone already" }).waitFor();
      expect(await textOf(page, "lb1.conf")).toContain("# interface = eth0\n");
    }));

  it("starts the linter again when it ends, and says so", async () => {
    const page = await browser.open({ fragment: single(INSTANCE) });
    try {
      for (let round = 0; round < 2; round++) {
        await Promise.all(
          page.workers().map((worker) =>
            worker.evaluate(() => {
              setTimeout(() => {
                throw new Error("out of memory");
              });
            }),
          ),
        );
        await editorOf(page, "lb1.conf").click();
        await page.keyboard.press("Control+End");
        await page.keyboard.type(`nonsense${round} 1\n`);
        await page.locator(".problem", { hasText: `nonsense${round}` }).waitFor();
      }
      await page.getByRole("button", { name: "Format" }).click();
      await page.getByRole("status").filter({ hasText: "is formatted" }).waitFor();
    } finally {
      await page.context().close();
    }
  });

  it("says that the linter cannot be loaded, and tries again when asked to", async () => {
    let refused = 0;
    const server = createServer(({ url = "/" }, response) => {
      const name = url === "/" ? "index.html" : url.slice(1);
      if (name === "engine.js" && refused < 8) {
        refused += 1;
        response.statusCode = 503;
        return response.end();
      }
      const type = { html: "text/html", js: "text/javascript", css: "text/css" }[name.split(".").at(-1) ?? ""];
      response.setHeader("Content-Type", type ?? "text/plain");
      return response.end(readFileSync(join(browser.folder, name)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const page = await browser.open({ address, fragment: single(`${INSTANCE}nonsense 1\n`), isUnjudged: true });
    try {
      const again = page.getByRole("button", { name: "Try again" });
      await again.waitFor();
      expect(await page.getByRole("status").textContent()).toBe("The linter does not run: cannot load engine.js");
      refused = 8;
      await again.click();
      await page.locator(".problem", { hasText: "unknown-keyword" }).waitFor();
    } finally {
      await page.context().close();
      server.close();
    }
  });
});
