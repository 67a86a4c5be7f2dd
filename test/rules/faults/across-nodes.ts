import { drop, replaceLine } from "../../support/mutate.js";
import {
  both,
  type Fault,
  hasMaster,
  inVips,
  isBackup,
  isIn,
  isIpv4,
  isMaster,
  isMesh,
  isNotIn,
  PEER,
  PRIORITY,
  VIP4,
} from "./fault.js";

/** Faults that show between the nodes only. */
export const acrossNodes: readonly Fault[] = [
  {
    kind: "another router id",
    rule: "cluster-vrid-mismatch",
    edit: replaceLine(/^( {4}virtual_router_id) \d+/, "$1 77"),
  },
  {
    kind: "the priority of the master",
    rule: "cluster-equal-priority",
    edit: replaceLine(PRIORITY, "$1 200", both(isBackup, isNotIn("sync"))),
  },
  {
    kind: "the priority of another backup",
    rule: "cluster-equal-priority",
    edit: replaceLine(
      PRIORITY,
      ({ line }) => (/160|120/.test(line) ? `$1 ${line.includes("160") ? 180 : 140}` : undefined),
      both(isBackup, isNotIn("sync")),
    ),
  },
  {
    kind: "a backup above the master",
    rule: "cluster-state-contradicts-priority",
    edit: replaceLine(PRIORITY, "$1 220", both(isBackup, hasMaster, isNotIn("multicast"))),
  },
  {
    kind: "a master below the backups",
    rule: "cluster-state-contradicts-priority",
    edit: replaceLine(PRIORITY, "$1 50", both(isMaster, isNotIn("multicast"))),
  },
  {
    kind: "a second master",
    rule: "cluster-two-masters",
    edit: replaceLine(/state BACKUP/, "state MASTER", hasMaster),
  },
  { kind: "another secret", rule: "cluster-auth-mismatch", edit: replaceLine(/auth_pass .*/, "auth_pass k8x2qLm8") },
  {
    kind: "another type of authentication",
    rule: "cluster-auth-mismatch",
    edit: replaceLine(/auth_type PASS/, "auth_type AH", isBackup),
  },
  { kind: "no authentication", rule: "cluster-auth-mismatch", edit: drop(/^ {4}authentication \{/) },
  { kind: "another virtual address", rule: "cluster-vip-mismatch", edit: replaceLine(VIP4, "$1$2.99/24", inVips) },
  {
    kind: "a virtual address of another subnet",
    rule: "cluster-vip-mismatch",
    edit: replaceLine(VIP4, "$110.1.2.3/24", inVips),
  },
  {
    kind: "one virtual address more",
    rule: "cluster-vip-mismatch",
    edit: replaceLine(VIP4, ["$&", "$1$2.99/24"], inVips),
  },
  {
    kind: "one virtual address less",
    rule: "cluster-vip-mismatch",
    edit: drop(/^ {8}(?:[\d.]+\/24|2001.*)$/, both(inVips, isIn("multicast", "unicast", "ipv6", "version3"))),
  },
  {
    kind: "a virtual address excluded",
    rule: "cluster-vip-mismatch",
    edit: replaceLine(
      /^ {8}([\d.]+\.11\/24)$/,
      ["    }", "    virtual_ipaddress_excluded {", "        $1"],
      both(inVips, isNotIn("several")),
    ),
  },
  {
    kind: "another interval",
    rule: "cluster-advert-int-mismatch",
    edit: replaceLine(/advert_int \d$/, "advert_int 7", isIpv4),
  },
  {
    kind: "another interval in version 3",
    rule: "cluster-advert-int-mismatch",
    edit: replaceLine(/advert_int 0.5/, "advert_int 0.6"),
  },
  { kind: "the default interval", rule: "cluster-advert-int-mismatch", edit: drop(/advert_int (?:2|0.5)/) },
  {
    kind: "another version",
    rule: "cluster-version-mismatch",
    edit: replaceLine(/^ {4}state BACKUP/, ["$&", "    version 3"], isIn("sync")),
  },
  { kind: "no global version", rule: "cluster-version-mismatch", edit: drop(/vrrp_version 3/), isElsewhere: true },
  {
    kind: "the other checksum",
    rule: "cluster-version-mismatch",
    edit: replaceLine(/^ {4}use_vmac$/, ["$&", "    v3_checksum_as_v2"]),
  },
  {
    kind: "another multicast group",
    rule: "cluster-transport-mismatch",
    edit: replaceLine(
      /^ {4}interface eth\d$/,
      ["$&", "    mcast_dst_ip 224.0.0.199"],
      both(isIpv4, isNotIn("unicast")),
    ),
  },
  {
    kind: "unicast on one node",
    rule: "cluster-transport-mismatch",
    edit: replaceLine(
      /^ {4}interface eth\d$/,
      ({ block }) => {
        const subnet = /\d+\.\d+\.\d+(?=\.\d+\/24)/.exec(block)?.[0];
        return ["$&", `    unicast_src_ip ${subnet}.2`, "    unicast_peer {", `        ${subnet}.3`, "    }"];
      },
      both(isIpv4, isNotIn("unicast", "version3")),
    ),
  },
  {
    kind: "another source address",
    rule: "cluster-peers-not-mutual",
    edit: replaceLine(/unicast_src_ip .*/, "unicast_src_ip 198.51.100.77"),
  },
  { kind: "a peer less", rule: "cluster-peers-not-mutual", edit: drop(PEER, isMesh) },
  { kind: "a peer that is nobody", rule: "cluster-peers-not-mutual", edit: replaceLine(PEER, "        $1.77") },
  { kind: "one peer more", rule: "cluster-peers-not-mutual", edit: replaceLine(PEER, ["$&", "        $1.77"]) },
  {
    kind: "the source address of another node",
    rule: "cluster-node-identity-copied",
    edit: replaceLine(/unicast_src_ip 198.51.100.3$/, "unicast_src_ip 198.51.100.2"),
  },
  {
    kind: "an instance less",
    rule: "cluster-missing-instance",
    edit: drop(/^vrrp_instance/, isIn("several")),
    isElsewhere: true,
  },
  {
    kind: "nopreempt not on the highest node",
    rule: "cluster-preempt-mismatch",
    edit: drop(/nopreempt/, ({ block }) => block.includes("priority 200")),
  },
  {
    kind: "nopreempt on a lower node alone",
    rule: "cluster-preempt-mismatch",
    edit: replaceLine(PRIORITY, ["$&", "    nopreempt"], both(isBackup, isIn("unicast", "several", "lvs"))),
  },
  {
    kind: "preempt_delay on a lower node alone",
    rule: "cluster-preempt-mismatch",
    edit: replaceLine(PRIORITY, ["$&", "    preempt_delay 60"], both(isBackup, isIn("unicast", "several", "lvs"))),
  },
  {
    kind: "a member of the group less",
    rule: "cluster-sync-group-mismatch",
    edit: drop(/^ {8}(?:inside|middle|outside)$/),
    isElsewhere: true,
  },
  { kind: "no sync group", rule: "cluster-sync-group-mismatch", edit: drop(/^vrrp_sync_group/) },
  {
    kind: "another order for one member of the group",
    rule: "cluster-sync-crossed",
    edit: replaceLine(PRIORITY, ({ line }) => (line.includes("200") ? undefined : "$1 230"), isIn("sync")),
  },
  { kind: "no virtual MAC address", rule: "cluster-vmac-mismatch", edit: drop(/use_vmac/) },
  {
    kind: "another virtual MAC address",
    rule: "cluster-vmac-mismatch",
    edit: replaceLine(/use_vmac/, "use_vmac 02:00:5e:10:00:01"),
  },
  {
    kind: "a weight that is too small",
    rule: "cluster-weight-ineffective",
    edit: replaceLine(/weight -120/, "weight -2", ({ node, count }) => node < count - 1),
  },
  {
    kind: "a weight that makes it equal",
    rule: "cluster-weight-tie",
    edit: replaceLine(/weight -120/, "weight -20", ({ node, count }) => node === count - 2),
  },
  {
    kind: "a positive weight on one node",
    rule: "cluster-tracking-asymmetric",
    edit: replaceLine(/weight -120/, "weight 30", ({ node }) => node > 0),
  },
  { kind: "no check", rule: "cluster-tracking-asymmetric", edit: drop(/^ {4}track_script \{/, isNotIn("sync")) },
  { kind: "a real server less", rule: "cluster-lvs-mismatch", edit: drop(/^ {4}real_server/) },
  {
    kind: "another real server",
    rule: "cluster-lvs-mismatch",
    edit: replaceLine(/real_server 198.51.100.\d/, "real_server 198.51.100.9"),
  },
  { kind: "a virtual server less", rule: "cluster-lvs-mismatch", edit: drop(/^virtual_server/), isElsewhere: true },
  {
    kind: "another virtual server",
    rule: "cluster-lvs-mismatch",
    edit: replaceLine(/^(virtual_server \S+) (?:80|443)/, "$1 8080"),
    isElsewhere: true,
  },
  { kind: "another scheduler", rule: "cluster-lvs-mismatch", edit: replaceLine(/lvs_sched wrr/, "lvs_sched rr") },
  { kind: "another method", rule: "cluster-lvs-mismatch", edit: replaceLine(/lvs_method NAT/, "lvs_method DR") },
  {
    kind: "persistence on one node",
    rule: "cluster-lvs-mismatch",
    edit: replaceLine(/^ {4}protocol TCP/, ["$&", "    persistence_timeout 60"]),
  },
  { kind: "another synchronisation id", rule: "cluster-lvs-mismatch", edit: replaceLine(/id 7$/, "id 8") },
];
