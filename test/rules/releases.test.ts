import { expect, it } from "vitest";
import { withHelp } from "../../src/reporters/report.js";
import { documentedRules } from "../../src/rules/index.js";
import { lintExample } from "../support/check-rules.js";

const instance = (...lines: readonly string[]) =>
  `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    priority 100\n${lines.map((line) => `    ${line}\n`).join("")}    virtual_ipaddress {\n        192.0.2.10/24\n    }\n}\n`;

const service = (...lines: readonly string[]) =>
  `virtual_server 192.0.2.10 80 {\n    lvs_sched wrr\n    lvs_method NAT\n    protocol TCP\n${lines.map((line) => `    ${line}\n`).join("")}    real_server 198.51.100.1 80 {\n        TCP_CHECK {\n        }\n    }\n}\n`;

/** What a rule says of its bad example, or of another text. */
function said(name: string, target: string, text: string | undefined): string[] {
  const rule = documentedRules.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  const { diagnostics } = lintExample(text ?? rule.examples.bad, rule, target);
  return diagnostics.filter((one) => one.rule === name).map((one) => `${one.severity}: ${withHelp(one)}`);
}

const PASS = instance("authentication {", "    auth_type PASS", "    auth_pass k8x2qLm9", "}");

// The last release of which a rule says one thing, and the next one, of which it says another.
it.each<[rule: string, last: string, first: string, before: string[], after: string[], text?: string]>([
  [
    "auth-deprecated",
    "2.3.4",
    "2.4.0",
    ["info: auth_type PASS is no longer part of VRRP. Remove the block on all nodes at the same time."],
    [
      "info: auth_type PASS is no longer part of VRRP. Use auth_hmac, or remove the block on all nodes at the same time.",
    ],
    PASS,
  ],
  [
    "sorry-server-conflict",
    "2.0.18",
    "2.0.19",
    ["warning: sorry_server 198.51.100.1 is also a real server, which only works since 2.0.19"],
    [],
    service("sorry_server 198.51.100.1 80"),
  ],
  [
    "tracking-impossible",
    "2.3.1",
    "2.3.2",
    ["warning: a route without dev is not tracked by this release. Add dev or no_track."],
    [],
    instance("virtual_routes {", "    198.51.100.0/24 via 192.0.2.1", "}"),
  ],
  [
    "vip-device-not-tracked",
    "1.4.5",
    "2.0.0",
    ["warning: nothing tracks eth1, the device of 192.0.2.11/24"],
    [],
    instance("virtual_ipaddress_excluded {", "    192.0.2.11/24 dev eth1", "}"),
  ],
  [
    "zero-means-invalid",
    "1.4.5",
    "2.0.0",
    [],
    ["warning: vrrp_garp_interval 0 is rejected; 0 is the default. Remove the line."],
  ],
  [
    "unicast-without-peers",
    "2.2.4",
    "2.2.5",
    ["error: unicast_src_ip without unicast_peer; adverts are sent by multicast"],
    ["info: unicast_src_ip without unicast_peer; the instance stays in FAULT"],
    instance("unicast_src_ip 192.0.2.1", "unicast_fault_no_peer"),
  ],
  [
    "script-path-through-symlink",
    "2.2.8",
    "2.3.0",
    [],
    ["warning: script /bin/kill leads through a symbolic link where /usr is merged. Use /usr/bin/kill."],
  ],
  [
    "script-shell-syntax",
    "1.4.2",
    "1.4.3",
    [],
    [
      'warning: script: no shell runs this command, so "|" is an argument of /usr/local/bin/chk-web. Run the command in a shell.',
    ],
  ],
  [
    "prefer-track-process",
    "2.0.10",
    "2.0.11",
    [],
    [
      'info: script only checks whether a process "nginx" is running. Use a vrrp_track_process with "process nginx", which needs no script.',
    ],
  ],
  [
    "interfaces-share-fault",
    "2.3.2",
    "2.3.3",
    [],
    [
      "warning: VI_1 depends on eth0 and eth1; since 2.3.3, when both are down and one returns, it leaves FAULT. Give eth1 a weight that is larger than the gap between the priorities.",
    ],
  ],
  [
    "startup-delay-adds-up",
    "2.2.7",
    "2.2.8",
    [
      "info: up to 2.2.7, each advert during the delay of 6 s restarts the timer of VI_1; it takes over about 18 s later than the delay says. Use a shorter delay, or keepalived 2.2.8 or later.",
    ],
    [],
  ],
  [
    "script-init-fail",
    "1.4.5",
    "2.0.0",
    [],
    [
      "info: init_fail has no effect since 2.0.0; the first result alone decides how the script starts. Remove the line.",
    ],
  ],
  [
    "release-behaviour",
    "2.0.7",
    "2.0.8",
    [
      "warning: keepalived 2.0.7 reports what follows an include inside a block as unknown keywords, and keepalived -t fails (changed in 2.0.8). Copy the lines of the file into the block.",
    ],
    [],
    instance("include empty.conf"),
  ],
  [
    "release-behaviour",
    "1.3.7",
    "1.3.8",
    [
      "error: keepalived 1.3.7 exits where no file matches an include (changed in 1.3.8). Remove the include, or create the file.",
    ],
    [],
    `include missing-*.conf\n${instance()}`,
  ],
  // One mistake, one report.
  [
    "include-not-found",
    "1.3.7",
    "1.3.8",
    [],
    ["info: include missing-*.conf matches no file"],
    `include missing-*.conf\n${instance()}`,
  ],
  ["keyword-not-in-target-version", "1.2.19", "1.2.20", [], ["error: nat_mask was removed in 1.2.20"]],
  [
    "keyword-not-in-target-version",
    "2.3.4",
    "2.4.0",
    ["error: auth_hmac requires 2.4.0 or later; the target is 2.3.4"],
    [],
    instance("auth_hmac {", "    key 1 0123456789abcdef0123456789abcde1", "    active_key 1", "}"),
  ],
])("%s: %s and %s", (rule, last, first, before, after, text) => {
  expect(said(rule, last, text)).toEqual(before);
  expect(said(rule, first, text)).toEqual(after);
});
