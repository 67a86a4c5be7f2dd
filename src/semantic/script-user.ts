import type { Setting } from "../syntax/ast.js";
import type { Node } from "./node.js";
import type { ScriptCommand } from "./scripts.js";

/** Who runs a script. `default`: nobody says; keepalived_script where that account exists, else whoever started keepalived. */
export interface ScriptUser {
  readonly origin: "own" | "script_user" | "default";
  /** Undefined where nobody says, or the name is not known. */
  readonly name: string | undefined;
}

/** The user after the command or beside it, else the global one (notify.c:notify_script_init, vrrp_vscript_user_handler). */
export function scriptUser(node: Node, script: ScriptCommand): ScriptUser {
  const isOpen = script.words.length === 0 && script.written.length > 1;
  if (script.takesUser && (isOpen || script.user !== undefined)) return { origin: "own", name: script.user };
  const beside = script.takesUser ? undefined : (script.parent as { readonly user?: Setting<string> }).user;
  if (beside !== undefined) return { origin: "own", name: beside.value };
  const global = node.ast.globalDefs?.scriptUser;
  return global === undefined ? { origin: "default", name: undefined } : { origin: "script_user", name: global.value };
}
