import type { Tool } from "../tool.js";
import { explain } from "./explain.js";
import { fix } from "./fix.js";
import { format } from "./format.js";
import { lint } from "./lint.js";
import { simulate } from "./simulate.js";
import { upgrade } from "./upgrade.js";

/** All tools, in the order in which they are listed. */
export const tools: readonly Tool[] = [lint, format, fix, explain, simulate, upgrade];
