import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import type { Node } from "../semantic/node.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { routeTimeFaults } from "../semantic/route-times.js";
import { describeArgument } from "../syntax/describe.js";
import { compareReleases } from "../text/release.js";

/** What a number fault says about the word. */
const FAULTS = new Map([
  ["not-a-number", "is not a number"],
  ["too-small", "is too small"],
  ["too-large", "is too large"],
  ["too-many-decimals", "has too many decimals"],
]);

/** Faults of what is a number. */
const SIZES: ReadonlySet<string> = new Set(["too-small", "too-large", "too-many-decimals"]);

export default defineNodeRule({
  name: "number-out-of-range",
  group: "schema",
  severity: "error",
  summary: "A number is outside the range that its keyword accepts, or not a number.",
  why: `keepalived ignores the setting, and the default applies instead. Without a valid virtual_router_id VRRP does
not start on the node at all.`,
  how: "Use a decimal number in the range that the help line names.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "parser.c:read_int_func, parser.c:read_unsigned_func",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    track_interface {
        eth1 weight 300
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 50
    track_interface {
        eth1 weight 200
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    yield* longIntervals(node);
    // Before that release a configuration test does not report it.
    const isReported = node.target === undefined || compareReleases(node.target, REPORTS_TIMES) >= 0;
    for (const { option, word, isLarge, range } of routeTimeFaults(node)) {
      const message = `${option} ${shown(word)} is too ${isLarge ? "large" : "small"}`;
      const finding = { at: word, message, help: `Use ${range}.` };
      yield isReported ? finding : { ...finding, severity: "info" };
    }
    for (const { fault, word, place, argument, option } of problemsFor(node, "number-out-of-range")) {
      if (word === undefined || argument === undefined) continue;
      const is = FAULTS.get(fault ?? "") ?? "is malformed";
      const value = fault !== undefined && SIZES.has(fault) ? shown(word) : `"${word.value}"`;
      // The secret may follow the number without a space.
      const isSecret = place?.keyword.isSecret === true && fault === "not-a-number";
      yield {
        at: word,
        message: `${option ?? place?.name} ${isSecret ? argument.name : value} ${is}`,
        help: `Use ${describeArgument(argument)}.`,
      };
    }
  },
});

/** A number as it is written; nothing between quotes is one too. */
const shown = ({ value }: Word): string => (value === "" ? '""' : value);

/** First release that reports times of routes outside the kernel's bounds (vrrp_ip_rule_route_parser.c:get_time_rtt). */
const REPORTS_TIMES = "2.3.0";

/** Longest interval that fits into a VRRPv3 advert, in seconds (RFC 9568 §5.2.7: 12 bits of hundredths). */
const MAX_V3_SECONDS = 40.95;

function* longIntervals(node: Node): Generator<Finding> {
  if (node.all("vrrp_instance/advert_int").length === 0) return;
  for (const { block, version } of node.instances) {
    const written = block.advertInt;
    if (version.value !== 3 || written?.value === undefined || written.value <= MAX_V3_SECONDS) continue;
    const message = `advert_int ${written.word.value} is too large for VRRP version 3; the limit is ${MAX_V3_SECONDS}`;
    yield { at: written.word, message };
  }
}
