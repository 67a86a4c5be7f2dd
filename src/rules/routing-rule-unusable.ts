import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines, familyOf, nameOfFamily } from "../semantic/entry-lines.js";

/** keepalived skips the word behind these. */
const FAMILY_WORDS = ["inet", "inet6"];

export default defineNodeRule({
  name: "routing-rule-unusable",
  group: "addressing",
  severity: "error",
  needs: ["vrrp_instance/virtual_rules", "static_rules"],
  summary: "A routing rule that keepalived drops: no action or two, two families, or a goto that leads back.",
  why: "The rule is left out, on every node alike: packets that it was to send through another table take the main one.",
  how: "Give the rule one action, such as table, and addresses of one family.",
  keepalived: "Reports it with a line and exits 5.",
  source: "vrrp_iprule.c:alloc_rule",
  keywords: ["vrrp_instance/virtual_rules", "static_rules"],
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
    virtual_rules {
        from 192.0.2.0/24 preference 100
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
    virtual_rules {
        from 192.0.2.0/24 table 10 preference 100
    }
}
`,
  },

  *check(node) {
    for (const line of entryLines(node)) {
      if (line.kind !== "rule" || line.options.some(({ name }) => FAMILY_WORDS.includes(name))) continue;
      // The first is what keepalived stops at.
      for (const finding of ruleFaults(line)) {
        yield finding;
        break;
      }
    }
  },
});

function* ruleFaults(line: EntryLine): Generator<Finding> {
  yield* actionFaults(line);
  yield* familyFaults(line);
  const [target, preference] = [line.value("goto"), line.value("preference")];
  if (typeof target?.value === "number" && typeof preference?.value === "number" && target.value <= preference.value) {
    const message = `goto ${target.value} does not lead forward from preference ${preference.value}; expected a larger number`;
    yield { at: target.word, message };
  } else if (target !== undefined && preference === undefined) {
    yield {
      at: target.word,
      message: "goto needs a preference of its own rule; expected preference and a smaller number",
    };
  }
  if (isZero(line.value("table")?.word)) {
    yield {
      at: line.value("table")?.word ?? line.entry.statement.token,
      message: "table 0 cannot be used; expected another table",
    };
  }
}

function* actionFaults({ options, entry: { statement } }: EntryLine): Generator<Finding> {
  const actions = options.filter(({ name, option }) => option.group === "action" || name === "type");
  const [first, second] = actions;
  if (first === undefined) {
    yield {
      at: statement.keyword ?? statement.token,
      message: "a rule without an action; expected table or another action",
    };
  } else if (second !== undefined && first.name !== "type") {
    const message = `${second.word.value} beside ${first.word.value}; expected one action`;
    yield { at: second.word, message, related: [{ at: first.word, message: "the other action" }] };
  }
  const bound = options.find(({ option }) => option.needs === "table");
  if (bound !== undefined && first !== undefined && first.name !== "table") {
    yield { at: bound.word, message: `${bound.word.value} works with table alone, not with ${first.word.value}` };
  }
}

function* familyFaults(line: EntryLine): Generator<Finding> {
  const [from, to] = [line.value("from"), line.value("to")];
  const [source, destination] = [familyOf(from), familyOf(to)];
  if (to !== undefined && source !== undefined && destination !== undefined && source !== destination) {
    yield {
      at: to.word,
      message: `from is ${nameOfFamily(source)} and to is ${nameOfFamily(destination)}; expected one family`,
    };
    return;
  }
  const family = source ?? destination;
  const wrong = line.options.find(({ option }) => option.family === "ipv4" && family === 6);
  if (wrong !== undefined)
    yield { at: wrong.word, message: `${wrong.word.value} in an IPv6 rule; expected an IPv4 one` };
}

const isZero = (word: Word | undefined): boolean => word !== undefined && /^0+$/.test(word.value);
