/**
 * Asks real programs about each form of each entry and setting, and compares them with kalint for their release.
 *
 * - `npm run test:entries` asks about all forms; the usual run of the tests takes a share of them.
 * - KALINT_PROBES=TEXT takes the forms whose name (path and words) holds a text, KALINT_PROBES=all all, KALINT_PROBES=2/9
 *   the second of nine shares.
 * - KALINT_KEEPALIVED=PATH:PATH names programs of other releases to ask besides the installed one.
 * - KALINT_PROBES_FILE=FILE gets a line for each form that is missed or false.
 *
 * What stays different has a row with its class and reason in fixtures/agreement/differences-probes.tsv: each is about a
 * kind of line, and tells as what the tally takes it.
 *
 * What is asked comes from the schema: `probes/entry-probes.ts` makes the lines of lists, `probes/keyword-probes.ts`
 * those of settings at the places it is given, `probes/words.ts` knows which words to try for a type. A block that is
 * not sound as `NAME { … }` in its parent has a host in `probes/hosts.ts`. `judgeAll` of `probes/verdict.ts` takes any
 * probes: a path, and lines to put there.
 */
import { expect, it } from "vitest";
import { allPlaces, type KeywordPlace, placeAt } from "../../src/syntax/schema-index.js";
import { compareReleases } from "../../src/text/release.js";
import { needKeepalived } from "../support/keepalived.js";
import { programs } from "../support/keepalived-many.js";
import { entryProbes } from "./probes/entry-probes.js";
import { keywordProbes } from "./probes/keyword-probes.js";
import { differing, settle, showTally, someOf } from "./probes/tally.js";
import { judgeAll, type Probe } from "./probes/verdict.js";

/** Settings that take several words or stand together. */
const SETTINGS = /^(?:vrrp_instance\/(?:use_vmac|use_ipvlan|authentication|auth_hmac)|garp_group|track_group)(?:\/|$)/;

/** Settings of blocks that stand by themselves. */
const PLAIN =
  /^(?:global_defs|vrrp_script|vrrp_track_process|track_file|bfd_instance|virtual_server|virtual_server\/real_server|vrrp_instance|vrrp_sync_group)\/[^/]+$/;

const plain = ({ path }: KeywordPlace): boolean => PLAIN.test(path) && !SETTINGS.test(path);

const settings = ({ path }: KeywordPlace): boolean => SETTINGS.test(path);

/** Settings of checks. */
const CHECKS = /^virtual_server\/real_server\/[A-Z]+_[A-Z]+\/(?:\w+|(?:url|host)\/\w+)$/;

/** Of a block that is unknown each line is reported, whatever it says. */
function isKnownIn(path: string, release: string): boolean {
  for (let place = placeAt(path); place !== undefined; place = place.parent) {
    if (place.keyword.since !== undefined && compareReleases(release, place.keyword.since) < 0) return false;
  }
  return true;
}

const forms: readonly (readonly [string, () => Iterable<Probe>])[] = [
  ["entries", entryProbes],
  ["settings of instances and groups", () => keywordProbes([...allPlaces()].filter(settings))],
  ["settings of checks", () => keywordProbes([...allPlaces()].filter(({ path }) => CHECKS.test(path)))],
  ["all other settings", () => keywordProbes([...allPlaces()].filter(plain))],
];

it.for(forms)("judges %s as keepalived does", { timeout: 1_800_000 }, async ([title, probes], context) => {
  needKeepalived(context);
  const differences: string[] = [];
  for (const program of programs()) {
    const known = [...probes()].filter(({ path }) => isKnownIn(path, program.release));
    const judged = settle(await judgeAll(someOf(known), program));
    showTally(`${title}, ${program.release}`, judged);
    differences.push(...differing(judged));
  }
  expect(differences).toEqual([]);
});
