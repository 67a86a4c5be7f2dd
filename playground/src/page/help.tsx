import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["F8, Shift-F8", "next and previous problem"],
  ["Alt-Enter", "apply the fix of the problem at the cursor"],
  ["Shift-Alt-A", "apply all safe fixes; where none is left, the others"],
  ["Shift-Alt-F", "format the file"],
  ["Ctrl-Space", "complete the word"],
  ["Ctrl-O, Ctrl-S", "open files, save the file"],
  ["Ctrl-F", "find and replace"],
  ["Ctrl-/", "comment lines in and out"],
  ["Ctrl-M, then Tab", "let Tab indent instead of leaving the editor, and back"],
];

export function Help({ onClose, version }: { readonly onClose: () => void; readonly version: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="explain" aria-labelledby="help-title" onClose={onClose}>
      <header>
        <h2 id="help-title">About this page</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      {/* It scrolls on a phone, so that the keyboard has to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="body" aria-label="Help" tabIndex={0}>
        <p>
          kalint {version} reads keepalived.conf as keepalived does, without keepalived. All of it runs in this page: no
          file and no text leaves the browser. A link that you share holds the files in its last part, which browsers do
          not send to any server; passwords in the files are in it too.
        </p>
        <p>Files that form one cluster are compared with each other. Give each node a file of its own.</p>
        <table class="keys">
          <caption class="sr-only">Keys</caption>
          <tbody>
            {KEYS.map(([keys, what]) => (
              <tr key={keys}>
                <th scope="row">
                  {keys.split(", ").map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </dialog>
  );
}
