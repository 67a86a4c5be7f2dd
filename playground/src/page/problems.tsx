import type { Finding, Spot } from "../protocol.js";
import { Icon } from "./icons.js";

export interface ProblemsProps {
  readonly findings: readonly Finding[];
  readonly isJudged: boolean;
  readonly onGo: (spot: Spot) => void;
  readonly onFix: (finding: Finding) => void;
  readonly onExplain: (rule: string) => void;
}

/** More findings than these are counted. */
const MOST = 200;

const NAMES = { error: "error", warning: "warning", info: "note" } as const;

/** All findings as a list, each with its place, its fix and the text of its rule. */
export function Problems({ findings, isJudged, ...actions }: ProblemsProps) {
  if (!isJudged) return <p class="empty">The linter is starting…</p>;
  if (findings.length === 0) {
    return <p class="empty good">No problems found. The picture and the table of failures are in the other tabs.</p>;
  }
  return (
    <>
      <ul class="problems" aria-label="Problems">
        {bySeverity(findings)
          .slice(0, MOST)
          .map((finding) => (
            <Problem
              key={`${finding.file} ${finding.from} ${finding.rule} ${finding.message}`}
              finding={finding}
              {...actions}
            />
          ))}
      </ul>
      {findings.length > MOST && <p class="dim">… and {findings.length - MOST} more</p>}
    </>
  );
}

const RANKS = { error: 0, warning: 1, info: 2 } as const;

/** Errors first; those of one severity stay in the order of their places. */
const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);

type ProblemProps = Omit<ProblemsProps, "findings" | "isJudged"> & { readonly finding: Finding };

function Problem({ finding, onGo, onFix, onExplain }: ProblemProps) {
  const { severity, message, help, rule, related, fix } = finding;
  return (
    <li class={`problem ${severity}`}>
      <p class="head">
        <span class="severity">{NAMES[severity]}</span>
        <Place spot={finding} onGo={onGo} />
        <button type="button" class="link rule" onClick={() => onExplain(rule)}>
          {rule}
        </button>
      </p>
      <p class="message">{message}</p>
      {help !== undefined && <p class="help">{help}</p>}
      {related.length > 0 && (
        <ul class="related">
          {related.slice(0, 5).map((one) => (
            <li key={`${one.file} ${one.from}`}>
              <Place spot={one} onGo={onGo} /> {one.message}
            </li>
          ))}
        </ul>
      )}
      {fix !== undefined && (
        <button type="button" class="fix" onClick={() => onFix(finding)}>
          <Icon name="fix" />
          {fix.title}
          {!fix.isSafe && <span class="tag">unsafe</span>}
        </button>
      )}
    </li>
  );
}

/** `lb1.conf:7:5`, which leads there. */
export const Place = ({ spot, onGo }: { readonly spot: Spot; readonly onGo: (spot: Spot) => void }) => (
  <button type="button" class="link place" onClick={() => onGo(spot)}>
    {spot.file}:{spot.line}:{spot.column}
  </button>
);
