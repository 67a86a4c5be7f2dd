import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, type PlaygroundBrowser, startPlayground, withPage } from "../support/browser.js";

const path = createRequire(import.meta.url).resolve("axe-core");
const violations = async (page: Page): Promise<unknown> => {
  await page.waitForTimeout(300);
  if ((await page.evaluate("typeof axe")) === "undefined") await page.addScriptTag({ path });
  const ids = "({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')";
  return page.evaluate(`axe.run({ preload: false }).then(({ violations }) => violations.map(${ids}))`);
};

const LOOKS = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

describe.runIf(hasBrowser)("the playground for everybody", () => {
  let browser: PlaygroundBrowser;
  beforeAll(async () => {
    browser = await startPlayground();
  });
  afterAll(() => browser.close());

  it.each(LOOKS)("has no violation that axe-core finds: %j", async (look) => {
    await withPage(browser, { ...look, bypassCSP: true }, async (page) => {
      const found: Record<string, unknown> = {};
      for (const tab of ["Problems", "Picture", "Failures", "Scenario"]) {
        await page.getByRole("tab", { name: tab }).click();
        await page.locator(".problem, .card, .failures, .timeline").first().waitFor();
        found[tab] = await violations(page);
      }
      await page.getByRole("button", { name: "Keys and help" }).click();
      found.help = await violations(page);
      await page.keyboard.press("Escape");
      await page.getByRole("tab", { name: "Problems" }).click();
      await page.locator("button.rule").first().click();
      await page.getByText("Why it matters").waitFor();
      found.rule = await violations(page);
      expect({ look, found }).toEqual({
        look,
        found: Object.fromEntries(Object.keys(found).map((key) => [key, []])),
      });
    });
  });
});
