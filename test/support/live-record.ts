import type { TakenDump } from "./real-live.js";

/** One of so many scenarios keeps its JSON, which says less than the rest. */
const WITH_JSON = 6;

/** Dumps by scenario, as text. Lines that no reader needs, such as addresses of interfaces, are left out. */
export const writeDumps = (dumps: ReadonlyMap<string, readonly TakenDump[]>): string =>
  [...dumps]
    .flatMap(([name, nodes], at) => [
      `#### ${name}`,
      ...nodes.flatMap(({ data, stats, json }) => [
        "### data",
        shortened(data),
        "### stats",
        stats.trimEnd(),
        "### json",
        at % WITH_JSON === 0 ? json.trimEnd() : "",
      ]),
    ])
    .join("\n")
    .concat("\n");

/** What is kept of sections whose lines say nothing about elections. */
const KEPT: Readonly<Record<string, RegExp>> = {
  "Global definitions": /Router ID|unicast_src/,
  "VRRP Sockpool": /^$/,
  Interfaces: /^ Name = | {3}State = /,
};

function shortened(data: string): string {
  let section = "";
  return data
    .trimEnd()
    .split("\n")
    .filter((line) => {
      const head = /^-+< (.*) >-+$/.exec(line)?.[1];
      section = head ?? section;
      return head !== undefined || KEPT[section]?.test(line) !== false;
    })
    .filter(
      (line) =>
        !/Gratuitous|smtp|Promote|fd_in|Wantstate|config faults|Send advert after|Accept|Rx buf|GARP|Notify priority/.test(
          line,
        ),
    )
    .join("\n");
}

/** What `writeDumps` has written. */
export function readDumps(text: string): ReadonlyMap<string, readonly TakenDump[]> {
  const blocks = text.split(/^#### /m).slice(1);
  return new Map(
    blocks.map((block) => {
      const [name = ""] = block.split("\n", 1);
      const parts = block.split(/^### (?:data|stats|json)\n/m).slice(1);
      const nodes = Array.from({ length: parts.length / 3 }, (_, at): TakenDump => {
        const [data = "", stats = "", json = ""] = parts.slice(3 * at, 3 * at + 3);
        return { data, stats, json };
      });
      return [name, nodes] as const;
    }),
  );
}
