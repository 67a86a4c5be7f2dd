import { findOdd } from "../cluster/cluster.js";
import { defineClusterRule } from "../lint/define-rule.js";

export default defineClusterRule({
  name: "cluster-advert-int-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router send adverts at different intervals.",
  why: `A version 2 node drops an advert whose interval is not its own: all nodes become master. A version 3 node takes the
interval over from the master, so how fast a failure is noticed depends on who is master.`,
  how: "Write the same advert_int on all nodes.",
  keepalived: "Says nothing: it sees one node.",
  source: "vrrp.c:vrrp_check_packet, RFC 9568 §7.1; measured with 2.2.7 and 2.4.3",
  keywords: ["vrrp_instance/advert_int"],
  examples: {
    bad: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 5
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
    good: {
      "lb1.conf": `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
      "lb2.conf": `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    },
  },

  *check(cluster) {
    for (const router of cluster.routers) {
      // The versions round differently, and cluster-version-mismatch reports that they differ.
      if (findOdd(router, ({ instance }) => instance.version.value).length > 0) continue;
      for (const { member, value, reference, expected } of findOdd(
        router,
        ({ instance }) => instance.advertInt.value,
      )) {
        const { advertInt, version } = member.instance;
        const isDefault = advertInt.isDefault ? " by default" : "";
        yield {
          at: advertInt.at,
          message: `advert_int ${value}${isDefault}, but ${reference.node.name} has ${expected}`,
          related: [
            { at: reference.instance.advertInt.at, message: `advert_int ${expected} on ${reference.node.name}` },
          ],
          ...(version.value === 3 ? { severity: "warning" } : {}),
        };
      }
    }
  },
});
