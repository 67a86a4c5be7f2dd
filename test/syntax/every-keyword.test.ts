import { describe, expect, it } from "vitest";
import type { Argument } from "../../grammar/index.js";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { allPlaces, type KeywordPlace } from "../../src/syntax/schema-index.js";
import { groupBy } from "../../src/text/group-by.js";

/** Values that few arguments take, and words that mean something to the reader of some. */
const ODD = [
  "x",
  "0",
  "-1",
  "1.5",
  "0x1f",
  "99999999999999999999",
  '""',
  '"a b"',
  "$UNDEFINED",
  "=",
  "192.0.2.1/33",
  "2001:db8::1",
  "00:00:5e:00:01:0a:0b",
  "all",
  "é".repeat(40),
  "\ud800",
];

/** What a block cannot do without for its facts to be computed, where the keyword in question does not say it. */
const COMPANIONS: Readonly<Record<string, string>> = {
  vrrp_instance: "interface eth0\nvirtual_router_id 51\npriority 100\nvirtual_ipaddress {\n192.0.2.10/24\n}\n",
  virtual_server: "lb_algo rr\nlb_kind NAT\nprotocol TCP\n",
  vrrp_script: "script /bin/true\n",
  bfd_instance: "neighbor_ip 192.0.2.3\n",
};

/** Heads of blocks, each with a name of its own. */
const HEADS: Readonly<Record<string, (index: number) => string>> = {
  virtual_server: (index) => `10.0.${index % 250}.1 80`,
  real_server: (index) => `10.1.${index % 250}.1 80`,
};

const headed = ({ name, keyword }: KeywordPlace, index: number): string =>
  keyword.args === undefined ? name : `${name} ${HEADS[name]?.(index) ?? `N${index}`}`;

/** The blocks around a statement, with what they need. */
function inside(place: KeywordPlace | undefined, text: string, index: number): string {
  if (place === undefined) return text;
  return inside(place.parent, `${headed(place, index)} {\n${COMPANIONS[place.path] ?? ""}${text}}\n`, index);
}

/** The line with these words, and with the braces that its kind asks for. */
const statement = ({ name, kind }: KeywordPlace, words: readonly string[]): string =>
  `${[name, ...words].join(" ")}${kind === "option" ? "" : " {\n}"}\n`;

/** Words that introduce an argument or that its list names. */
const wordsOf = (args: readonly Argument[]): string[] =>
  args.flatMap(({ keyword, enum: words = [], valueArgs = {}, forms = [] }) => [
    ...(keyword === undefined ? [] : [keyword]),
    ...words.slice(0, 4),
    ...wordsOf(Object.values(valueArgs)),
    ...forms.flatMap((form) => wordsOf(form.args)),
  ]);

/** Every count of words from none to two more than there are arguments: each odd value alone, then with the next ones. */
function* wordLists(args: readonly Argument[]): Generator<readonly string[]> {
  const values = [...new Set([...wordsOf(args), ...ODD])];
  for (const [at, value] of values.entries()) {
    // The lists take turns, so that each value stands at each place and in each count now and then.
    for (let count = at === 0 ? 0 : 1; count <= args.length + 2; count++) {
      if (count > 1 && (at + count) % 3 !== 0) continue;
      yield Array.from({ length: count }, (_, index) => values[(at + (count % 2) * index) % values.length] ?? value);
    }
  }
}

const severityOf = () => "warning" as const;

/** Findings that break what holds for all: nothing throws, and places lie in the text. */
function broken(text: string): string[] {
  try {
    const { diagnostics } = run([{ path: "a.conf", text }], { rules, severityOf });
    return diagnostics.flatMap(({ rule, message, location, related }) => {
      const isInside = [location, ...related].every(
        ({ start, end }) => 0 <= start && start <= end && end <= text.length,
      );
      return rule === "internal-error" || !isInside ? [`${rule}: ${message}`] : [];
    });
  } catch (error) {
    return [String(error)];
  }
}

/** One configuration for each turn, with one statement of each keyword in blocks of its own. */
function turns(places: readonly KeywordPlace[]): readonly (readonly string[])[] {
  const lines = places.map((place) =>
    [...wordLists(place.keyword.args ?? [])].map((words) => ({ place, line: statement(place, words) })),
  );
  const longest = Math.max(...lines.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    lines.flatMap((all, index) =>
      all.slice(turn, turn + 1).map(({ place, line }) => inside(place.parent, line, index)),
    ),
  );
}

describe("every keyword, with any number of words and odd ones", () => {
  const byTop = groupBy(allPlaces(), ({ path }) => path.split("/")[0] ?? "");
  it.each([...byTop.keys()])("is read and judged without an exception: %s", (top) => {
    for (const texts of turns(byTop.get(top) ?? [])) {
      // Together they are quick; what breaks is named alone.
      if (broken(texts.join("")).length === 0) continue;
      expect(texts.flatMap((text) => broken(text).map((what) => ({ text, what })))).toEqual([]);
      expect(broken(texts.join(""))).toEqual([]);
    }
  });
});
