import { defineNodeRule, type Finding, type FindingFix } from "../lint/define-rule.js";
import { addLineBehind } from "../lint/edits.js";
import { settingsNamed } from "../semantic/effective.js";
import type { EffectiveVirtualServer } from "../semantic/virtual-servers.js";
import { isWhole } from "../semantic/whole.js";
import type { BlockNode, Setting } from "../syntax/ast.js";
import { suggest } from "../text/suggest.js";

const METHODS = ["NAT", "DR", "TUN"];

export default defineNodeRule({
  name: "forwarding-method-missing",
  group: "lvs",
  severity: "warning",
  judges: "absence",
  fix: "unsafe",
  yieldsTo: ["trailing-semicolon"],
  summary: "The forwarding method of a virtual server is missing, or is not NAT, DR or TUN in capitals.",
  why: `keepalived then uses NAT. On servers set up for direct routing, replies take the wrong path and every
connection hangs.`,
  how: "Set `lvs_method NAT`, `DR` or `TUN`.",
  keepalived: "Reports an invalid method with a line number, a missing one without, and exits with status 5.",
  source: "check_parser.c:svr_forwarding_handler, check_data.c:validate_check_config",
  keywords: ["virtual_server/lvs_method", "virtual_server/lb_kind", "virtual_server/real_server/lvs_method"],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind dr
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
    lb_kind DR
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
      for (const setting of settingsNamed(server.block, "lvs_method", "lb_kind", "sorry_server_lvs_method")) {
        if (isWrong(setting)) yield wrong(setting, server.method.value);
      }
      for (const { block, method } of server.realServers) {
        for (const setting of settingsNamed(block, "lvs_method"))
          if (isWrong(setting)) yield wrong(setting, method.value);
      }
      if (isMissing(server) && isWhole(server.block, node)) yield missing(server);
    }
  },
});

/** Without a word reading stops, which missing-value reports. */
const isWrong = ({ state, statement }: Setting): boolean => state === "invalid" && statement.words.length > 1;

function wrong({ word, place }: Setting, used: string | undefined): Finding {
  const message = `${place.name} "${word.value}" is not NAT, DR or TUN; keepalived uses ${used ?? "another one"}`;
  const nearest = suggest(word.value.toUpperCase(), METHODS);
  if (nearest === undefined) return { at: word, message };
  return {
    at: word,
    message,
    fix: { title: `Change to "${nearest}"`, safety: "unsafe", edits: [{ at: word, text: nearest }] },
  };
}

/** Nothing says how to reach at least one of the servers. */
function isMissing({ block, realServers, sorryServer }: EffectiveVirtualServer): boolean {
  if (settingsNamed(block, "lvs_method", "lb_kind").length > 0) return false;
  if (realServers.some((real) => settingsNamed(real.block, "lvs_method").length === 0)) return true;
  return sorryServer !== undefined && settingsNamed(block, "sorry_server_lvs_method").length === 0;
}

function missing({ block, head, label }: EffectiveVirtualServer): Finding {
  const fix = writeMethod(block);
  const message = `virtual_server ${label} has no lvs_method; keepalived defaults to NAT`;
  return fix === undefined ? { at: head, message } : { at: head, message, fix };
}

/** The method that is in use, after the scheduler and by the keyword of its age. */
function writeMethod(block: BlockNode): FindingFix | undefined {
  const [scheduler] = settingsNamed(block, "lvs_sched", "lb_algo");
  if (scheduler === undefined) return undefined;
  const line = scheduler.place.name === "lb_algo" ? "lb_kind NAT" : "lvs_method NAT";
  return { title: `Add "${line}"`, safety: "unsafe", edits: [addLineBehind(scheduler.statement, line)] };
}
