import type { Diagnostic, Severity } from "../diagnostics/diagnostic.js";
import { repositoryPath } from "./fingerprint.js";
import { foldCauses, followingText } from "./fold.js";
import { positionIn, type Reporter } from "./report.js";
import { workflowCommand } from "./workflow-command.js";

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const satisfies Record<Severity, string>;

/** Workflow commands that GitHub shows as annotations on the changed lines. */
export const github: Reporter = (report) => {
  const { shown, followers } =
    report.fold === true
      ? foldCauses(report.diagnostics)
      : { shown: report.diagnostics, followers: new Map<Diagnostic, number>() };
  return shown
    .map((one) => {
      const { rule, severity, message, help, location } = one;
      const following = followers.get(one) ?? 0;
      const more = following === 0 ? "" : `\n${followingText(following)}`;
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
        `${message}${help === undefined ? "" : `\nhelp: ${help}`}${more}`,
      );
    })
    .join("");
};
