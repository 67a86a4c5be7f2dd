import { describe, expect, it } from "vitest";
import type { BehaviourId } from "../../grammar/index.js";
import { behaviourUses } from "../../src/semantic/behaviours.js";
import { Comparison } from "../../src/upgrade/compare.js";
import { exampleRun } from "../support/check-rules.js";

/** Lines of a text that a row is about. */
function linesOf(id: BehaviourId, text: string, others: Readonly<Record<string, string>> = {}): readonly number[] {
  const { options } = exampleRun({ ...others, "a.conf": text });
  const [node] = new Comparison([{ path: "a.conf", text }], options).newest.nodes;
  if (node === undefined) throw new Error("no node");
  return [...behaviourUses(node, (one) => one.id === id)].flatMap(({ uses }) =>
    uses.map(({ source, start }) => source.text.slice(0, start).split("\n").length),
  );
}

const instance = (...lines: readonly string[]): string => `vrrp_instance VI_1 {
interface eth0
virtual_router_id 51
${lines.join("\n")}
}
`;
const VIP = "virtual_ipaddress {\n192.0.2.10/24\n}";
const PEERS = "unicast_peer {\n192.0.2.2\n}";
const service = (...lines: readonly string[]): string => `virtual_server 192.0.2.10 80 {
${lines.join("\n")}
}
`;
const server = (address: string, ...lines: readonly string[]): string =>
  `real_server ${address} 80 {\n${lines.join("\n")}\n}`;
const MAIL = "global_defs {\nnotification_email {\nops@example.com\n}\n";

