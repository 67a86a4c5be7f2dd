import type { Word } from "../../grammar/index.js";
import { defineNodeRule } from "../lint/define-rule.js";
import type { VirtualAddress } from "../semantic/instances.js";
import type { Node } from "../semantic/node.js";

export default defineNodeRule({
  name: "sample-leftover",
  group: "addressing",
  isUnreported: true,
  severity: "warning",
  summary: "Values from keepalived's sample file: its mail addresses, LVS_DEVEL, its networks, its password.",
  why: `Mail to the sample's addresses is lost after a timeout, and everybody who copied the same router id and
password becomes a peer of the neighbour.`,
  how: "Use your own values, or remove the lines.",
  keepalived: "Does not detect this.",
  source: "doc/samples/keepalived.conf.vrrp, keepalived.conf.SYNOPSIS",
  keywords: [
    "global_defs/notification_email",
    "global_defs/notification_email_from",
    "global_defs/router_id",
    "global_defs/smtp_server",
    "vrrp_instance/authentication/auth_pass",
  ],
  examples: {
    bad: `global_defs {
    notification_email {
        acassen@firewall.loc
    }
    notification_email_from Alexandre.Cassen@firewall.loc
    smtp_server 192.168.200.1
    router_id LVS_DEVEL
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `global_defs {
    notification_email {
        ops@example.net
    }
    notification_email_from lb1@example.net
    smtp_server 192.0.2.25
    router_id lb1
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    // One of them alone may be chance; a value in many places is one.
    const found = [...leftovers(node)];
    const [first, ...others] = found;
    if (first === undefined || others.length === 0) return;
    const values = found.map(({ what }) => what).join(", ");
    yield {
      at: first.at,
      message: `values from keepalived's sample file: ${values}`,
      related: others.map(({ at, what }) => ({ at, message: what })),
    };
  },
});

interface Leftover {
  readonly at: Word;
  readonly what: string;
}

/** Each kind of value once; never the password itself. */
function* leftovers({ ast, instances }: Node): Generator<Leftover> {
  const { globalDefs: globals } = ast;
  const recipient = globals?.notificationEmail
    .flatMap(({ statement }) => statement.words)
    .find(({ value }) => SAMPLE_MAIL.test(value));
  if (recipient !== undefined) yield { at: recipient, what: recipient.value };
  const [sender, server, router] = [globals?.notificationEmailFrom, globals?.smtpServer, globals?.routerId];
  if (sender !== undefined && SAMPLE_MAIL.test(sender.word.value)) yield { at: sender.word, what: sender.word.value };
  if (server?.word.value === "192.168.200.1") yield { at: server.word, what: "smtp_server 192.168.200.1" };
  if (router?.word.value === "LVS_DEVEL") yield { at: router.word, what: "router_id LVS_DEVEL" };
  const address = firstAddress(instances);
  if (address !== undefined) yield { at: address.word, what: `virtual address ${address.address}` };
  const secret = instances.find(
    ({ vrid, authentication }) => vrid.value === 51 && authentication.secret === SAMPLE_SECRET,
  );
  if (secret !== undefined)
    yield { at: secret.authentication.at, what: "auth_pass of the sample with virtual_router_id 51" };
}

function firstAddress(instances: Node["instances"]): VirtualAddress | undefined {
  for (const { addresses } of instances) {
    for (const one of addresses)
      if (one.address.startsWith("192.168.200.1") && SAMPLE_ADDRESS.test(one.address)) return one;
  }
  return undefined;
}

const SAMPLE_MAIL = /@firewall\.loc$/i;
const SAMPLE_ADDRESS = /^192\.168\.200\.1[1-8]$/;
const SAMPLE_SECRET = "1111";
