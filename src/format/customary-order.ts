/** The customary order of the keywords of one block. */
export interface BlockOrder {
  readonly keywords: readonly string[];
  /** Keywords that may stand without a value; any other that does ends keepalived's reading where it stands. */
  readonly flags: ReadonlySet<string>;
  /** Keywords whose order among themselves keepalived minds: one overrides or forbids another. */
  readonly bound: readonly (readonly string[])[];
  /** The same, where an IPv6 address is about: the first address decides the family (vrrp_data.c:alloc_vrrp_vip). */
  readonly boundByFamily: readonly string[];
}

const TRACKING = ["track_interface", "track_script", "track_file", "track_process", "track_bfd"];
const STATES = ["notify_master", "notify_backup", "notify_fault", "notify_stop"];

/** By block at the top level. A block with a keyword that is not listed stays in its order. */
export const CUSTOMARY_ORDER: Readonly<Record<string, BlockOrder>> = {
  vrrp_instance: {
    keywords: [
      ...["state", "interface", "vrf", "use_vmac", "use_vmac_addr", "use_ipvlan", "vmac_xmit_base", "native_ipv6"],
      ...["virtual_router_id", "version", "priority", "advert_int", "preempt", "nopreempt", "preempt_delay"],
      ...["accept", "no_accept", "strict_mode", "dont_track_primary", "skip_check_adv_addr", "down_timer_adverts"],
      ...["garp_master_delay", "garp_master_repeat", "garp_master_refresh", "garp_master_refresh_repeat"],
      ...["garp_lower_prio_delay", "garp_lower_prio_repeat", "lower_prio_no_advert", "higher_prio_send_advert"],
      ...["lvs_sync_daemon_interface", "authentication", "mcast_src_ip", "mcast_dst_ip", "unicast_src_ip"],
      ...["track_src_ip", "unicast_ttl", "check_unicast_src", "unicast_fault_no_peer", "unicast_peer"],
      ...["virtual_ipaddress", "virtual_ipaddress_excluded", "no_virtual_ipaddress", "promote_secondaries"],
      ...["virtual_routes", "virtual_rules", ...TRACKING, ...STATES, "notify_deleted", "notify"],
      ...["notify_master_rx_lower_pri", "notify_priority_changes", "smtp_alert", "debug"],
    ],
    flags: new Set([
      ...["use_vmac", "use_vmac_addr", "use_ipvlan", "vmac_xmit_base", "native_ipv6", "preempt", "nopreempt"],
      ...["accept", "no_accept", "strict_mode", "dont_track_primary", "skip_check_adv_addr"],
      ...["lower_prio_no_advert", "higher_prio_send_advert", "track_src_ip", "check_unicast_src"],
      ...["unicast_fault_no_peer", "no_virtual_ipaddress", "promote_secondaries", "notify_priority_changes"],
      "smtp_alert",
    ]),
    bound: [
      ["preempt", "nopreempt"],
      ["accept", "no_accept"],
      ["interface", "vrf", "use_vmac", "use_vmac_addr", "use_ipvlan", "vmac_xmit_base"],
      ["mcast_src_ip", "unicast_src_ip", "use_ipvlan"],
      ["virtual_ipaddress", "virtual_ipaddress_excluded", "no_virtual_ipaddress"],
    ],
    boundByFamily: [
      ...["use_ipvlan", "native_ipv6", "version", "mcast_src_ip", "mcast_dst_ip", "unicast_src_ip", "unicast_peer"],
      "virtual_ipaddress",
    ],
  },
  vrrp_sync_group: {
    keywords: [
      ...["group", "global_tracking", "sync_group_tracking_weight", ...TRACKING, ...STATES, "notify"],
      ...["notify_priority_changes", "smtp_alert"],
    ],
    flags: new Set(["global_tracking", "sync_group_tracking_weight", "notify_priority_changes", "smtp_alert"]),
    bound: [],
    boundByFamily: [],
  },
  vrrp_script: {
    keywords: ["script", "interval", "timeout", "weight", "rise", "fall", "user", "init_fail"],
    flags: new Set(["init_fail"]),
    bound: [],
    boundByFamily: [],
  },
};
