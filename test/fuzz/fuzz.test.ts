import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../src/format/index.js";
import { hardText } from "../support/random-text.js";
import { configurations } from "./configurations.js";
import { lint, promises } from "./promises.js";
import { ending, minutes, search } from "./search.js";

const names = Object.keys(promises);
const share = 1 / (names.length + 1);
const timeout = 120_000 + minutes * 60_000;

describe("every text", { timeout }, () => {
  it.each(Object.entries(promises))("%s", (_, check) => search(configurations(), check, share));
});

/** 100 kB and what they may take, in seconds of the processor: others use it too. */
const SIZE = 100_000;
const SECONDS = 1;

/** What is fast for one line may be slow for many, and what is fast for many lines may be slow for a long one. */
const repeated = fc
  .oneof(hardText(4), configurations())
  .filter((piece) => piece !== "")
  .map((piece) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE));

function checkTime(text: string): void {
  for (const work of [lint, format]) {
    // The first run compiles, and what else the machine does makes a run slow now and then.
    const seconds = Math.min(...firstOf(4, () => secondsOf(() => work(text))));
    expect(seconds, `seconds to ${work.name} ${JSON.stringify(text.slice(0, 60))} …`).toBeLessThan(SECONDS);
  }
}

/** Measures until one measure is small enough. */
function firstOf(most: number, measure: () => number): number[] {
  const all = [measure()];
  while (all.length < most && (all.at(-1) ?? 0) >= SECONDS) all.push(measure());
  return all;
}

function secondsOf(work: () => void): number {
  const { user: before } = process.cpuUsage();
  work();
  return (process.cpuUsage().user - before) / 1e6;
}

it(`100 kB take no longer than ${SECONDS} s`, { timeout }, () => search(repeated, checkTime, share));

/** What broke a promise once. */
const INPUTS: Readonly<Record<string, string>> = {
  "blocks that nothing closes": "{".repeat(11),
  "more blocks than fixes have passes": "a {\n".repeat(40),
  "braces that close nothing": "}".repeat(40),
  "a condition without an id in front of a block": "@^ 5\nvrrp_instance A {\n    interface eth0\n}\n",
  "a condition without an id that opens a block": "@^ 5 {\nvrrp_instance A {\n}\n",
  "a brace for one config-id alone": "track_file a {\n@^a }\n",
  "a timeout of 0 that is longer than the interval": "vrrp_script{timeout 0\ninterval .5\n}\n",
  "a line of wide characters": "漢".repeat(SIZE),
  "a comment of wide characters": `# ${"漢".repeat(SIZE)}`,
  "a byte order mark in front of a keyword": "vrrp_instance A {\n\ufeff interface eth0\n}\n",
  "a byte order mark on a line of its own": "\ufeff\nvrrp_instance A {\n}\n",
  "a word with a comment in front of a block": "1#\nvrrp_instance A {\n}\n",
  "a word with a comment in front of its block": "1#\n{\n}\n",
  "include as the name of a block": "vrrp_instance A {include{}}\n",
  "an open quote in front of a block": 'bfd_instance "\npassive}',
  "an option that is known to be refused": "static_routes {\nunreachable a\n}\n",
  "an option where a destination has to be": "static_routes {\nlocal ttl-propaga\n}\n",
  "addresses of both families in an open list": "vrrp_instance {\nvirtual_ipaddress{192.0.2.1 \n:: \nuse_vmac",
};

describe.each(Object.entries(INPUTS))("%s", (_, text) => {
  it.each(Object.entries(promises))("%s", (__, check) => ending(() => check(text)));
});
