import { ruleUrl } from "../diagnostics/rule-url.js";
import { jsonText } from "../text/printable.js";
import type { Location } from "../text/span.js";
import { positionIn, type Report, type Reporter } from "./report.js";

/** The stable shape: lines and columns from 1, offsets in UTF-16 units from 0, `end` exclusive. */
export const json: Reporter = (report) => {
  const at = (location: Location) => span(report, location);
  const diagnostics = report.diagnostics.map((one) => {
    const { rule, severity, message, help, location, related, nodes, fix, causedBy } = one;
    return {
      rule,
      severity,
      message,
      ...(help === undefined ? {} : { help }),
      ...at(location),
      related: related.map((one) => ({ ...at(one), message: one.message })),
      nodes,
      ...(fix === undefined
        ? {}
        : {
            fix: {
              title: fix.title,
              safety: fix.safety,
              edits: fix.edits.map((edit) => ({ ...at(edit), text: edit.text })),
            },
          }),
      ...(causedBy === undefined ? {} : { causedBy: { rule: causedBy.rule, ...at(causedBy) } }),
      url: ruleUrl(rule),
    };
  });
  const summary = { ...report.summary, leftOut: report.leftOut ?? 0 };
  const shape = { version: 1, files: report.files, diagnostics, summary };
  return jsonText(shape);
};

function span(report: Report, { file, start, end }: Location) {
  return {
    file,
    start: { ...positionIn(report, file, start), offset: start },
    end: { ...positionIn(report, file, end), offset: end },
  };
}
