import { printableLine } from "../text/printable.js";
import { positionIn, type Reporter } from "./report.js";

/** `file:line:column: severity: message [rule]`, one a line, as compilers write it and editors read it. */
export const compact: Reporter = (report) =>
  report.diagnostics
    .map(({ rule, severity, message, location }) => {
      const { line, column } = positionIn(report, location.file, location.start);
      return `${printableLine(location.file)}:${line}:${column}: ${severity}: ${printableLine(message)} [${rule}]\n`;
    })
    .join("");
