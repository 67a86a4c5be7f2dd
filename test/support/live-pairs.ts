import {
  A,
  ah,
  B,
  double,
  group,
  type LiveScenario,
  lines,
  NOBODY,
  pair,
  pass,
  SOUND,
  script,
  tracked,
  ttl,
  unicast,
  VIPS,
  v6,
} from "./live-scenario.js";

/** Pairs that are as they should be. */
export const sound: readonly LiveScenario[] = [
  { name: "sound: version 2", nodes: pair({}), expected: SOUND },
  { name: "sound: version 3, hundredths", nodes: pair(lines("version 3\nadvert_int 0.5")), expected: SOUND },
  { name: "sound: IPv6", nodes: [v6(1, ["2001:db8::100/64"]), v6(2, ["2001:db8::100/64"])], expected: SOUND },
  { name: "sound: PASS", nodes: pair(pass("s3cret")), expected: SOUND },
  {
    name: "sound: secrets that differ after the eighth byte",
    nodes: pair({}, pass("correct-horse"), pass("correct-staple")),
    expected: SOUND,
  },
  { name: "sound: AH", nodes: pair(ah("s3cret")), expected: SOUND },
  { name: "sound: unicast", nodes: pair({}, unicast(1, [B]), unicast(2, [A])), expected: SOUND },
  {
    name: "sound: the lower node lists a stranger",
    nodes: pair({}, unicast(1, [B]), unicast(2, [NOBODY])),
    expected: SOUND,
  },
  { name: "sound: another name on each node", nodes: pair({}, { name: "VI_A" }, { name: "VI_B" }), expected: SOUND },
  {
    name: "sound: weighted script, file and interface",
    nodes: pair({
      blocks: `${script("chk", "weight 10")}vrrp_track_file f {\nfile "/tmp/f"\nweight 1\n}\n`,
      lines: "track_script {\nchk\n}\ntrack_file {\nf weight 2\n}\ntrack_interface {\neth1 weight -5\n}",
    }),
    before: [
      { kind: "file", node: 0, name: "f", value: 3 },
      { kind: "file", node: 1, name: "f", value: 0 },
    ],
    expected: SOUND,
  },
  {
    name: "sound: nopreempt and preempt_delay",
    nodes: pair({}, lines("nopreempt"), lines("preempt_delay 20")),
    expected: SOUND,
  },
  {
    name: "sound: a script failed on the better node",
    nodes: pair(tracked("chk")),
    before: [{ kind: "fail", node: 0, name: "chk" }],
    expected: SOUND,
  },
  {
    name: "sound: the link of the better node is down",
    nodes: pair({}),
    after: [{ kind: "down", node: 0, device: "eth0" }],
    expected: SOUND,
  },
  {
    name: "sound: a file moves the priority",
    nodes: pair({ blocks: 'vrrp_track_file f {\nfile "/tmp/f"\n}\n', lines: "track_file {\nf weight -1\n}" }),
    before: [
      { kind: "file", node: 1, name: "f", value: 0 },
      { kind: "file", node: 0, name: "f", value: 60 },
    ],
    expected: SOUND,
  },
  { name: "sound: sync group", nodes: [group(1, "one"), group(2, "one")], expected: SOUND },
  {
    name: "sound: the better node does not hear the other",
    nodes: pair({}),
    before: [{ kind: "cut", from: 1, to: 0 }],
    expected: SOUND,
  },
];

