import type { RecordedRow, Recording } from "./real-play.js";

/** Recordings as text: a line of steps and looks, then a line for each instance on each node, then an empty line. */
export const writeRecordings = (recordings: ReadonlyMap<string, Recording>): string =>
  [...recordings].flatMap(([name, one]) => [`# ${name}`, ...linesOf(one), ""]).join("\n");

function linesOf({ steps, looks, sessions, rows }: Recording): readonly string[] {
  const width = Math.max(...rows.map(({ node, instance }) => `${node} ${instance}`.length));
  return [
    `steps ${steps.map(time).join(" ")}`,
    `looks ${looks.map(time).join(" ")}`,
    ...sessions.map(
      ({ node, name, changes }) =>
        `bfd ${node} ${name} ${changes.map(({ at, isUp }) => `${isUp ? "up" : "down"}${time(at)}`).join(" ")}`,
    ),
    ...rows.map((row) => `${`${row.node} ${row.instance}`.padEnd(width)} ${rowText(row)}`),
  ];
}

const time = (at: number): string => at.toFixed(2);

/** `b0.00 M3.41 p90@12.30 | ...+++`: states with their times, priorities, then where the addresses were, by look. */
const rowText = ({ said, carries }: RecordedRow): string =>
  [
    ...said.map(({ at, what }) => (typeof what === "number" ? `p${what}@${time(at)}` : `${LETTERS[what]}${time(at)}`)),
    "|",
    carries.map((one) => (one ? "+" : ".")).join(""),
  ].join(" ");

const LETTERS = { init: "i", backup: "b", master: "M", fault: "F" } as const;
const WORDS = { i: "init", b: "backup", M: "master", F: "fault" } as const;

/** What `writeRecordings` has written. */
export function readRecordings(text: string): ReadonlyMap<string, Recording> {
  const blocks = text.split(/^# /m).slice(1);
  return new Map(
    blocks.map((block) => {
      const [name = "", steps = "", looks = "", ...rest] = block.split("\n").filter((line) => line !== "");
      const [sessions, rows] = [true, false].map((wanted) => rest.filter((line) => line.startsWith("bfd ") === wanted));
      return [
        name,
        {
          steps: timesOf(steps),
          looks: timesOf(looks),
          sessions: (sessions ?? []).map(readSessions),
          rows: (rows ?? []).map(readRow),
        },
      ];
    }),
  );
}

const timesOf = (line: string): readonly number[] => line.split(" ").slice(1).map(Number);

function readSessions(line: string): Recording["sessions"][number] {
  const [, node = "", name = "", ...changes] = line.split(" ");
  return {
    node,
    name,
    changes: changes.map((one) => ({ at: Number(one.replace(/^[a-z]+/, "")), isUp: one.startsWith("up") })),
  };
}

function readRow(line: string): RecordedRow {
  const [node = "", instance = "", ...rest] = line.split(/ +/);
  const bar = rest.indexOf("|");
  return {
    node,
    instance,
    said: rest.slice(0, bar).map((word) => {
      const [, priority, when] = /^p(\d+)@(.+)$/.exec(word) ?? [];
      if (priority !== undefined) return { at: Number(when), what: Number(priority) };
      return { at: Number(word.slice(1)), what: WORDS[word[0] as keyof typeof WORDS] };
    }),
    carries: [...(rest[bar + 1] ?? "")].map((mark) => mark === "+"),
  };
}
