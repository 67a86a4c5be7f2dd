import type { Word } from "../../grammar/index.js";
import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { Setting } from "../syntax/ast.js";
import { isUnknown } from "../syntax/values.js";

const CHECKSUMS: ReadonlySet<string> = new Set(["csum", "nocsum", "remcsum"]);

export default defineNodeRule({
  name: "tunnel-options-conflict",
  group: "lvs",
  severity: "error",
  judges: "pair",
  summary: "The options of a tunnel contradict its type.",
  why: `keepalived ignores all options of the line and keeps the method: packets are sent in plain IPIP, which a
server that expects GUE or GRE does not accept.`,
  how: "Give `type gue` a `port` and other types none; `csum` is for gue and gre, `remcsum` for gue only.",
  keepalived: "Reports it with a line number and exits with status 5.",
  source: "check_parser.c:svr_forwarding_handler",
  keywords: [
    "virtual_server/lvs_method",
    "virtual_server/real_server/lvs_method",
    "virtual_server/sorry_server_lvs_method",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind TUN type gue
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
    lb_kind TUN type gue port 6080
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
    for (const { block, realServers } of node.virtualServers) {
      for (const setting of settingsNamed(block, "lvs_method", "lb_kind", "sorry_server_lvs_method")) {
        if (hasOptions(setting)) yield* conflicts(setting);
      }
      for (const real of realServers) {
        for (const setting of settingsNamed(real.block, "lvs_method")) {
          if (hasOptions(setting)) yield* conflicts(setting);
        }
      }
    }
  },
});

/** A method with words behind it, which few servers have. */
const hasOptions = ({ statement, state }: Setting): boolean => state === "known" && statement.words.length > 2;

function* conflicts({ statement }: Setting): Generator<Finding> {
  const options = statement.words.slice(2);
  if (options.some(isUnknown)) return;
  const message = conflict(options.map(({ value }) => value));
  const last = options.at(-1);
  if (message !== undefined && last !== undefined) yield { at: spanOf(options[0] ?? last, last), message };
}

const spanOf = (first: Word, last: Word): Finding["at"] =>
  first.source === last.source ? { source: first.source, start: first.start, end: last.end } : last;

interface Tunnel {
  readonly type: string;
  readonly hasPort: boolean;
  readonly checksum: string;
}

/** Undefined where a word is not an option or lacks its value, which is reported at its place. */
function readTunnel(options: readonly string[]): Tunnel | undefined {
  let tunnel: Tunnel = { type: "ipip", hasPort: false, checksum: "nocsum" };
  for (let at = 0; at < options.length; at++) {
    const option = options[at] ?? "";
    if (CHECKSUMS.has(option)) tunnel = { ...tunnel, checksum: option };
    else {
      const value = options[++at];
      if (value === undefined || (option !== "type" && option !== "port")) return undefined;
      tunnel = option === "type" ? { ...tunnel, type: value } : { ...tunnel, hasPort: true };
    }
  }
  return tunnel;
}

function conflict(options: readonly string[]): string | undefined {
  const tunnel = readTunnel(options);
  if (tunnel === undefined) return undefined;
  const { type, hasPort, checksum } = tunnel;
  if (type === "gue") return hasPort ? undefined : "type gue requires a port; keepalived ignores the options";
  if (hasPort) return `type ${type} does not support a port; keepalived ignores the options`;
  const isRefused = type === "ipip" ? checksum !== "nocsum" : checksum === "remcsum";
  return isRefused ? `type ${type} does not support ${checksum}; keepalived ignores the options` : undefined;
}
