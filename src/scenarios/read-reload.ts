import { didYouMean } from "../text/suggest.js";
import type { Complain, Reload } from "./make-steps.js";
import type { NodeReader, NodeRequest, ReadNode } from "./read-scenarios.js";

/** A node of a scenario, and what it was read from. */
export interface KnownNode {
  readonly request: NodeRequest;
  readonly read: ReadNode;
}

/** Reads what a `reload` makes of a node; one after the other, each from the text before it. */
export function reloader(nodes: readonly KnownNode[], readNode: NodeReader, complain: Complain): Reload {
  const texts = nodes.map(({ read }) => read.text);
  return (node, value, where) => {
    const request = nodes[node]?.request;
    if (
      request === undefined ||
      hasMistake(value, texts[node] ?? "", request.name, (message) => complain(where, message))
    )
      return undefined;
    const outcome = readNode(reloadRequest(request, value, texts[node] ?? ""));
    if (typeof outcome === "string") {
      complain(where, outcome);
      return undefined;
    }
    texts[node] = outcome.text;
    return outcome.model;
  };
}

const KEYS = ["node", "file", "config", "replace"];

/** Complains about what a `reload` cannot mean; gives whether there was anything. */
function hasMistake(value: unknown, text: string, name: string, complain: (message: string) => void): boolean {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  const unknown = keys.filter((key) => !KEYS.includes(key));
  for (const key of unknown) complain(`unknown key "${key}" in reload${didYouMean(key, KEYS)}`);
  const ways = keys.filter((key) => key !== "node" && KEYS.includes(key));
  if (ways.length > 1) complain(`a reload has one of file, config and replace, but this one has ${ways.join(" and ")}`);
  const { replace } = value as { readonly replace?: unknown };
  if (replace === undefined) return unknown.length > 0 || ways.length > 1;
  if (typeof replace !== "object" || replace === null || Array.isArray(replace)) {
    complain("expected a mapping such as { priority 150: priority 90 } after replace");
    return true;
  }
  const lines = text.split("\n").map((line) => line.trim());
  const lost = Object.keys(replace).filter((from) => !text.includes(from));
  for (const from of lost)
    complain(`"${from}" does not occur in the configuration of ${name}${didYouMean(from, lines)}`);
  return unknown.length > 0 || ways.length > 1 || lost.length > 0;
}

/** The node with another file, another text, or its own text with replacements. */
function reloadRequest(request: NodeRequest, value: unknown, text: string): NodeRequest {
  if (typeof value !== "object" || value === null)
    return { ...request, config: request.config === undefined ? undefined : text };
  const { file, config, replace } = value as {
    file?: string;
    config?: string;
    replace?: Readonly<Record<string, unknown>>;
  };
  if (config !== undefined) return { ...request, config: String(config) };
  if (file !== undefined) return { ...request, config: undefined, file: String(file) };
  const replaced = Object.entries(replace ?? {}).reduce((all, [from, to]) => all.replaceAll(from, String(to)), text);
  return { ...request, config: replaced };
}
