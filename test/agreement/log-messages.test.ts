import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { lintExample } from "../support/check-rules.js";

/**
 * Messages that keepalived 2.2.7, 2.3.3 or 2.4.3 logs in functions that are reached while it reads and completes a
 * configuration, besides those of report_config_error: the rule that says it before, or why no rule can.
 */
const messages = JSON.parse(readFileSync("fixtures/agreement/log-messages.json", "utf8")) as Readonly<
  Record<string, { readonly releases: readonly string[]; readonly rule?: string; readonly reason?: string }>
>;

const REASONS = ["debugging", "machine", "memory", "running"];

it("has a rule or a reason for each message", () => {
  const names = new Set(rules.map(({ name }) => name));
  expect(Object.keys(messages).length).toBeGreaterThan(200);
  const wrong = Object.entries(messages).filter(([, { rule, reason }]) =>
    rule === undefined ? !REASONS.includes(reason ?? "") : !names.has(rule) || reason !== undefined,
  );
  expect(wrong).toEqual([]);
});

const globals = (...lines: readonly string[]) =>
  `global_defs {\n    script_user root\n    enable_script_security\n${lines.map((line) => `    ${line}\n`).join("")}}\n`;
const instance = (...lines: readonly string[]) =>
  `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority 100\n${lines.map((line) => `    ${line}\n`).join("")}    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n`;
const service = (...checker: readonly string[]) =>
  `virtual_server 192.0.2.10 80 {\n    lvs_sched rr\n    lvs_method NAT\n    protocol TCP\n    real_server 198.51.100.1 80 {\n${checker.map((line) => `        ${line}\n`).join("")}    }\n}\n`;
const url = (...lines: readonly string[]) =>
  service("HTTP_GET {", "url {", "path /", "status_code 200", ...lines, "}", "}");
const group = (kind: string) =>
  `vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n    ${kind} {\n        x\n    }\n}\n${instance(`${kind} {`, "    x", "}")}`;

/** A part of the message, and an input of which keepalived logs it. */
const INPUTS: readonly (readonly [string, string])[] = [
  ["idle_tx value", "bfd_instance b {\n    neighbor_ip 192.0.2.9\n    idle_tx 12000\n}\n"],
  ["min_tx value", "bfd_instance b {\n    neighbor_ip 192.0.2.9\n    min_tx 12000\n}\n"],
  ["min_rx value", "bfd_instance b {\n    neighbor_ip 192.0.2.9\n    min_rx 12000\n}\n"],
  ["SMTP_CHECK host block", service("SMTP_CHECK {", "host {", "connect_ip 198.51.100.1", "}", "}")],
  ["email address", globals("notification_email {", "ops@example.com>", "}", "smtp_server 192.0.2.25")],
  ["global and vrrp FIFO", globals("notify_fifo /run/f", "vrrp_notify_fifo /run/f")],
  ["global and LVS FIFO", globals("notify_fifo /run/f", "lvs_notify_fifo /run/f")],
  [
    "FIFO are the same both with scripts",
    globals(
      "vrrp_notify_fifo /run/f",
      "lvs_notify_fifo /run/f",
      "vrrp_notify_fifo_script /usr/local/bin/a",
      "lvs_notify_fifo_script /usr/local/bin/b",
    ),
  ],
  ["please use '%.*srttime'", globals("vrrp_rlimit_rtime 5000")],
  ["lvs_process_name", globals("lvs_process_name ka")],
  ["vrrp_startup_delay is very large", globals("vrrp_startup_delay 2000")],
  ["vrrp_garp_interval is very large", globals("vrrp_garp_interval 200")],
  ["vrrp_gna_interval is very large", globals("vrrp_gna_interval 200")],
  ["vrrp_wait_after_boot is very large", globals("vrrp_delay_after_boot 2000")],
  ["The garp_interval is very large", "garp_group {\n    garp_interval 200\n    interface eth0\n}\n"],
  ["The gna_interval is very large", "garp_group {\n    gna_interval 200\n    interface eth0\n}\n"],
  ["chain names cannot be the same", globals("vrrp_iptables X X")],
  ["No config files matched", "include missing-*.conf\n"],
  ["track_script %s is configured", `vrrp_script x {\n    script /usr/local/bin/x\n}\n${group("track_script")}`],
  ["track_file %s is configured", `track_file x {\n    file /run/x\n}\n${group("track_file")}`],
  ["track_process %s is configured", `vrrp_track_process x {\n    process x\n}\n${group("track_process")}`],
  ["track_bfd %s is configured", `bfd_instance x {\n    neighbor_ip 192.0.2.9\n}\n${group("track_bfd")}`],
  ["Both iptables and nftables", globals("vrrp_iptables", "nftables")],
  ["vrrp_ipsets has been specified", globals("vrrp_ipsets a b c")],
  ["cannot use debounce timers", `interface_up_down_delays {\n    eth0 1 1\n}\n${instance("down_timer_adverts 1")}`],
  ["debounce timer(s) not less", `interface_up_down_delays {\n    eth0 9 9\n}\n${instance()}`],
  ["Cannot use unicast without any peers", instance("unicast_src_ip 192.0.2.1", "unicast_fault_no_peer")],
  ["first IPv6 VIP", instance().replace("192.0.2.10/24", "2001:db8::10/64")],
  ["'default6' is deprecated", instance("virtual_routes {", "    default6 via 2001:db8::1 dev eth0", "}")],
  ["exponential form", instance("virtual_routes {", "    192.0.2.128/25 dev eth0 rtt 1e3", "}")],
  ["Invalid down delay", "interface_up_down_delays {\n    eth0 x\n}\n"],
  ["Invalid up delay", "interface_up_down_delays {\n    eth0 1 x\n}\n"],
  ["No timeouts specified", "interface_up_down_delays {\n    eth0\n}\n"],
  ["Parameter substitution", `$X=${"a".repeat(700)}\nglobal_defs {\n    router_id ${"$"}{X}${"$"}{X}\n}\n`],
  ["Too many parameters for", "interface_up_down_delays {\n    eth0 1 2 3\n}\n"],
  [
    "Static address has both",
    `track_group T {\n    group {\n        VI_1\n    }\n}\nstatic_ipaddress {\n    192.0.2.20/24 dev eth0 track_group T no_track\n}\n${instance()}`,
  ],
  ["specified in track group", "track_group T {\n    group {\n        VI_9\n    }\n}\n"],
  ["has no VRRP instance(s)", "track_group T {\n}\n"],
  ["missing from beginning of block", instance("unicast_peer", "    192.0.2.2", "}")],
  ["regex missing or too many", url("regex")],
  ["Invalid regex_%s_offset", url("regex a", "regex_min_offset x")],
  ["too may options for regex", url("regex a", "regex_min_offset 1 2")],
  ["regex min offset", url("regex a", "regex_min_offset 9", "regex_max_offset 3")],
  ["parameters specified without regex", url("regex_no_match")],
  ["stack start cannot exceed", url("regex a", "regex_stack 9 3")],
  ["regex_stack invalid max", url("regex a", "regex_stack 9 x")],
  ["regex_stack requires", url("regex a", "regex_stack 9")],
];

describe("a message of keepalived's log", () => {
  it.each(INPUTS)("%s", (part, text) => {
    const known = Object.entries(messages).filter(([message]) => message.includes(part));
    const names = new Set(known.map(([, { rule }]) => rule));
    expect(names.size).toBe(1);
    const found = lintExample(text).diagnostics.map(({ rule }) => rule);
    for (const name of names) expect(found).toContain(name);
  });
});
