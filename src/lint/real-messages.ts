import type { Severity } from "../diagnostics/diagnostic.js";

/** A message of the real program; `file` as the include wrote it. */
export interface RealMessage {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly text: string;
  readonly severity: Severity;
}

/** What the machine decides, and not the file: interfaces, users, files, names and the build (as in the tests' list). */
const ABOUT_MACHINE = [
  /^WARNING - interface .* doesn't exist$/,
  /tracked interface .* doesn't exist$/,
  /Unknown interface!$/,
  /^Non-existent interface specified/,
  /^SECURITY VIOLATION - /,
  /^Disabling track script .* (?:since not found|due to insecure)/,
  /^WARNING - (?:default user|script) /,
  /^(?:Unable|Failed) to (?:set|find) (?:default user|uid)/,
  /^Unable to access script /,
  /^Error setting global script uid/,
  /^iptables not supported/,
  /\(Too many open files\)/,
  /^Invalid scope '[a-z]+' specified for /,
  /^Cannot find (?:user|group) /i,
];

/** Words of messages after which keepalived goes on as the file says, or nearly. */
const MILD = /\b(?:warning|deprecated|probably|sensible|default(?:ing)?|redundant|own interface|please)\b/i;

/** Exit code of `keepalived -t` when it has no objection; what it says all the same is advice. */
const NO_OBJECTION = 0;

/** Reads what `keepalived -t` wrote. Its processes repeat each other, so each message counts once. */
export function readRealMessages(lines: readonly string[], exit: number | undefined): readonly RealMessage[] {
  return [...new Set(lines)].map((raw) => {
    const [, file, line, rest] = /^\((?:(.*?): )?Line (\d+)\) (.*)$/s.exec(raw) ?? [];
    const text = rest ?? raw;
    return { file, line: line === undefined ? undefined : Number(line), text, severity: severityOf(text, exit) };
  });
}

function severityOf(text: string, exit: number | undefined): Severity {
  if (exit === NO_OBJECTION || ABOUT_MACHINE.some((form) => form.test(text))) return "info";
  return MILD.test(text) ? "warning" : "error";
}
