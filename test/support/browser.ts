import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { root } from "./repository.js";

/** Debian's. */
const CHROMIUM = "/usr/bin/chromium";

export const hasBrowser = existsSync(CHROMIUM);

/** Longest wait for anything in the page. */
const PATIENCE = 60_000;

export interface PlaygroundBrowser {
  readonly folder: string;
  /** Opens the page in a window of its own; `fragment` without `#`. */
  open(options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  readonly fragment?: string;
  /** Where the page is; without it the file is opened. */
  readonly address?: string;
  /** Does not wait until the texts are judged. */
  readonly isUnjudged?: boolean;
}

type BuildPlayground = (folder: string) => Promise<void>;

const errorsOf = new WeakMap<Page, readonly string[]>();

/** Builds the playground into a folder of its own and starts a browser. */
export async function startPlayground(): Promise<PlaygroundBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "kalint-playground-"));
  const { buildPlayground } = (await import(`${root}scripts/playground/bundle.mjs`)) as {
    readonly buildPlayground: BuildPlayground;
  };
  await buildPlayground(folder);
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox"],
    timeout: PATIENCE,
  });
  return {
    folder,
    async open({ fragment = "", address = `file://${folder}/index.html`, isUnjudged = false, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      errorsOf.set(page, errors);
      await page.goto(fragment === "" ? address : `${address}#${fragment}`);
      if (!isUnjudged) await judged(page);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Opens the page for a test, and closes it whatever happens. It may report no error. */
export async function withPage(
  browser: PlaygroundBrowser,
  options: OpenOptions,
  test: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.open(options);
  try {
    await test(page);
    expect(errorsOf.get(page)).toEqual([]);
  } finally {
    await page.context().close();
  }
}

/** Waits until the texts were judged for the first time. */
export const judged = (page: Page): Promise<void> => page.locator(".took", { hasText: "judged" }).waitFor();

/** The editor of a file. */
export const editorOf = (page: Page, file: string) =>
  page
    .locator("section.pane", { has: page.locator(`input.name`) })
    .and(page.locator(`[aria-label="${file}"]`))
    .locator(".cm-content");

/** The text of a file that fits on the screen. */
export const textOf = async (page: Page, file: string): Promise<string> =>
  (await editorOf(page, file).locator(".cm-line").allTextContents()).join("\n");

/** Messages of the findings that are shown, as `rule: message`. */
export const shownFindings = (page: Page): Promise<readonly string[]> =>
  page
    .locator(".problem")
    .evaluateAll((all) =>
      all.map((one) => `${one.querySelector(".rule")?.textContent}: ${one.querySelector(".message")?.textContent}`),
    );
