import type { Argument } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { problemsFor } from "../semantic/problem-reporters.js";
import { readPrefix } from "../syntax/addresses.js";
import { describeArgument } from "../syntax/describe.js";
import type { Problem } from "../syntax/problems.js";

export default defineNodeRule({
  name: "invalid-address",
  group: "schema",
  severity: "error",
  summary: "A host name, a range, ADDRESS:PORT or a malformed address stands where an address is read.",
  why: `keepalived drops the address or the server. If it was the only one, the instance has none and sends adverts all the
same, which peers up to 2.3.2 reject.`,
  how: "Write one address, with a prefix length where the message allows it.",
  keepalived: "Reports it with a line number and exits 5.",
  source: "vrrp_ipaddress.c:parse_ipaddress, lib/utils.c:inet_stosockaddr",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        vip.example.net
    }
}
`,
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    for (const problem of problemsFor(node, "invalid-address")) yield* wrongAddress(problem);
  },
});

function* wrongAddress({ word, argument, fault, option, place }: Problem): Generator<Finding> {
  if (word === undefined || argument === undefined) return;
  const { value } = word;
  const message = `${option ?? place?.name}: ${value} ${whatItIs(value, fault, argument)}; expected ${describeArgument(argument)}`;
  yield { at: word, message };
}

/** Sound but for what stands behind the slash. */
const isPrefixed = ({ type }: Argument, value: string): boolean =>
  (type === "bare-ip" || type === "ipv4-or-sign") && readPrefix(value) !== undefined;

function whatItIs(value: string, fault: Problem["fault"], argument: Argument): string {
  if (fault === "bad-prefix") return "has no valid prefix length, the full length is used";
  if (fault === "wrong-family") return "is of the wrong address family";
  if (fault === "not-multicast") return "is not a multicast address";
  if (fault === "malformed") return "is malformed";
  if (isPrefixed(argument, value)) return "has a prefix length, which is not allowed here";
  if (value.includes(",")) return "is a list";
  if (/^\d+(?:\.\d+){3}:\d+$/.test(value)) return "is an address with a port";
  if (/^\d+(?:\.\d+){3}-/.test(value)) return "is a range";
  return /^[\d.:a-f/]*$/i.test(value) ? "is not a valid address" : "is not an address";
}
