import type { Severity } from "../diagnostics/diagnostic.js";
import { fingerprints, slashed } from "../diagnostics/fingerprint.js";
import { positionIn, type Reporter } from "./report.js";

const SEVERITIES: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", info: "info" };

/** GitLab's code quality report: an array of issues with fingerprints. */
export const gitlab: Reporter = (report) => {
  const names = fingerprints(report.diagnostics, report.sources);
  const issues = report.diagnostics.map(({ rule, severity, message, location }, index) => ({
    description: message,
    check_name: rule,
    fingerprint: names[index],
    severity: SEVERITIES[severity],
    location: {
      path: slashed(location.file).replace(/^(?:\.\/)+/, ""),
      lines: {
        begin: positionIn(report, location.file, location.start).line,
        end: positionIn(report, location.file, location.end).line,
      },
    },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
};
