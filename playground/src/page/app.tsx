import { useEffect, useReducer } from "preact/hooks";
import { FailuresView, PictureView } from "./cluster-views.js";
import { Explain } from "./explain.js";
import { countText, worstOf } from "./findings.js";
import { Help } from "./help.js";
import type { Page, TabId } from "./page.js";
import { Panes } from "./panes.js";
import { Problems } from "./problems.js";
import { Results } from "./results.js";
import { ScenarioView } from "./scenario.js";
import { switchTheme } from "./theme.js";
import { Toolbar } from "./toolbar.js";

export interface AppProps {
  readonly page: Page;
  readonly releases: readonly string[];
  readonly version: string;
}

export function App({ page, releases, version }: AppProps) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => page.subscribe(() => redraw(undefined)), [page]);
  const { workspace, dialog } = page;
  const { findings } = workspace;
  return (
    <>
      <Toolbar
        release={workspace.release}
        releases={releases}
        fixable={page.fixable}
        onRelease={(release) => workspace.setRelease(release)}
        onExample={(id) => page.openExample(id)}
        onFormat={() => page.format()}
        onFix={() => page.fixAll()}
        onOpen={() => page.openFiles()}
        onSave={() => page.save()}
        onShare={() => page.share()}
        onTheme={switchTheme}
        onHelp={() => page.show({ kind: "help" })}
      />
      <main>
        <Panes workspace={workspace} findings={findings} />
        <ResultTabs page={page} />
      </main>
      <Status page={page} />
      {dialog?.kind === "rule" && <Explain rule={dialog.rule} onClose={() => page.show(undefined)} />}
      {dialog?.kind === "help" && <Help version={version} onClose={() => page.show(undefined)} />}
    </>
  );
}

function ResultTabs({ page }: { readonly page: Page }) {
  const { workspace, clusters, tab } = page;
  const { findings } = workspace;
  const worst = worstOf(findings);
  const marks = clusters?.flatMap(({ routers }) =>
    routers.flatMap(({ rows }) => rows.filter(({ mark }) => mark !== "")),
  );
  const tabs = [
    {
      id: "problems",
      title: "Problems",
      ...(workspace.took === undefined ? {} : { count: findings.length, kind: worst }),
    },
    { id: "picture", title: "Picture" },
    {
      id: "failures",
      title: "Failures",
      count: marks?.length,
      kind: marks?.length === 0 ? undefined : ("warning" as const),
    },
    { id: "scenario", title: "Scenario" },
  ];
  return (
    <Results tabs={tabs} current={tab} onTab={(id) => page.openTab(id as TabId)}>
      {tab === "problems" && (
        <Problems
          findings={findings}
          isJudged={workspace.took !== undefined}
          onGo={(spot) => page.go(spot)}
          onFix={(finding) => page.fix(finding)}
          onExplain={(rule) => page.show({ kind: "rule", rule })}
        />
      )}
      {tab === "picture" && <PictureView clusters={clusters} />}
      {tab === "failures" && (
        <FailuresView
          clusters={clusters}
          onGo={(spot) => page.go(spot)}
          onPlay={(cluster, failure) => page.playFailure(cluster, failure)}
        />
      )}
      {tab === "scenario" && (
        <ScenarioView
          clusters={clusters}
          chosen={page.scenario}
          onChoose={(chosen) => page.choose(chosen)}
          play={page.play}
        />
      )}
    </Results>
  );
}

function Status({ page: { workspace, toast } }: { readonly page: Page }) {
  const { failure, isRestarting, took, findings } = workspace;
  const verdict = took === undefined ? "Starting…" : countText(findings);
  const trouble = isRestarting ? "The linter has stopped and is started again" : "The linter does not run";
  return (
    <footer class="status">
      <p role="status" class={failure === "" ? "verdict" : "verdict bad"}>
        {failure === "" ? toast || verdict : `${trouble}: ${failure}`}
      </p>
      {failure !== "" && !isRestarting && (
        <button type="button" onClick={() => workspace.retry()}>
          Try again
        </button>
      )}
      <p class="dim took">{took === undefined ? "" : `judged in ${Math.max(1, Math.round(took))} ms`}</p>
      <p class="dim private">Nothing leaves this page</p>
    </footer>
  );
}
