import type { Block, Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import { topLevelPlaces } from "../syntax/schema-index.js";

export default defineNodeRule({
  name: "quoted-brace-in-skipped-block",
  group: "syntax",
  severity: "error",
  judges: "line",
  summary: "A quoted brace is a word of its own in a block that some of keepalived's processes skip.",
  why: `A process that skips a block counts its braces regardless of quotes. After an auth_pass of "{" the process for
virtual servers is still inside the vrrp_instance at the end of the file: every virtual_server after it is lost.`,
  how: "Use another value, or move the block after all blocks that other processes read.",
  keepalived: 'Does not detect "{"; reports the lines after a "}" as unknown keywords.',
  source: "parser.c:process_stream (skip_sublevel)",
  examples: {
    bad: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass "{"
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
virtual_server 192.0.2.10 80 {
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
    good: `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass "x7{Qp2"
    }
    virtual_ipaddress {
        192.0.2.10/24
    }
}
virtual_server 192.0.2.10 80 {
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

  *check({ evaluated: { items } }) {
    const blocks = items.filter((item) => item.kind === "statement" && item.block !== undefined);
    for (const [index, block] of blocks.entries()) {
      if (block.kind !== "statement" || block.block === undefined || !isSkipped(block.keyword?.value)) continue;
      // Nothing is lost at the end of the file.
      if (index === blocks.length - 1) continue;
      for (const word of addBraces(block.block, [])) {
        const outcome =
          word.value === "{" ? "they skip everything after it" : "they read what follows as if the block had ended";
        const message = `"${word.value}" in ${block.keyword?.value} is a brace to processes that skip the block; ${outcome}`;
        yield { at: word, message };
      }
    }
  },
});

/** What the main process reads is read by all. */
function isSkipped(keyword: string | undefined): boolean {
  const place = keyword === undefined ? undefined : topLevelPlaces().get(keyword);
  return place !== undefined && /vrrp|checker|bfd/.test(place.keyword.process ?? "");
}

/** Adds the quoted braces inside a block to a list. */
function addBraces({ items }: Block, found: Word[]): readonly Word[] {
  for (const item of items) {
    if (item.kind !== "statement") continue;
    for (const word of item.words) if (word.quoted && (word.is("{") || word.is("}"))) found.push(word);
    if (item.block !== undefined) addBraces(item.block, found);
  }
  return found;
}
