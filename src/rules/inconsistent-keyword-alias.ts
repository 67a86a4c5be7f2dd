import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { elementsAt, type Visited } from "../semantic/walk.js";

/** Keywords with a second name of the same age, by family: a file should keep to one. */
const FAMILIES: readonly ReadonlyMap<string, string>[] = [
  new Map([
    ["lb_algo", "lvs_sched"],
    ["lb_kind", "lvs_method"],
  ]),
  new Map([
    ["lvs_sched", "lb_algo"],
    ["lvs_method", "lb_kind"],
  ]),
];

export default defineNodeRule({
  name: "inconsistent-keyword-alias",
  group: "style",
  isUnreported: true,
  severity: "info",
  judges: "pair",
  isOptIn: true,
  fix: "safe",
  options: {
    family: {
      kind: "choice",
      words: ["lb", "lvs"],
      summary: "The names to use; by default those that the file uses first.",
    },
  },
  summary: "One file mixes lb_algo or lb_kind with lvs_sched or lvs_method.",
  why: `They are two names for one setting, of which the last one wins. When a file mixes them, a repeat is easily
overlooked.`,
  how: "Use the names that the file uses first.",
  keepalived: "Does not detect this.",
  source: "check_parser.c:lbalgo_handler, check_parser.c:vs_forwarding_handler",
  keywords: [
    "virtual_server/lvs_sched",
    "virtual_server/lb_algo",
    "virtual_server/lvs_method",
    "virtual_server/lb_kind",
    "bfd_instance/neighbor_ip",
    "bfd_instance/neighbour_ip",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_kind NAT
    protocol TCP
    lvs_sched wrr
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    delay_loop 5
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node, { family: wanted }) {
    let other = wanted === undefined ? undefined : otherFamily(wanted === "lb" ? "lb_algo" : "lvs_sched");
    // A real server knows lvs_method alone.
    for (const visited of elementsAt(node, ({ parent }) => parent?.path === "virtual_server")) {
      const { place } = visited.element;
      other ??= FAMILIES.find((family) => family.has(place.name)) && otherFamily(place.name);
      const name = other?.get(place.name);
      if (name !== undefined) yield* otherName(visited, name);
    }
  },
});

/** The names that are not to be used together with this one, each with the one that is. */
const otherFamily = (name: string) => FAMILIES.find((family) => !family.has(name));

function* otherName({ element, parent }: Visited, name: string): Generator<Finding> {
  const word = element.statement.keyword;
  if (word === undefined) return;
  const message = `${word.value} is another name for ${name}, whose family this file uses`;
  // With both in one block one of them would be a repeat, which has a report of its own.
  if (parent.contents.some(({ place }) => place.name === name)) return;
  yield { at: word, message, fix: { title: `Change to "${name}"`, safety: "safe", edits: [{ at: word, text: name }] } };
}
