import type { Severity } from "../diagnostics/diagnostic.js";
import { repositoryPath } from "./fingerprint.js";
import { positionIn, type Reporter } from "./report.js";
import { workflowCommand } from "./workflow-command.js";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;

/** Workflow commands that GitHub shows as annotations on the changed lines. */
export const github: Reporter = (report) =>
  report.diagnostics
    .map(({ rule, severity, message, help, location }) => {
      const start = positionIn(report, location.file, location.start);
      const end = positionIn(report, location.file, location.end);
      return workflowCommand(
        COMMANDS[severity],
        {
          file: repositoryPath(location.file),
          line: start.line,
          col: start.column,
          endLine: end.line,
          endColumn: end.column,
          title: `kalint(${rule})`,
        },
        help === undefined ? message : `${message}\nhelp: ${help}`,
      );
    })
    .join("");
