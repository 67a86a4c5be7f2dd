import { findOdd } from "../cluster/cluster.js";
import { defineClusterRule } from "../lint/define-rule.js";
import { alsoRestless } from "../simulate/restless.js";

export default defineClusterRule({
  name: "cluster-advert-int-mismatch",
  group: "cluster",
  severity: "error",
  summary: "Nodes of one virtual router use different advert intervals.",
  why: `With version 2, a node drops adverts whose interval differs from its own: all nodes become master. With
version 3, a node adopts the interval of the master, so the time to detect a failure depends on which node is master.`,
  how: "Use the same advert_int on all nodes.",
  keepalived: "Does not detect this: it only sees one node.",
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
      const odd = findOdd(router, ({ instance }) => instance.advertInt.value);
      const also =
        odd.length === 0
          ? ""
          : alsoRestless(
              cluster,
              router,
              odd.map(({ member }) => member),
            );
      for (const { member, value, reference, expected } of odd) {
        const { advertInt, version } = member.instance;
        const isDefault = advertInt.isDefault ? " (the default)" : "";
        yield {
          at: advertInt.at,
          message: `advert_int is ${value}${isDefault} here but ${expected} on ${reference.node.name}${also}`,
          related: [
            { at: reference.instance.advertInt.at, message: `advert_int ${expected} on ${reference.node.name}` },
          ],
          ...(version.value === 3 ? { severity: "warning" } : {}),
        };
      }
    }
  },
});
