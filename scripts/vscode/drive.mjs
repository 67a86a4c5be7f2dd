import assert from "node:assert/strict";
import { NAME_COLOUR } from "./workspace.mjs";

const [A, B] = ["keepalived-a.conf", "keepalived-b.conf"];
const MISMATCH = /virtual_router_id is 5\d here but 5\d/;

/** Does in VS Code what a user does, and asserts what is seen. `read` reads a file of the workspace. */
export async function drive(page, { read, picture, report }) {
  const editor = new Editor(page, read);
  await page.locator(".monaco-workbench").waitFor();
  await editor.open(A);
  await editor.open(B);
  await page.keyboard.press("Control+Shift+M");
  await editor.problem(MISMATCH);
  report("problems are pulled, and the problems panel shows them");
  await editor.colour("WEB", NAME_COLOUR);
  report("names have the colour of the semantic tokens");
  if (picture !== undefined) await takePicture(editor, page, picture);

  await editor.goTo(4, 23);
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("51");
  await editor.noProblem(MISMATCH);
  report("an edit of one file takes the problem of the other one away");

  await editor.goTo(5, 1);
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("  priority    90");
  await editor.save();
  await editor.onDisk(B, /\n {4}priority 90\n/);
  report("a file is formatted when it is saved");

  await editor.goTo(6, 17);
  await page.keyboard.press("Enter");
  await page.keyboard.type("track_interface {\neth1\neth1\n}");
  await editor.save();
  await editor.onDisk(B, /\n {4}track_interface \{\n {8}eth1\n {4}\}\n/);
  report("safe fixes are applied when it is saved, and the text is formatted after them");

  await editor.goTo(6, 17);
  await page.keyboard.press("Enter");
  await page.keyboard.type("garp_m");
  await page.keyboard.press("Control+Space");
  const suggestion = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "garp_master_delay" });
  await suggestion.first().waitFor();
  report("keywords of the block are completed");
}

/** With the problems panel below the text, and no list of files. */
async function takePicture(editor, page, path) {
  await page.keyboard.press("Control+B");
  await editor.goTo(4, 1);
  await page.waitForTimeout(1500);
  await page.screenshot({ path });
}

class Editor {
  #page;
  #read;

  constructor(page, read) {
    this.#page = page;
    this.#read = read;
  }

  async #quick(keys, text) {
    const input = this.#page.locator(".quick-input-widget input.input");
    await this.#page.keyboard.press(keys);
    await input.waitFor({ state: "visible" });
    await input.fill(text);
    // The list is filled some time after the text; before that Enter does nothing.
    for (let attempt = 0; attempt < 30 && (await input.isVisible()); attempt++) {
      await this.#page.waitForTimeout(1000);
      if (await input.isVisible()) await this.#page.keyboard.press("Enter");
      await this.#page.waitForTimeout(500);
    }
    await input.waitFor({ state: "hidden" });
  }

  /** By the list of files: the search of files needs a program that code-server from npm lacks. */
  async open(name) {
    const file = this.#page.locator(".explorer-folders-view .monaco-list-row", { hasText: name });
    if (!(await file.first().isVisible())) await this.#page.keyboard.press("Control+Shift+E");
    await file.first().dblclick();
    await this.#page.locator(".tab.active", { hasText: name }).waitFor();
    await this.#page.locator(".monaco-editor .view-line", { hasText: "vrrp_instance" }).first().waitFor();
  }

  /** Lines and columns from 1. */
  async goTo(line, column) {
    await this.#page.locator(".editor-instance .view-lines").first().click();
    await this.#quick("Control+G", `:${line}:${column}`);
  }

  save = () => this.#page.keyboard.press("Control+S");

  problem = (text) => this.#rows(text).first().waitFor();

  noProblem = (text) => this.#until(async () => (await this.#rows(text).count()) === 0, `no problem ${text}`);

  #rows(text) {
    return this.#page.locator(".markers-panel .monaco-list-row", { hasText: text });
  }

  async colour(word, hex) {
    const wanted = `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
    const spans = this.#page.locator(".view-line span span", { hasText: new RegExp(`^\\s*${word}\\s*$`) });
    const colours = () => spans.evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
    await this.#until(async () => (await colours()).includes(wanted), `"${word}" in ${hex}`);
  }

  async onDisk(name, pattern) {
    await this.#until(() => pattern.test(this.#read(name)), `${pattern} in ${name}`);
  }

  async #until(isSo, what) {
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      if (await isSo()) return;
      await this.#page.waitForTimeout(250);
    }
    assert.fail(`not seen within a minute: ${what}`);
  }
}
