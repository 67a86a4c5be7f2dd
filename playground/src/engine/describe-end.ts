import { listed } from "../../../src/forecast/describe.js";
import type { FailedNodes } from "../../../src/forecast/forecast.js";

/** How a failure ends, as a clause: `chk_haproxy passes again on lb1`. */
export function describeEnd({ failure: { kind, name = "" }, nodes }: FailedNodes): string {
  const on = listed(nodes);
  switch (kind) {
    case "stop":
    case "crash":
    case "kill":
      return `${on} starts again`;
    case "freeze":
      return `${on} runs on`;
    case "isolate":
      return `${on} is connected again`;
    case "down":
      return `${name} of ${on} comes up`;
    case "cut":
      return `${name} of ${on} is connected again`;
    case "fail":
      return `${name} passes again on ${on}`;
    case "file":
      return `${name} is reset on ${on}`;
    case "process":
      return `${name} runs again on ${on}`;
    case "bfd":
      return `BFD ${name} is up again on ${on}`;
  }
}
