import { pool } from "workerpool";
import { type Call, type CallOutcome, MCP_THREAD } from "./thread.js";

/** What a thread runs: a file, or the text of a program that has its parts inside. */
export interface ThreadSource {
  readonly file: string;
  readonly text: string | undefined;
}

export interface CallThreads {
  /** Runs a call; the signal and the time limit end it, whatever it is doing. */
  answer(call: Call, signal: AbortSignal): Promise<CallOutcome>;
}

/** Calls that run at the same time; others wait. */
const MOST_THREADS = 2;
/** Calls that wait; who sends more than that does not read the answers. */
const MOST_WAITING = 50;
/** In MiB: what a call may keep in memory. */
const MOST_MEMORY = 1024;

/** Threads that run the tools, so that a long or endless call can be ended and the server goes on. */
export function startThreads({ file, text }: ThreadSource, seconds: number): CallThreads {
  const threads = pool(text ?? file, {
    workerType: "thread",
    maxWorkers: MOST_THREADS,
    maxQueueSize: MOST_WAITING,
    workerThreadOpts: {
      workerData: MCP_THREAD,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
      // What tools print would be taken for the protocol.
      stdout: true,
      stderr: true,
      ...(text === undefined ? {} : { eval: true }),
    },
  });
  return {
    async answer(call, signal) {
      const running = threads.exec("answer", [call]).timeout(seconds * 1000);
      // Gives nothing back: a listener whose promise is rejected would end the process.
      const cancel = (): void => {
        running.cancel();
      };
      signal.addEventListener("abort", cancel);
      try {
        return await running;
      } catch (error) {
        return { kind: "refused", reason: reasonOf(error, call, seconds) };
      } finally {
        signal.removeEventListener("abort", cancel);
      }
    },
  };
}

function reasonOf(error: unknown, { tool }: Call, seconds: number): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "TimeoutError") return `${tool} took longer than ${seconds} s and was ended; give fewer files`;
  if (name === "CancellationError") return `${tool} was cancelled`;
  if (name === "TerminateError" || /ERR_WORKER_OUT_OF_MEMORY|memory limit/.test(message)) {
    return `${tool} needed more than ${MOST_MEMORY} MiB of memory, or its thread ended; give fewer files`;
  }
  if (/^Max queue size/.test(message)) return "too many calls at the same time; wait for answers";
  return `internal error in ${tool}: ${message}; please report it at https://github.com/kalint/kalint/issues`;
}
