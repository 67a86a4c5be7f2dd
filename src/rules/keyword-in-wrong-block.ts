import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Renamed, renamedTo } from "../semantic/former-names.js";
import { problemsFor, siblingsOf } from "../semantic/problem-reporters.js";
import type { Problem } from "../syntax/problems.js";
import { placesNamed } from "../syntax/schema-index.js";
import { asHint, suggest } from "../text/suggest.js";

const MAX_SHOWN = 3;

export default defineNodeRule({
  name: "keyword-in-wrong-block",
  group: "syntax",
  severity: "error",
  judges: "place",
  follows: "brace",
  fix: "unsafe",
  summary: "A keyword is used at top level, or in a block that does not allow it.",
  why: `keepalived reports it as an unknown keyword, which makes people look for a typo. The line has no effect, and
if it opens a block, its closing brace ends the enclosing block.`,
  how: "Move it to a block that allows it; look for a brace that closes too early.",
  ignoreWhen: "The file is a fragment that another file includes inside a block.",
  keepalived: "Reports it as an unknown keyword with a line number and exits with status 5.",
  source: "parser.c:process_stream",
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    interface eth0
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
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
    for (const problem of problemsFor(node, "keyword-in-wrong-block")) yield misplaced(problem);
  },
});

function misplaced(problem: Problem): Finding {
  const { word, place, statement } = problem;
  const name = word?.value ?? "";
  const homes = [
    ...new Set(placesNamed(name).map(({ parent }) => parent?.path.replaceAll("/", " / ") ?? "the top level")),
  ];
  const shown = homes.slice(0, MAX_SHOWN).join(", ");
  const more = homes.length > MAX_SHOWN ? " and others" : "";
  const here = place === undefined ? "at top level" : `in ${place.name}`;
  const renamed = renamedTo(problem);
  if (renamed?.isHere === true)
    return called(problem, `${name} is not allowed ${here}, where the keyword is`, `${shown}${more}`, renamed);
  const meant = suggest(name, siblingsOf(place).keys(), 1);
  return {
    at: word ?? statement.token,
    message: `${name} is not allowed ${here}; it belongs in ${shown}${more}${asHint(meant)}`,
  };
}

/** The block has a keyword of its own for it. */
function called({ word, statement, block }: Problem, message: string, homes: string, renamed: Renamed): Finding {
  const { use, isSame } = renamed;
  const at = word ?? statement.token;
  const finding = { at, message: `${message} "${use}"`, help: `Use "${use}", or move the line to ${homes}.` };
  const isThere = block?.contents.some(({ place }) => place.name === use) === true;
  if (!isSame || isThere) return finding;
  return { ...finding, fix: { title: `Change to "${use}"`, safety: "unsafe", edits: [{ at, text: use }] } };
}
