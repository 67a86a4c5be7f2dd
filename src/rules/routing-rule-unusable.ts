import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type EntryLine, entryLines, nameOfFamily } from "../semantic/entry-lines.js";
import { FamilyTrack, skippedWord } from "../semantic/family-track.js";

export default defineNodeRule({
  name: "routing-rule-unusable",
  group: "addressing",
  severity: "error",
  judges: "line",
  needs: ["vrrp_instance/virtual_rules", "static_rules"],
  summary: "A routing rule that keepalived drops: no action or two, two families, or a goto that leads back.",
  why: `The rule is missing on every node: packets that it should send to another table use the main one.`,
  how: "Give the rule one action, such as table, and addresses of one family.",
  keepalived: "Reports it with a line number and exits with status 5.",
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
      if (line.kind !== "rule") continue;
      // The first is what keepalived stops at.
      for (const finding of ruleFaults(line)) {
        yield finding;
        break;
      }
    }
  },
});

function* ruleFaults(line: EntryLine): Generator<Finding> {
  yield* familyFaults(line);
  yield* actionFaults(line);
  const [target, preference] = [line.value("goto"), line.value("preference")];
  if (typeof target?.value === "number" && typeof preference?.value === "number" && target.value <= preference.value) {
    const message = `goto ${target.value} must lead to a higher preference than the rule's own, ${preference.value}`;
    yield { at: target.word, message, help: "Use a larger number." };
  } else if (target !== undefined && preference === undefined) {
    yield {
      at: target.word,
      message: "goto requires the rule to have a preference",
      help: "Add a preference that is smaller than the target of goto.",
    };
  }
}

function* actionFaults({ options, entry: { statement } }: EntryLine): Generator<Finding> {
  const actions = options.filter(({ name, option }) => option.group === "action" || name === "type");
  const [first, second] = actions;
  if (first === undefined) {
    const skipped = skippedWord(options);
    const why = skipped === undefined ? "" : `keepalived skips "${skipped.word.value}" after ${skipped.by.value}: `;
    yield {
      at: skipped?.word ?? statement.keyword ?? statement.token,
      message: `${why}the rule has no action`,
      help: "Add table or another action.",
    };
  } else if (second !== undefined) {
    const message = `a rule has two actions, ${first.word.value} and ${second.word.value}`;
    const related = [{ at: first.word, message: "the other action" }];
    yield { at: second.word, message, help: "Keep one action.", related };
  }
  const bound = options.find(({ option }) => option.needs === "table");
  if (bound !== undefined && first !== undefined && !TABLE_ACTIONS.includes(first.name)) {
    yield { at: bound.word, message: `${bound.word.value} works only with table, not with ${first.word.value}` };
  }
}

/** Actions that look into a table. */
const TABLE_ACTIONS = ["table", "l3mdev"];

function* familyFaults({ options }: EntryLine): Generator<Finding> {
  const families = new FamilyTrack("rule");
  let groups = 0;
  for (const used of options) {
    const fault = families.take(used);
    if (fault !== undefined) {
      const { at, message, help, by, family } = fault;
      const related = by && family ? [{ at: by, message: `${nameOfFamily(family)} here` }] : [];
      yield { at, message, help, related };
      return;
    }
    if (used.name === "track_group" && ++groups > 1)
      yield { at: used.word, message: '"track_group" is given twice for one rule', help: "Keep one of the two." };
  }
}
