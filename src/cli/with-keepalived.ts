import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { mergeReal, type RealRun } from "../lint/merge-real.js";
import type { RunResult } from "../lint/run.js";
import type { Node } from "../semantic/node.js";
import { askRealKeepalived } from "../workspace/real-keepalived.js";
import { UsageError } from "./exit-codes.js";
import { say } from "./terminal.js";

/** Runs the real program on the file of each node that was given, and adds what it says. */
export function withRealKeepalived(
  result: RunResult,
  program: string,
  given: readonly string[],
  stdinName: string,
): RunResult {
  if (program === "") throw new UsageError("use --with-keepalived=PATH");
  const nodes = result.nodes.filter(({ path }) => given.includes(path));
  const [streams, files] = [
    nodes.filter(({ path }) => path === stdinName),
    nodes.filter(({ path }) => path !== stdinName),
  ];
  if (streams.length > 0) say("keepalived is not run on standard input: it only reads files");
  return {
    ...result,
    diagnostics: mergeReal(
      result,
      files.map((node) => runOn(node, program)),
    ),
  };
}

function runOn(node: Node, program: string): RealRun {
  const answer = askRealKeepalived(program, node.path, node.configId);
  switch (answer.kind) {
    case "ended":
      return { node, lines: answer.lines, exit: answer.exit, failure: silent(answer) };
    case "killed":
      return { node, lines: answer.lines, exit: undefined, failure: killed(answer.signal) };
    case "timeout": {
      const message = `keepalived -t did not finish within ${answer.seconds} seconds`;
      return { node, lines: answer.lines, exit: undefined, failure: { message, severity: "error" } };
    }
    case "flood": {
      const message = "keepalived -t was stopped: it did not stop writing messages";
      return { node, lines: answer.lines, exit: undefined, failure: { message, severity: "error" } };
    }
    case "unavailable":
      throw new UsageError(`cannot run ${program}: ${answer.reason}`);
  }
}

/** It fails and does not say why: something is wrong, if only with the program. */
function silent({ exit, lines }: { readonly exit: number; readonly lines: readonly string[] }): RealRun["failure"] {
  if (exit === 0 || lines.length > 0) return undefined;
  return { message: `keepalived -t exited with status ${exit} without a message`, severity: "error" };
}

/** Release 2.2.7 ends itself by SIGTERM where scripts run as another user; that says nothing about the file. */
function killed(signal: string): Pick<Diagnostic, "message" | "severity"> {
  const isOwnEnd = signal === "SIGTERM";
  return { message: `keepalived -t was killed by ${signal}`, severity: isOwnEnd ? "info" : "error" };
}
