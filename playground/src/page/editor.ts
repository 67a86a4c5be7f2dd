import type { CompletionSource } from "@codemirror/autocomplete";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { type ChangeSpec, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { keepalived } from "./language.js";

export interface EditorOptions {
  readonly text: string;
  /** For screen readers. */
  readonly label: () => string;
  readonly complete: CompletionSource;
  readonly onUpdate: (update: ViewUpdate) => void;
  readonly keys: Extension;
}

/** An editor for one configuration. It keeps line ends as they are, so that its offsets are those of the text. */
export function makeEditor(options: EditorOptions): EditorView {
  return new EditorView({ state: makeState(options) });
}

/** Changes a text for the person who edits it: a step of its own to undo, however soon it comes after what was typed. */
export function rewrite(view: EditorView, changes: ChangeSpec, scrollIntoView = false): void {
  view.dispatch({ changes, scrollIntoView, annotations: isolateHistory.of("full") });
}

function makeState({ text, label, complete, onUpdate, keys }: EditorOptions): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      EditorState.lineSeparator.of("\n"),
      EditorView.contentAttributes.of(() => ({
        "aria-label": label(),
        // It can be reached without it, but axe-core does not know that of an editable element.
        tabindex: "0",
        spellcheck: "false",
        autocapitalize: "off",
      })),
      keys,
      lineNumbers(),
      foldGutter(),
      lintGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      dropCursor(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [complete], icons: false }),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      keepalived(),
      syntaxHighlighting(classHighlighter),
      keymap.of([
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...completionKeymap,
        ...lintKeymap,
      ]),
      EditorView.updateListener.of(onUpdate),
    ],
  });
}
