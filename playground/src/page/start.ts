import { examples } from "kalint:examples";
import type { Project } from "../protocol.js";
import { fromFragment, toFragment } from "../share.js";
import type { Workspace } from "./workspace.js";

const KEY = "kalint-files";
const PAUSE = 1000;

/** What a link holds, else what this tab showed before it was loaded again, else the first example. */
export function firstProject(): Project {
  return fromFragment(location.hash.slice(1)) ?? kept() ?? { files: examples[0]?.files ?? [], release: undefined };
}

function kept(): Project | undefined {
  try {
    return fromFragment(sessionStorage.getItem(KEY) ?? "");
  } catch {
    // The browser keeps nothing.
    return undefined;
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Keeps the files for this tab, so that loading the page again loses nothing; they go with the tab. */
export function keepProject(workspace: Workspace): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    try {
      sessionStorage.setItem(KEY, toFragment(workspace.project));
    } catch {
      // Too large, or not allowed.
    }
  }, PAUSE);
}
