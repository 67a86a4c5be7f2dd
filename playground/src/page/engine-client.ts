import { type Remote, wrap } from "comlink";
import type { Engine } from "../protocol.js";

/** The engine in a worker of its own. */
export type EngineClient = Remote<Engine>;

let source: Promise<string> | undefined;

/**
 * Starts the engine. A page that was opened as a file may not start a worker from another file, so its source lies in a
 * script as a text, from which the worker is made.
 */
export async function startEngine(): Promise<EngineClient> {
  source ??= loadScript("engine.js").then(() => URL.createObjectURL(new Blob([globalOf("kalintEngine")])));
  return wrap<Engine>(new Worker(await source, { name: "kalint" }));
}

/** Loads a script that lies beside the page; rejects where it cannot be read. */
export function loadScript(file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = file;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`cannot load ${file}`));
    document.head.append(script);
  });
}

/** A text that a script of this page has left behind. */
export const globalOf = (name: string): string => String((globalThis as Readonly<Record<string, unknown>>)[name] ?? "");
