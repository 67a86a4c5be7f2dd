import { groupBy } from "../text/group-by.js";
import { positionIn, type Reporter } from "./report.js";
import { attributes, escapeXml } from "./xml.js";

/** JUnit's XML: a suite a file, a failure an error or warning, a passed case for a file without any. */
export const junit: Reporter = (report) => {
  const failing = report.diagnostics.filter(({ severity }) => severity !== "info");
  const byFile = groupBy(failing, ({ location }) => location.file);
  const files = [...new Set([...report.files, ...byFile.keys()])];
  const suites = files.map((name) => {
    const cases = (byFile.get(name) ?? []).map(({ rule, severity, message, help, location }) => {
      const { line, column } = positionIn(report, location.file, location.start);
      const place = `${name}:${line}:${column}`;
      const text = `${place} ${message}${help === undefined ? "" : `\nhelp: ${help}`}`;
      const failure = `<failure${attributes({ message, type: severity })}>${escapeXml(text)}</failure>`;
      return `    <testcase${attributes({ name: `${rule} ${line}:${column}`, classname: name })}>${failure}</testcase>\n`;
    });
    const tests = Math.max(1, cases.length);
    const body =
      cases.length === 0 ? `    <testcase${attributes({ name: "kalint", classname: name })}/>\n` : cases.join("");
    return `  <testsuite${attributes({ name, tests, failures: cases.length, errors: 0 })}>\n${body}  </testsuite>\n`;
  });
  const total = files.reduce((sum, name) => sum + Math.max(1, byFile.get(name)?.length ?? 0), 0);
  const head = attributes({ name: "kalint", tests: total, failures: failing.length, errors: 0 });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join("")}</testsuites>\n`;
};