/** Whether a row is about a text: what it depends on is there or not. */
const CASES: readonly (readonly [BehaviourId, string, string, boolean])[] = [
  ["owner-ignores-adverts", "strict owner", instance("priority 255", "strict_mode on", VIP), true],
  ["owner-ignores-adverts", "owner that is not strict", instance("priority 255", VIP), false],
  ["owner-ignores-adverts", "set", instance("priority 255", "strict_mode on", "owner_ignore_adverts", VIP), false],
  ["owner-ignores-adverts", "no owner", instance("priority 254", "strict_mode on", VIP), false],
  [
    "startup-delay-holds",
    "owner that tracks",
    `global_defs {\nvrrp_startup_delay 5\n}\n${instance("priority 255", "track_interface {\neth1\n}", VIP)}`,
    true,
  ],
  [
    "startup-delay-holds",
    "owner that tracks nothing",
    `global_defs {\nvrrp_startup_delay 5\n}\n${instance("priority 255", VIP)}`,
    false,
  ],
  [
    "startup-delay-holds",
    "no owner",
    `global_defs {\nvrrp_startup_delay 5\n}\n${instance("priority 100", "track_interface {\neth1\n}", VIP)}`,
    false,
  ],
  ["mail-on-fault", "mail", `${MAIL}}\n${instance("smtp_alert", VIP)}`, true],
  ["mail-on-fault", "mail that is wanted", `${MAIL}}\n${instance("smtp_alert yes", VIP)}`, true],
  ["mail-on-fault", "mail that is off", `${MAIL}}\n${instance("smtp_alert off", VIP)}`, false],
  ["mail-on-fault", "the remedy", `${MAIL}no_email_faults\n}\n${instance("smtp_alert", VIP)}`, false],
  ["mail-on-fault", "nobody who gets it", instance("smtp_alert", VIP), false],
  ["unicast-checksum", "version 3", instance("version 3", PEERS, VIP), true],
  ["unicast-checksum", "the remedy", instance("version 3", "old_unicast_checksum", PEERS, VIP), false],
  ["unicast-checksum", "its opposite", instance("version 3", "old_unicast_checksum never", PEERS, VIP), true],
  ["unicast-source-alone", "a source", instance("unicast_src_ip 192.0.2.1", VIP), true],
  ["unicast-source-alone", "a check of sources", instance("check_unicast_src", VIP), true],
  ["unicast-source-alone", "an empty list", instance("unicast_peer {\n}", VIP), true],
  ["unicast-source-alone", "no hops", instance("unicast_ttl 3", VIP), false],
  [
    "unicast-source-alone",
    "FAULT without peers",
    instance("unicast_src_ip 192.0.2.1", "unicast_fault_no_peer", VIP),
    false,
  ],
  ["accept-default", "version 3", instance("version 3", "priority 100", VIP), true],
  ["accept-default", "an owner", instance("version 3", "priority 255", VIP), false],
  ["firewall-by-itself", "no_accept", instance("no_accept", VIP), true],
  ["firewall-by-itself", "an owner", instance("priority 255", "no_accept", VIP), false],
  ["firewall-by-itself", "a strict owner", instance("priority 255", "strict_mode on", VIP), false],
  ["firewall-by-itself", "a VMAC of an owner", instance("priority 255", "use_vmac", VIP), true],
  ["quorum-above-count", "above", service("quorum 2", server("192.0.2.20", "weight 5")), true],
  ["quorum-above-count", "at most", service("quorum 1", server("192.0.2.20", "weight 5")), false],
  ["quorum-capped", "weights that reach it", service("quorum 2", server("192.0.2.20", "weight 5")), false],
  ["quorum-capped", "weights that do not", service("quorum 6", server("192.0.2.20", "weight 5")), true],
  ["tcp-check-delay", "defaults", service("delay_loop 6", server("192.0.2.20", "TCP_CHECK {\n}")), true],
  ["tcp-check-delay", "no retry", service("delay_loop 6", server("192.0.2.20", "TCP_CHECK {\nretry 0\n}")), false],
  [
    "tcp-check-delay",
    "one delay",
    service("delay_loop 6", server("192.0.2.20", "delay_before_retry 6", "TCP_CHECK {\n}")),
    false,
  ],
  ["tcp-check-delay", "another check", service("delay_loop 6", server("192.0.2.20", "DNS_CHECK {\n}")), false],
  ["sequences", "at the start", "~SEQ(I, 1, 2) vrrp_instance VI_$I {\n}\n", true],
  ["sequences", "after a condition", "@lb1 ~SEQ(I, 1, 2) router_id lb$I\n", true],
  ["sequences", "inside a line", 'vrrp_script chk {\nscript "/bin/echo ~SEQ(I, 1, 2)"\n}\n', false],
  ["lists", "at the start", "~LST(I, 1, 2) vrrp_instance VI_$I {\n}\n", true],
  ["lists", "inside a line", 'vrrp_script chk {\nscript "/bin/echo ~LST(I, 1, 2)"\n}\n', false],
  ["list-on-one-line", "a brace after an entry", instance("virtual_ipaddress {\n192.0.2.10/24 }"), true],
  ["list-on-one-line", "an entry after a brace", instance("virtual_ipaddress { 192.0.2.10/24\n}"), true],
  ["list-on-one-line", "nothing between", instance("unicast_peer { }", VIP), true],
  ["list-on-one-line", "lines of their own", instance(VIP), false],
  ["list-on-one-line", "a comment after the brace", instance("virtual_ipaddress { # web\n192.0.2.10/24\n}"), false],
  ["list-on-one-line", "a brace on the next line", instance("virtual_ipaddress\n{\n192.0.2.10/24\n}"), false],
  ["list-on-one-line", "what follows", instance("virtual_ipaddress {\n192.0.2.10/24\n} priority 100"), true],
  ["list-on-one-line", "a block of its own name", "track_file load { file /run/load\n}\n", false],
  ["block-on-one-line", "a block of its own name", "track_file load { file /run/load\n}\n", true],
  ["block-on-one-line", "a brace after a keyword", "vrrp_script chk {\ninterval 2 }\n", true],
  ["block-on-one-line", "a list in an instance", instance("track_file { load\n}", VIP), false],
];

describe("places of a row", () => {
  it.each(CASES)("%s: %s", (id, _what, text, isThere) => {
    expect(linesOf(id, text)).toHaveLength(isThere ? 1 : 0);
  });

  it("has one place for all checks of a virtual server", () => {
    const checks = ["192.0.2.20", "192.0.2.21"].map((address) => server(address, "TCP_CHECK {\n}"));
    expect(linesOf("tcp-check-delay", service("delay_loop 6", ...checks))).toEqual([4]);
  });

  it("knows a list and a block of one name by what they are in", () => {
    const list = instance("track_file {\ninclude files.inc\n}", VIP);
    const block = "track_file load {\ninclude files.inc\n}\n";
    const others = { "files.inc": "\n" };
    expect(linesOf("include-in-list", list, others)).toEqual([5]);
    expect(linesOf("include-in-block", list, others)).toEqual([]);
    expect(linesOf("include-in-list", block, others)).toEqual([]);
    expect(linesOf("include-in-block", block, others)).toEqual([2]);
  });

  it("knows the lists in a file that is included in a block", () => {
    const others = { "files.inc": "virtual_ipaddress { 192.0.2.10/24 }\ntrack_file { load }\n" };
    expect(linesOf("list-on-one-line", instance("include files.inc"), others)).toEqual([1]);
  });
});
