import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { settingsNamed } from "../semantic/effective.js";
import type { Node } from "../semantic/node.js";
import type { Checker } from "../semantic/real-servers.js";
import { isWhole } from "../semantic/whole.js";
import type { BlockNode } from "../syntax/ast.js";

export default defineNodeRule({
  name: "http-check-without-url",
  group: "lvs",
  severity: "error",
  judges: "absence",
  summary: "An HTTP_GET or SSL_GET check has no url, or a url has no path.",
  why: `keepalived drops the url, and without any url the whole check: the server is then always considered up.
Release 2.2.7 crashes on such a check, which takes the service down.`,
  how: "Give the check a `url` block with a `path`.",
  keepalived:
    "Reports it with a line number and exits with status 5; release 2.2.7 is killed by signal 11 if no url is left.",
  source: "check_http.c:http_get_check_end, check_http.c:url_check; the crash is measured with 2.2.7",
  keywords: [
    "virtual_server/real_server/HTTP_GET",
    "virtual_server/real_server/SSL_GET",
    "virtual_server/real_server/*/url",
    "virtual_server/real_server/*/url/path",
  ],
  examples: {
    bad: `virtual_server 192.0.2.10 80 {
    delay_loop 5
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        HTTP_GET {
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
        HTTP_GET {
            url {
                path /healthz
                status_code 200
            }
            connect_timeout 3
        }
    }
}
`,
  },

  *check(node) {
    for (const { realServers } of node.virtualServers) {
      for (const { checkers } of realServers) for (const checker of checkers) yield* withoutPage(checker, node);
    }
  },
});

function* withoutPage({ kind, block, head }: Checker, node: Node): Generator<Finding> {
  if (kind !== "HTTP_GET" && kind !== "SSL_GET") return;
  const urls = block.contents.filter(({ place }) => place.name === "url") as BlockNode[];
  if (urls.length === 0 && isWhole(block, node))
    yield { at: head, message: `${kind} has no url; the check is dropped` };
  for (const url of urls) {
    const at = url.statement.keyword;
    if (at === undefined || settingsNamed(url, "path").length > 0 || !isWhole(url, node)) continue;
    yield { at, message: `url of ${kind} has no path; it is dropped` };
  }
}