/** One test of adverts fails at a time, in both directions where it has two. */
export const rejected: readonly LiveScenario[] = [
  { name: "version 2 / 3", nodes: pair({}, lines("version 2"), lines("version 3")), expected: double("version") },
  { name: "version 3 / 2", nodes: pair({}, lines("version 3"), lines("version 2")), expected: double("version") },
  { name: "secrets differ", nodes: pair({}, pass("one"), pass("two")), expected: double("secret") },
  { name: "PASS / none", nodes: pair({}, pass("one")), expected: double("secret") },
  { name: "none / PASS", nodes: pair({}, {}, pass("one")), expected: double("secret") },
  { name: "AH / PASS", nodes: pair({}, ah("one"), pass("one")), expected: double("authentication-header") },
  { name: "none / AH", nodes: pair({}, {}, ah("one")), expected: double("authentication-header") },
  { name: "secrets of AH differ", nodes: pair({}, ah("one"), ah("two")), expected: double("secret") },
  {
    name: "interval 1 / 2",
    nodes: pair({}, lines("advert_int 1"), lines("advert_int 2")),
    expected: double("interval"),
  },
  {
    name: "interval 2 / 1",
    nodes: pair({}, lines("advert_int 2"), lines("advert_int 1")),
    expected: double("interval"),
  },
  {
    name: "one address more on the better node",
    until: "2.3.2",
    nodes: pair({}, { vips: VIPS }),
    expected: double("addresses"),
  },
  {
    name: "one address more on the other node",
    until: "2.3.2",
    nodes: pair({}, {}, { vips: VIPS }),
    expected: double("addresses"),
  },
  {
    name: "one of two addresses differs",
    until: "2.3.2",
    nodes: pair({}, { vips: VIPS }, { vips: ["192.0.2.100/24", "192.0.2.102/24"] }),
    expected: double("addresses"),
  },
  {
    name: "addresses differ, IPv6",
    until: "2.3.2",
    nodes: [v6(1, ["2001:db8::100/64", "2001:db8::101/64"]), v6(2, ["2001:db8::100/64"])],
    expected: double("addresses"),
  },
  { name: "router ids differ", nodes: pair({}, {}, { id: 52 }), expected: double("router-id") },
  { name: "groups differ", nodes: pair({}, {}, lines("mcast_dst_ip 224.0.0.19")), expected: double("group") },
  {
    name: "groups differ by global_defs",
    nodes: pair({}, { globals: "vrrp_mcast_group4 224.0.0.20" }),
    expected: double("group"),
  },
  { name: "unicast / multicast", nodes: pair({}, unicast(1, [B])), expected: double("transport") },
  { name: "multicast / unicast", nodes: pair({}, {}, unicast(2, [A])), expected: double("transport") },
  {
    name: "the better node lists a stranger",
    nodes: pair({}, unicast(1, [NOBODY]), unicast(2, [A])),
    expected: double("peer"),
  },
  {
    name: "both list strangers",
    nodes: pair({}, unicast(1, [NOBODY]), unicast(2, [NOBODY])),
    expected: double("peer"),
  },
  {
    name: "check_unicast_src, and the other is no peer",
    nodes: pair({}, unicast(1, [B]), unicast(2, [NOBODY], "check_unicast_src")),
    expected: double("unicast-source"),
  },
  {
    name: "check_unicast_src of the node",
    nodes: pair({}, unicast(1, [B]), { ...unicast(2, [NOBODY]), globals: "vrrp_check_unicast_src" }),
    expected: double("unicast-source"),
  },
  {
    name: "the TTL is changed on the way",
    nodes: pair({}),
    before: [{ kind: "rules", node: 1, text: ttl }],
    expected: { ...double("ttl"), model: ["lb1"] },
  },
  {
    name: "the TTL is below min_ttl",
    nodes: pair(
      {},
      unicast(1, [B], "unicast_ttl 64"),
      unicast(2, [`${A} min_ttl 250 max_ttl 255`], "check_unicast_src"),
    ),
    expected: { ...double("ttl"), model: ["lb1"] },
  },
  {
    name: "version and secret differ",
    nodes: pair({}, lines("version 3"), pass("two")),
    expected: double("version", "secret"),
  },
  {
    name: "secret and interval differ",
    nodes: pair({}, lines(`${pass("one").lines}\nadvert_int 2`), pass("two")),
    expected: double("secret", "interval"),
  },
  {
    name: "secrets of unicast differ",
    nodes: pair(
      {},
      lines(`${unicast(1, [B]).lines}${pass("one").lines}`),
      lines(`${unicast(2, [A]).lines}${pass("two").lines}`),
    ),
    expected: double("secret"),
  },
  {
    name: "equal priorities, and secrets differ",
    nodes: pair({ priority: 100 }, pass("one"), pass("two")),
    expected: double("secret"),
  },
  {
    name: "auth_hmac on one node",
    since: "2.4.0",
    nodes: pair(
      lines("version 3"),
      lines("version 3\nauth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\nactive_key 1\n}"),
    ),
    expected: double("hmac"),
  },
  {
    name: "keys of auth_hmac differ",
    since: "2.4.0",
    nodes: pair(
      {},
      lines("version 3\nauth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\nactive_key 1\n}"),
      lines("version 3\nauth_hmac {\nkey 1 ffffffffffffffff0123456789abcdef\nactive_key 1\n}"),
    ),
    expected: double("hmac"),
  },
  {
    name: "the checksum is that of version 2 on one node",
    since: "2.4.0",
    nodes: pair({}, lines("version 3\nv3_checksum_as_v2"), lines("version 3")),
    expected: double("checksum"),
  },
  { name: "addresses differ, which is only logged", since: "2.3.3", nodes: pair({}, { vips: VIPS }), expected: SOUND },
];
