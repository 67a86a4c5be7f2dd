import { jsonText, printableLine } from "../text/printable.js";
import { releases } from "../text/releases.js";
import type { SourceFile } from "../text/source-file.js";
import { CHANGE_KINDS, type Change, type ChangeKind } from "./change.js";

/** What `kalint upgrade` prints. */
export interface UpgradeReport {
  /** Undefined: `alike` is asked for. */
  readonly from: string | undefined;
  readonly to: string;
  /** As given. */
  readonly files: readonly string[];
  readonly changes: readonly Change[];
  /** Releases that read the files as `to` does; undefined where `from` is given. */
  readonly alike: readonly string[] | undefined;
  readonly sources: ReadonlyMap<string, SourceFile>;
}

const TITLES: Readonly<Record<ChangeKind, string>> = {
  refused: "Refused",
  ignored: "Ignored",
  changed: "Read differently",
  default: "New default that matters here",
  reported: "Reported by keepalived -t",
  deprecated: "Deprecated",
  possible: "Newly possible",
};

/** For people. */
export function textUpgrade(report: UpgradeReport): string {
  const { from, to, changes, alike } = report;
  if (alike !== undefined) return alikeText(report, alike);
  const head = `${from} to ${to}: ${count(changes.length)}`;
  const groups = CHANGE_KINDS.flatMap((kind) => {
    const some = changes.filter((one) => one.kind === kind);
    return some.length === 0 ? [] : [[`${TITLES[kind]}:`, ...some.map((one) => textLine(one, report))].join("\n")];
  });
  return `${[head, ...groups].join("\n\n")}\n`;
}

function textLine({ location, release, message, help }: Change, { sources }: UpgradeReport): string {
  const advice = help === undefined ? "" : `\n    help: ${help}`;
  return `  ${printableLine(placeOf(location, sources))}: ${printableLine(message)} [${release}]${advice}`;
}

function alikeText({ to, files }: UpgradeReport, alike: readonly string[]): string {
  const verb = files.length === 1 ? "reads the file" : "reads the files";
  const others = alike.filter((one) => one !== to);
  if (others.length === 0) return `no release before ${to} ${verb} as ${to} does\n`;
  return `read ${files.length === 1 ? "the file" : "the files"} as ${to} does: ${ranges(others).join(", ")}\n`;
}

/** `2.2.0 to 2.2.6` where no release between them is missing. */
function ranges(some: readonly string[]): readonly string[] {
  const runs: string[][] = [];
  for (const one of some) {
    const last = runs.at(-1);
    if (last !== undefined && releases.indexOf(one) === releases.indexOf(last.at(-1) ?? "") + 1) last.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => (run.length < 3 ? run.join(", ") : `${run[0]} to ${run.at(-1)}`));
}

const count = (number: number): string =>
  number === 0 ? "nothing changes" : number === 1 ? "1 change" : `${number} changes`;

function placeOf({ file, start }: Change["location"], sources: UpgradeReport["sources"]): string {
  const position = sources.get(file)?.positionAt(start);
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

/** For a comment or a page. */
export function markdownUpgrade(report: UpgradeReport): string {
  const { from, to, changes, alike, sources } = report;
  if (alike !== undefined) return `${alikeText(report, alike)}`;
  const head = `**keepalived ${from} to ${to}: ${count(changes.length)}**\n`;
  if (changes.length === 0) return head;
  const rows = changes.map(({ kind, release, location, message, help = "" }) =>
    [TITLES[kind], release, cell(placeOf(location, sources)), cell(message), cell(help)].join(" | "),
  );
  const table = ["| What | Release | Place | Change | Remedy |", "| --- | --- | --- | --- | --- |"];
  return `${head}\n${[...table, ...rows.map((row) => `| ${row} |`)].join("\n")}\n`;
}

const cell = (text: string): string =>
  printableLine(text).replace(/[\\`*_{}[\]()<>#+!|~&$@]/g, (char) => `&#${char.charCodeAt(0)};`);

/** For programs; the shape is that of docs/upgrade.md. */
export function jsonUpgrade({ from, to, files, changes, alike, sources }: UpgradeReport): string {
  const at = (file: string, offset: number) => ({ ...sources.get(file)?.positionAt(offset), offset });
  const shown = changes.map(
    ({ kind, release, name, message, help, location: { file, start, end }, nodes, source }) => ({
      kind,
      release,
      name,
      message,
      ...(help === undefined ? {} : { help }),
      file,
      start: at(file, start),
      end: at(file, end),
      nodes,
      ...(source === undefined ? {} : { source }),
    }),
  );
  const numbers = CHANGE_KINDS.map((kind) => [kind, changes.filter((one) => one.kind === kind).length]);
  const summary = Object.fromEntries(numbers);
  const body = alike === undefined ? { from, to, files, changes: shown, summary } : { to, files, alike };
  return jsonText({ version: 1, ...body });
}
