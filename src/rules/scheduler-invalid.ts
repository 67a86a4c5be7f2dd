import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { isWhole } from "../semantic/whole.js";
import type { Setting } from "../syntax/ast.js";
import { placeAt } from "../syntax/schema-index.js";
import { asHint, suggest } from "../text/suggest.js";

export default defineNodeRule({
  name: "scheduler-invalid",
  group: "lvs",
  severity: "error",
  judges: "absence",
  fix: "unsafe",
  yieldsTo: ["trailing-semicolon"],
  summary: "The scheduler of a virtual server is missing or unknown.",
  why: `keepalived ignores the line and uses wlc: connections are distributed differently than the file says, which
hash-based set-ups notice by lost sessions.`,
  how: "Use one of the kernel's schedulers, such as `wrr`, `wlc` or `sh`.",
  keepalived: "Reports an unknown name with a line number, a missing one without, and exits with status 5.",
  source: "check_parser.c:lbalgo_handler, check_data.c:validate_check_config",
  keywords: ["virtual_server/lvs_sched", "virtual_server/lb_algo"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wwr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
    good: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const server of node.virtualServers) {
      const written = settingsNamed(server.block, "lvs_sched", "lb_algo");
      for (const setting of written) if (setting.state === "invalid") yield* wrong(setting, server);
      if (written.length > 0 || !isWhole(server.block, node)) continue;
      const message = `virtual_server ${server.label} has no lvs_sched; keepalived defaults to wlc`;
      yield { at: server.head, message, severity: "warning" };
    }
  },
});

function* wrong({ word, place, statement }: Setting, server: EffectiveVirtualServer): Generator<Finding> {
  // Without a word reading stops, which missing-value reports.
  if (statement.words.length < 2) return;
  const message = `unknown scheduler "${word.value}" in ${place.name}; keepalived uses ${server.scheduler.value ?? "another one"}`;
  const known = placeAt("virtual_server/lvs_sched")?.keyword.args?.[0]?.enum ?? [];
  const nearest = suggest(word.value.toLowerCase(), known);
  if (nearest === undefined) yield { at: word, message };
  else {
    const fix = { title: `Change to "${nearest}"`, safety: "unsafe", edits: [{ at: word, text: nearest }] } as const;
    yield { at: word, message: message + asHint(nearest), fix };
  }
}
