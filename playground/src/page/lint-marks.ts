import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import type { Finding } from "../protocol.js";

export interface MarkActions {
  readonly fix: (finding: Finding) => void;
  readonly explain: (rule: string) => void;
}

/** Shows the findings of a file in its editor. */
export function showMarks(view: EditorView, findings: readonly Finding[], actions: MarkActions): void {
  const { length } = view.state.doc;
  const marks = findings
    .filter(({ from }) => from <= length)
    .map((finding): Diagnostic => {
      const { from, to, severity, message, help, rule, fix } = finding;
      return {
        from,
        to: Math.min(Math.max(to, from), length),
        severity,
        message,
        source: rule,
        renderMessage: () => messageOf(message, help),
        actions: [
          ...(fix === undefined
            ? []
            : [{ name: fix.isSafe ? fix.title : `${fix.title} (unsafe)`, apply: () => actions.fix(finding) }]),
          { name: "Explain", apply: () => actions.explain(rule) },
        ],
      };
    });
  view.dispatch(setDiagnostics(view.state, marks));
}

function messageOf(message: string, help: string | undefined): Node {
  const parts = document.createElement("span");
  parts.append(message);
  if (help !== undefined) {
    const more = document.createElement("span");
    more.className = "help";
    more.textContent = help;
    parts.append(more);
  }
  return parts;
}
