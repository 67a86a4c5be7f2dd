import { examples } from "kalint:examples";
import { Icon, type IconName } from "./icons.js";

export interface ToolbarProps {
  readonly release: string | undefined;
  readonly releases: readonly string[];
  /** What the next press of the button applies, and to how many problems. */
  readonly fixable: { readonly kind: "safe" | "unsafe"; readonly count: number };
  readonly onRelease: (release: string | undefined) => void;
  readonly onExample: (id: string) => void;
  readonly onFormat: () => void;
  readonly onFix: () => void;
  readonly onOpen: () => void;
  readonly onSave: () => void;
  readonly onShare: () => void;
  readonly onTheme: () => void;
  readonly onHelp: () => void;
}

export function Toolbar(props: ToolbarProps) {
  const { fixable } = props;
  return (
    <header class="top">
      <h1>
        kalint <span>playground</span>
      </h1>
      <Choices {...props} />
      <div class="actions" role="toolbar" aria-label="Actions">
        <Action icon="format" text="Format" title="Format the file (Shift-Alt-F)" onClick={props.onFormat} />
        <Action
          icon="fix"
          text="Fix"
          more={fixable.kind === "safe" ? undefined : "(unsafe)"}
          title={`Apply ${fixable.count} ${fixable.kind} fixes (Shift-Alt-A)`}
          onClick={props.onFix}
          isDisabled={fixable.count === 0}
        />
        <Action icon="open" text="Open" title="Open files (Ctrl-O)" onClick={props.onOpen} />
        <Action icon="save" text="Save" title="Save the file (Ctrl-S)" onClick={props.onSave} />
        <Action icon="share" text="Share" title="Copy a link to this" isMain onClick={props.onShare} />
        <Action icon="theme" title="Light or dark" onClick={props.onTheme} />
        <Action icon="help" title="Keys and help" onClick={props.onHelp} />
      </div>
    </header>
  );
}

function Choices({ release, releases, onRelease, onExample }: ToolbarProps) {
  return (
    <div class="choices">
      <label>
        <span class="sr-only">Example</span>
        <select value="" onChange={({ currentTarget }) => onExample(currentTarget.value)}>
          <option value="" disabled>
            Examples
          </option>
          {examples.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="sr-only">Release of keepalived</span>
        <select value={release ?? ""} onChange={({ currentTarget }) => onRelease(currentTarget.value || undefined)}>
          <option value="">newest keepalived</option>
          {releases.map((one) => (
            <option key={one} value={one}>
              keepalived {one}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface ActionProps {
  readonly icon: IconName;
  readonly text?: string;
  /** What the text leaves out where there is no room. */
  readonly more?: string | undefined;
  readonly title: string;
  readonly isMain?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

const Action = ({ icon, text, more, title, isMain, isDisabled, onClick }: ActionProps) => (
  <button
    type="button"
    class={isMain === true ? "main" : undefined}
    title={title}
    aria-label={text === undefined ? title : undefined}
    disabled={isDisabled}
    onClick={onClick}
  >
    <Icon name={icon} />
    {text}
    {more !== undefined && <span class="more">{more}</span>}
  </button>
);
