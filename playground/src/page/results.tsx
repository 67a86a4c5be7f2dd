import { useRef } from "preact/hooks";

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** A number beside the title. */
  readonly count?: number | undefined;
  /** How bad what is counted is. */
  readonly kind?: "error" | "warning" | "info" | undefined;
}

export interface ResultsProps {
  readonly tabs: readonly Tab[];
  readonly current: string;
  readonly onTab: (id: string) => void;
  readonly children: preact.ComponentChildren;
}

/** What kalint says, in tabs: arrow keys go from one to the next. */
export function Results({ tabs, current, onTab, children }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onTab(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <section class="results" aria-label="Results">
      <div class="tabs" role="tablist" aria-label="Results" ref={list}>
        {tabs.map(({ id, title, count, kind }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === current}
            aria-controls="results-panel"
            tabIndex={id === current ? 0 : -1}
            onClick={() => onTab(id)}
            onKeyDown={onKeyDown}
          >
            {title}
            {count !== undefined && <span class={`count ${kind ?? ""}`}>{count}</span>}
          </button>
        ))}
      </div>
      {/* It scrolls, so that the keyboard has to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <div class="panel" role="tabpanel" id="results-panel" aria-labelledby={`tab-${current}`} tabIndex={0}>
        {children}
      </div>
    </section>
  );
}
