import { groupBy } from "../text/group-by.js";
import { positionIn, type Reporter, withHelp } from "./report.js";
import { attributes } from "./xml.js";

/** Checkstyle's XML, which many CI programs read: every file, with its findings. */
export const checkstyle: Reporter = (report) => {
  const byFile = groupBy(report.diagnostics, ({ location }) => location.file);
  const names = [...new Set([...report.files, ...byFile.keys()])];
  const files = names.map((name) => {
    const errors = (byFile.get(name) ?? []).map((diagnostic) => {
      const { rule, severity, location } = diagnostic;
      const { line, column } = positionIn(report, location.file, location.start);
      return `    <error${attributes({ line, column, severity, message: withHelp(diagnostic), source: `kalint.${rule}` })}/>\n`;
    });
    return `  <file${attributes({ name })}>\n${errors.join("")}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join("")}</checkstyle>\n`;
};
