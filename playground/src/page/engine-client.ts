import { type Remote, wrap } from "comlink";
import type { Engine } from "../protocol.js";

/** The worker has ended, or could not be started. Another call starts another one. */
export class EngineGone extends Error {}

interface Running {
  readonly remote: Remote<Engine>;
  /** Rejects when the worker ends. */
  readonly gone: Promise<never>;
  readonly end: (reason: string) => void;
}

/** Longer than anything takes; a worker that was closed by the browser says nothing. */
const PATIENCE = 60_000;

/** The engine in a worker of its own, which is started when it is first asked, and again when it has ended. */
export class EngineClient {
  #running: Promise<Running> | undefined;

  /** What a function of the engine gives; rejects with `EngineGone` where there is no worker to answer. */
  async call<Name extends keyof Engine>(
    name: Name,
    ...args: Parameters<Engine[Name]>
  ): Promise<ReturnType<Engine[Name]>> {
    this.#running ??= start();
    const running = this.#running;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const { remote, gone, end } = await running;
      timer = setTimeout(() => end(`no answer within ${PATIENCE / 1000} s`), PATIENCE);
      const ask = remote[name] as unknown as (...all: unknown[]) => Promise<ReturnType<Engine[Name]>>;
      return await Promise.race([ask(...args), gone]);
    } catch (error) {
      if (error instanceof EngineGone && this.#running === running) this.#running = undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

let source: Promise<string> | undefined;

/**
 * A page that was opened as a file may not start a worker from another file, so its source lies in a script as a text, from
 * which the worker is made.
 */
async function start(): Promise<Running> {
  source ??= loadScript("engine.js").then(() => URL.createObjectURL(new Blob([globalOf("kalintEngine")])));
  try {
    return watched(new Worker(await source, { name: "kalint" }));
  } catch (error) {
    source = undefined;
    throw new EngineGone(error instanceof Error ? error.message : String(error));
  }
}

function watched(worker: Worker): Running {
  let end: Running["end"] = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    end = (reason) => {
      worker.terminate();
      reject(new EngineGone(reason));
    };
  });
  // Whoever waits for an answer is told; nobody may.
  gone.catch(() => undefined);
  worker.onerror = (event) => {
    event.preventDefault();
    end(event.message || "its worker has ended");
  };
  worker.onmessageerror = () => end("an answer cannot be read");
  return { remote: wrap<Engine>(worker), gone, end };
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
