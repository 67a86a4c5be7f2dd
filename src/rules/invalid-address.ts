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
  summary: "A host name, a range, ADDRESS:PORT or a malformed address is used as an address.",
  why: `keepalived drops the address or the server. If it was the only one, the instance has none but still sends
adverts, which peers up to 2.3.2 reject.`,
  how: "Use one address, with a prefix length if the help line allows it.",
  keepalived: "Reports it with a line number and exits with status 5.",
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
  const message = `invalid ${option ?? place?.name} "${value}": ${whatItIs(value, fault, argument)}`;
  yield { at: word, message, help: `Use ${describeArgument(argument)}.` };
}

/** Valid except for what comes after the slash. */
const isPrefixed = ({ type }: Argument, value: string): boolean =>
  (type === "bare-ip" || type === "ipv4-or-sign") && readPrefix(value) !== undefined;

function whatItIs(value: string, fault: Problem["fault"], argument: Argument): string {
  if (fault === "bad-prefix") return "invalid prefix length; the full length is used";
  if (fault === "wrong-family") return "wrong address family";
  if (fault === "not-multicast") return "not a multicast address";
  if (fault === "malformed") return "malformed";
  if (isPrefixed(argument, value)) return "a prefix length is not allowed here";
  if (value.includes(",")) return "a list of addresses is not allowed here";
  if (/^\d+(?:\.\d+){3}:\d+$/.test(value)) return "a port is not allowed here";
  if (/^\d+(?:\.\d+){3}-/.test(value)) return "a range of addresses is not allowed here";
  return /^[\d.:a-f/]*$/i.test(value) ? "not a valid address" : "not an address";
}
