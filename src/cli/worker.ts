import { isMainThread, workerData } from "node:worker_threads";
import { worker } from "workerpool";
import type { Task } from "../lint/judge.js";
import { judgeRecorded } from "../workspace/recording.js";
import { toRunOptions } from "./run-options.js";
import { settingsFrom } from "./settings.js";
import type { ThreadRequest } from "./threads.js";

// The bundle of this file is also where the language server finds the modules that it shares with threads.
if (!isMainThread && workerData?.request !== undefined) {
  const { request, texts }: ThreadRequest = workerData;
  const options = settingsFrom(texts).then((settings) => toRunOptions(request, settings));
  worker({ judge: async (task: Task) => judgeRecorded(task, await options) });
}
