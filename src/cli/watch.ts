import { type FSWatcher, watch } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "./exit-codes.js";
import { say } from "./terminal.js";

/** An editor writes a file in several steps; what comes within this time is one change. */
const QUIET_MS = 100;

/** Files that matter although no run has read them: new configurations, and settings. */
const MATTERS = /\.conf$|^(?:kalint\.config|\.kalintrc|package)\.json$|^\.editorconfig$/;

/** Runs, and again whenever one of the files that a run has read changes, or one appears beside them. Never ends. */
export async function watchFiles(runOnce: () => Promise<readonly string[]>): Promise<never> {
  const watchers = new Map<string, FSWatcher>();
  let files: ReadonlySet<string> = new Set();
  let isChanged = false;
  let wake: (() => void) | undefined;
  const onChange = (folder: string, name: string | null): void => {
    if (name !== null && !MATTERS.test(name) && !files.has(resolve(folder, name))) return;
    isChanged = true;
    wake?.();
  };
  for (;;) {
    // What changes during a run is seen by the watchers of the one before.
    isChanged = false;
    files = (await attempt(runOnce)) ?? files;
    watchFolders(new Set([...files].map((file) => dirname(file))), watchers, onChange);
    say(`watching ${files.size} file${files.size === 1 ? "" : "s"}`);
    await new Promise<void>((done) => {
      wake = () => setTimeout(done, QUIET_MS);
      if (isChanged) wake();
    });
    wake = undefined;
  }
}

/** Undefined: the settings or names are wrong for now. */
async function attempt(runOnce: () => Promise<readonly string[]>): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set((await runOnce()).map((file) => resolve(file)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(...error.lines);
    return undefined;
  }
}

function watchFolders(
  folders: ReadonlySet<string>,
  watchers: Map<string, FSWatcher>,
  onChange: (folder: string, name: string | null) => void,
): void {
  for (const [folder, watcher] of watchers) {
    if (folders.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      const watcher = watch(folder, (_, name) => onChange(folder, name));
      // A folder that goes away is a change, too.
      watcher.on("error", () => {
        watchers.delete(folder);
        onChange(folder, null);
      });
      watchers.set(folder, watcher);
    } catch {
      say(`cannot watch ${folder}`);
    }
  }
}
