import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../protocol.js";
import { worstOf } from "./findings.js";
import { Icon } from "./icons.js";
import type { OpenFile, Workspace } from "./workspace.js";

export interface PanesProps {
  readonly workspace: Workspace;
  readonly findings: readonly Finding[];
}

/** The files: beside each other where there is room, else one of them below a row of names. */
export function Panes({ workspace, findings }: PanesProps) {
  const { files, active } = workspace;
  const worst = (name: string) => worstOf(findings.filter(({ file }) => file === name)) ?? "none";
  return (
    <div class="panes" data-count={Math.min(files.length, 3)}>
      <nav class="files" aria-label="Files">
        {files.map((file) => (
          <button
            key={file.id}
            type="button"
            aria-current={file === active ? "true" : undefined}
            onClick={() => workspace.activate(file.id)}
          >
            <i class={`dot ${worst(file.name)}`} />
            {file.name}
          </button>
        ))}
        {active !== undefined && <CloseButton file={active} workspace={workspace} />}
        <AddButton workspace={workspace} />
      </nav>
      {files.map((file) => (
        <Pane key={file.id} file={file} isActive={file === active} worst={worst(file.name)} workspace={workspace} />
      ))}
    </div>
  );
}

const AddButton = ({ workspace }: { readonly workspace: Workspace }) => (
  <button
    type="button"
    class="quiet"
    aria-label="Add a file"
    title="Add a file"
    onClick={() => workspace.add({ name: `node${workspace.files.length + 1}.conf`, text: "" })}
  >
    <Icon name="add" />
  </button>
);

const CloseButton = ({ file, workspace }: { readonly file: OpenFile; readonly workspace: Workspace }) =>
  workspace.files.length === 1 ? null : (
    <button type="button" class="quiet" aria-label={`Close ${file.name}`} onClick={() => workspace.remove(file.id)}>
      <Icon name="close" />
    </button>
  );

interface PaneProps {
  readonly file: OpenFile;
  readonly isActive: boolean;
  readonly worst: string;
  readonly workspace: Workspace;
}

function Pane({ file, isActive, worst, workspace }: PaneProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.append(file.view.dom), [file.view]);
  return (
    <section class="pane" aria-label={file.name} data-active={isActive}>
      <div class="pane-head">
        <i class={`dot ${worst}`} />
        <Name file={file} workspace={workspace} />
        <CloseButton file={file} workspace={workspace} />
        {file === workspace.files.at(-1) && <AddButton workspace={workspace} />}
      </div>
      <div class="editor" ref={place} />
    </section>
  );
}

/** The name of a file, which may be changed. */
function Name({ file, workspace }: { readonly file: OpenFile; readonly workspace: Workspace }) {
  const [name, setName] = useState(file.name);
  useEffect(() => setName(file.name), [file.name]);
  return (
    <input
      class="name"
      value={name}
      aria-label="Name of the file"
      spellcheck={false}
      onInput={({ currentTarget }) => setName(currentTarget.value)}
      onChange={() => workspace.rename(file.id, name)}
    />
  );
}
