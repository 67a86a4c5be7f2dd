import type { Issue } from "codeclimate-types";
import type { Severity } from "../diagnostics/diagnostic.js";
import { jsonText, printableLine, wellFormed } from "../text/printable.js";
import { fingerprints, repositoryPath } from "./fingerprint.js";
import { positionIn, type Reporter, withHelp } from "./report.js";

/** What GitLab reads of an issue of Code Climate. */
type GitlabIssue = Required<Pick<Issue, "description" | "check_name" | "fingerprint" | "severity" | "location">>;

const SEVERITIES: Readonly<Record<Severity, GitlabIssue["severity"]>> = {
  error: "critical",
  warning: "major",
  info: "info",
};

/** GitLab's code quality report: an array of issues with fingerprints. */
export const gitlab: Reporter = (report) => {
  const names = fingerprints(report.diagnostics, report.sources);
  const issues = report.diagnostics.map((diagnostic, index): GitlabIssue => {
    const { rule, severity, location } = diagnostic;
    return {
      description: printableLine(withHelp(diagnostic)),
      check_name: rule,
      fingerprint: names[index] ?? "",
      severity: SEVERITIES[severity],
      location: {
        path: repositoryPath(wellFormed(location.file)),
        lines: {
          begin: positionIn(report, location.file, location.start).line,
          end: positionIn(report, location.file, location.end).line,
        },
      },
    };
  });
  return jsonText(issues);
};
