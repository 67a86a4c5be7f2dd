import type { Task } from "../lint/judge.js";
import type { SettingsTexts } from "../settings/choices.js";
import type { RecordedVerdict } from "../workspace/recording.js";
import type { RunRequest } from "./run-options.js";
import { workerFile, workerText } from "./worker-file.js";

/** How many threads share the work: as many as there are cores where that pays, this number, or none. */
export type Concurrency = "auto" | "off" | number;

/** All that a thread is given at its start. */
export interface ThreadRequest {
  readonly request: RunRequest;
  readonly texts: SettingsTexts;
}

/** Threads that judge tasks until they are asked to end. */
export interface Threads {
  judge(task: Task): Promise<RecordedVerdict>;
  end(): Promise<void>;
}

/** Starts threads that run `file`. The signal that ends the process ends them, too. */
export async function startThreads(count: number, told: ThreadRequest, file?: string): Promise<Threads> {
  const { pool, TerminateError } = await import("workerpool");
  const isText = file === undefined && workerText !== undefined;
  const threads = pool(isText ? workerText : (file ?? workerFile), {
    workerType: "thread",
    maxWorkers: count,
    workerThreadOpts: { workerData: told, ...(isText && { eval: true }) },
  });
  return {
    async judge(task) {
      try {
        return await threads.exec("judge", [task]);
      } catch (error) {
        if (!(error instanceof TerminateError)) throw error;
        const reason = error.message.split("\n")[0]?.replace(/^Workerpool Worker (?:error: )?/, "");
        throw new Error(`a thread ended before its work was done (try --concurrency off): ${reason}`);
      }
    },
    async end() {
      await threads.terminate(true);
    },
  };
}
