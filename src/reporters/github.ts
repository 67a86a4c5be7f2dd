import type { Severity } from "../diagnostics/diagnostic.js";
import { visible } from "../text/printable.js";
import { repositoryPath } from "./fingerprint.js";
import { positionIn, type Reporter } from "./report.js";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Workflow commands that GitHub shows as annotations on the changed lines. */
export const github: Reporter = (report) =>
  report.diagnostics
    .map(({ rule, severity, message, help, location }) => {
      const start = positionIn(report, location.file, location.start);
      const end = positionIn(report, location.file, location.end);
      const properties = [
        `file=${property(repositoryPath(location.file))}`,
        `line=${start.line}`,
        `col=${start.column}`,
        `endLine=${end.line}`,
        `endColumn=${end.column}`,
        `title=${property(`kalint(${rule})`)}`,
      ];
      return `::${COMMANDS[severity]} ${properties.join(",")}::${data(help === undefined ? message : `${message}\nhelp: ${help}`)}\n`;
    })
    .join("");

/** Behind the name of a command nothing can be another one, so that names stay as they are. */
const data = (text: string): string => visible(text).replace(/%/g, "%25").replace(/\n/g, "%0A");

const property = (text: string): string => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
