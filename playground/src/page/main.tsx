import { render } from "preact";
import { version } from "../../../package.json";
import { fromFragment } from "../share.js";
import { App } from "./app.js";
import { Page } from "./page.js";
import { restoreTheme } from "./theme.js";

/** Those that distributions carry, and the last one of each series. */
const RELEASES = ["2.4.3", "2.3.4", "2.2.8", "2.2.7", "2.2.4", "2.1.5", "2.0.20", "1.4.5", "1.3.9", "1.2.24"];

restoreTheme();
const root = document.querySelector("#app");
if (root !== null) {
  const page = new Page();
  render(<App page={page} releases={RELEASES} version={version} />, root);
  listen(page);
}

function listen(page: Page): void {
  addEventListener("hashchange", () => {
    const project = fromFragment(location.hash.slice(1));
    if (project !== undefined) page.workspace.open(project);
  });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const action = { o: () => page.openFiles(), s: () => page.save() }[event.key];
    if (action === undefined) return;
    event.preventDefault();
    void action();
  });
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void page.dropFiles(files);
  });
}
