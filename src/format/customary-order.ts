/** The customary order of the keywords of one block. */
export interface BlockOrder {
  readonly keywords: readonly string[];
  /** Keywords that open a block; one without its brace takes the block of the next one. */
  readonly blocks: ReadonlySet<string>;
  /** Keywords that may stand without a value; any other that does ends keepalived's reading where it stands. */
  readonly flags: ReadonlySet<string>;
  /** Keywords whose order among themselves keepalived minds: one overrides or forbids another. */
  readonly bound: readonly (readonly string[])[];
  /** The same, where an IPv6 address is about: the first address decides the family (vrrp_data.c:alloc_vrrp_vip). */
  readonly boundByFamily: readonly string[];
  /** Blocks that take over what was set before them (check_data.c:alloc_rs): nothing else moves past them. */
  readonly last: ReadonlySet<string>;
}

const TRACKING = ["track_interface", "track_script", "track_file", "track_process", "track_bfd"];
const CHECKERS = [
  ...["HTTP_GET", "SSL_GET", "TCP_CHECK", "SMTP_CHECK", "DNS_CHECK", "MISC_CHECK", "UDP_CHECK", "PING_CHECK"],
  ...["FILE_CHECK", "BFD_CHECK"],
];
const TIMES = ["connect_timeout", "delay_loop", "delay_before_retry", "retry", "warmup"];
const STATES = ["notify_master", "notify_backup", "notify_fault", "notify_stop"];

/** By path of the block. A block with a keyword that is not listed stays in its order. */
export const CUSTOMARY_ORDER: Readonly<Record<string, BlockOrder>> = {
  global_defs: {
    keywords: [
      ...["notification_email", "notification_email_from", "smtp_server", "smtp_helo_name", "smtp_connect_timeout"],
      ...["router_id", "enable_script_security", "script_user", "dynamic_interfaces", "vrrp_version", "vrrp_strict"],
      ...["vrrp_skip_check_adv_addr", "vrrp_mcast_group4", "vrrp_mcast_group6"],
      ...["vrrp_garp_master_delay", "vrrp_garp_master_repeat", "vrrp_garp_master_refresh"],
      ...["vrrp_garp_master_refresh_repeat", "vrrp_garp_lower_prio_delay", "vrrp_garp_lower_prio_repeat"],
      ...["vrrp_garp_interval", "vrrp_gna_interval"],
    ],
    blocks: new Set(["notification_email"]),
    flags: new Set(["enable_script_security", "dynamic_interfaces", "vrrp_strict", "vrrp_skip_check_adv_addr"]),
    bound: [["enable_script_security", "script_user"]],
    boundByFamily: [],
    last: new Set(),
  },
  virtual_server: {
    keywords: [
      ...["ip_family", "delay_loop", "lvs_sched", "lb_algo", "lvs_method", "lb_kind", "persistence_timeout"],
      ...["persistence_granularity", "persistence_engine", "protocol", "virtualhost", "connect_timeout"],
      ...["delay_before_retry", "retry", "warmup", "weight", "alpha", "omega", "quorum", "hysteresis", "quorum_up"],
      ...["quorum_down", "ha_suspend", "inhibit_on_failure", "smtp_alert", "sorry_server", "sorry_server_inhibit"],
      ...["sorry_server_lvs_method", "real_server"],
    ],
    blocks: new Set(["real_server"]),
    flags: new Set([
      ...["persistence_timeout", "alpha", "omega", "ha_suspend", "inhibit_on_failure", "smtp_alert"],
      "sorry_server_inhibit",
    ]),
    bound: [
      ["lvs_sched", "lb_algo"],
      ["lvs_method", "lb_kind", "sorry_server", "sorry_server_lvs_method"],
      ["sorry_server", "sorry_server_inhibit", "sorry_server_lvs_method"],
      ["ip_family", "persistence_timeout", "persistence_granularity"],
    ],
    boundByFamily: [],
    last: new Set(["real_server"]),
  },
  "virtual_server.real_server": {
    keywords: [
      ...["weight", "lvs_method", "uthreshold", "lthreshold", "virtualhost", ...TIMES, "inhibit_on_failure", "alpha"],
      ...["smtp_alert", "notify_up", "notify_down", ...CHECKERS],
    ],
    blocks: new Set(CHECKERS),
    flags: new Set(["inhibit_on_failure", "alpha", "smtp_alert"]),
    bound: [CHECKERS],
    boundByFamily: [],
    last: new Set(CHECKERS),
  },
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
    blocks: new Set([
      ...["authentication", "unicast_peer", "virtual_ipaddress", "virtual_ipaddress_excluded", "virtual_routes"],
      ...["virtual_rules", ...TRACKING],
    ]),
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
    last: new Set(),
  },
  vrrp_sync_group: {
    keywords: [
      ...["group", "global_tracking", "sync_group_tracking_weight", ...TRACKING, ...STATES, "notify"],
      ...["notify_priority_changes", "smtp_alert"],
    ],
    blocks: new Set(["group", ...TRACKING]),
    flags: new Set(["global_tracking", "sync_group_tracking_weight", "notify_priority_changes", "smtp_alert"]),
    bound: [],
    boundByFamily: [],
    last: new Set(),
  },
  vrrp_script: {
    keywords: ["script", "interval", "timeout", "weight", "rise", "fall", "user", "init_fail"],
    blocks: new Set(),
    flags: new Set(["init_fail"]),
    bound: [],
    boundByFamily: [],
    last: new Set(),
  },
};
