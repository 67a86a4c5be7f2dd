import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildAst } from "../../src/syntax/build-ast.js";
import { parseFile } from "../../src/syntax/tree.js";
import type { TypedFile } from "../../src/syntax/typed-file.js";
import { SourceFile } from "../../src/text/source-file.js";

const typed = (text: string): TypedFile => buildAst(parseFile(new SourceFile("test.conf", text)).items);

const instance = (body: string): TypedFile => typed(`vrrp_instance V {\n${body}\n}\n`);

/** `kind fault word` of each problem but the missing keywords. */
const problems = ({ problems: all }: TypedFile): string[] =>
  all
    .filter(({ kind }) => kind !== "missing-required")
    .map(({ kind, fault, word }) => [kind, fault, word?.value].filter((part) => part !== undefined).join(" "));

describe("arguments", () => {
  it.each([
    ["use_vmac"],
    ["use_vmac vrrp.51"],
    ["use_vmac name vrrp.51 00:00:5e:00:10"],
    ["use_vmac 00:00:5e:00:10:51 vrrp.51 netlink_notify_msg"],
    ["use_vmac group 7 vrrp.51"],
    ["use_ipvlan 192.0.2.1/24 ipv.1 bridge"],
    ["use_ipvlan bridge ipv.1 192.0.2.1"],
    ["garp_extra_if 10"],
    ["garp_extra_if all 10"],
    ["garp_extra_if 10 all"],
    ["use_vmac $NAME"],
    ["use_vmac netlink_notify_msg netlink_notify_msg"],
    ["garp_extra_if 5 all 10"],
    ["notify_master /usr/local/bin/notify user group"],
    ["auth_hmac {\nkey 1 0123456789abcdef0123456789abcdef\n}"],
  ])("takes %s", (line) => {
    expect(problems(instance(line))).toEqual([]);
  });

  it.each([
    ["use_vmac one 00:00:5e:00:10 two", "extra-value two"],
    ["use_vmac a-name-that-is-too-long", "bad-value too-long a-name-that-is-too-long"],
    ["use_vmac name", "missing-value name"],
    ["use_ipvlan name", "missing-value name"],
    ["use_vmac group", "missing-value group"],
    ["use_vmac name vrrp.51 other", "extra-value other"],
    ["use_ipvlan bridge vepa", "extra-value vepa"],
    ["garp_extra_if all", "missing-value all"],
    ["garp_extra_if many", "bad-value not-a-number many"],
    ["priority", "missing-value priority"],
    ["priority 1 2", "extra-value 2"],
    ["priority = 1", "equals-sign ="],
    ["unicast_src_ip 192.0.2.1/24", "bad-value ignored-suffix 192.0.2.1/24"],
    ["mcast_dst_ip 192.0.2.1", "bad-value not-multicast 192.0.2.1"],
    ["priority 1\npriority 2", "duplicate priority"],
    ["priority 1 {\n}", "unexpected-block priority"],
    ["track_interface eth1", "missing-block track_interface"],
    ['notify_master "/usr/local/bin/notify', ""],
  ])("says about %s: %s", (line, problem) => {
    expect(problems(instance(line))).toEqual(problem === "" ? [] : [problem]);
  });

  it("reads the arguments of any order by name", () => {
    const [vmac] = instance("use_vmac 00:00:5e:00:10 vrrp.51").ast.vrrpInstance[0]?.useVmac ?? [];
    expect(vmac?.args.name?.value).toBe("vrrp.51");
    expect(vmac?.args.mac?.value).toBe("00:00:5e:00:10");
  });

  it("keeps the first of settings that count once, and MASTER", () => {
    const { ast } = instance("state MASTER\nstate BACKUP\nversion 2\nversion 3\npriority 1\npriority 2");
    const [block] = ast.vrrpInstance;
    expect([block?.state?.value, block?.version?.value, block?.priority?.value]).toEqual(["MASTER", 2, 2]);
  });

  it.each(["192.0.2.1 80", "fwmark 7", "group web", "2001:db8::1 80"])("takes virtual_server %s", (head) => {
    expect(problems(typed(`virtual_server ${head} {\n}\n`))).toEqual([]);
  });

  it.each([
    ["192.0.2.1:80", "bad-value not-an-address 192.0.2.1:80"],
    ["group", "missing-value group"],
    ["fwmark x", "bad-value not-a-number x"],
    ["192.0.2.1 80 90", "extra-value 90"],
  ])("says about virtual_server %s: %s", (head, problem) => {
    expect(problems(typed(`virtual_server ${head} {\n}\n`))).toEqual([problem]);
  });

  it("takes the older form of lvs_sync_daemon", () => {
    expect(problems(typed("global_defs {\nlvs_sync_daemon eth0 VI_1 7\n}\n"))).toEqual([]);
    expect(problems(typed("global_defs {\nlvs_sync_daemon eth0 inst VI_1 id 7\n}\n"))).toEqual([]);
  });
});

describe("entries", () => {
  const entry = (list: string, line: string): TypedFile => instance(`${list} {\n${line}\n}`);

  it.each([
    ["virtual_ipaddress", "192.0.2.1/24 brd + dev eth0 scope link label eth0:1 no_track"],
    ["virtual_ipaddress", "$ADDRESS dev eth0"],
    ["unicast_peer", "192.0.2.1 min_ttl 1 max_ttl 255"],
    ["track_script", "chk weight -10 reverse"],
    ["virtual_routes", "default via 192.0.2.1 dev eth0"],
    ["virtual_routes", "blackhole 10.0.0.0/8"],
    ["virtual_routes", "src 192.0.2.1 to 10.0.0.0/8 via inet6 2001:db8::1 metric 5"],
    ["virtual_routes", "10.0.0.0/8 nexthop via 192.0.2.1 weight 1 nexthop via 192.0.2.2"],
    ["virtual_routes", "10.0.0.0/8 dev eth0 mtu lock 1400 rtt 100ms"],
    ["virtual_rules", "from 10.0.0.0/8 fwmark 0x7/0xff table 100 preference 5"],
  ])("takes %s { %s }", (list, line) => {
    expect(problems(entry(list, line))).toEqual([]);
  });

  it.each([
    ["virtual_ipaddress", "192.0.2.1 192.0.2.2", "unknown-option 192.0.2.2"],
    ["virtual_ipaddress", "192.0.2.1 nonsense 5 dev eth0", "unknown-option nonsense"],
    ["virtual_ipaddress", "192.0.2.1/33", "bad-value bad-prefix 192.0.2.1/33"],
    ["virtual_ipaddress", "192.0.2.1 dev", "missing-value dev"],
    ["virtual_routes", "10.0.0.0/8 nonsense", "unknown-option nonsense"],
    ["track_interface", "eth1 weight 300", "bad-value too-large 300"],
  ])("says about %s { %s }: %s", (list, line, problem) => {
    expect(problems(entry(list, line))).toEqual([problem]);
  });

  it("names a value by its option, also behind an optional word", () => {
    const [route] =
      entry("virtual_routes", "10.0.0.0/8 via inet 192.0.2.1 mtu lock 1400").ast.vrrpInstance[0]?.virtualRoutes ?? [];
    expect(route?.via?.value).toEqual({ address: "192.0.2.1", family: 4 });
    expect(route?.mtu?.value).toBe(1400);
  });

  it("reads all words of lists of names", () => {
    const { ast, problems: found } = typed("vrrp_sync_group G {\ngroup {\nA B\nC\n}\n}\n");
    expect(ast.vrrpSyncGroup[0]?.group).toHaveLength(3);
    expect(found).toEqual([]);
  });

  it("tells that a second list of names is left out, and that one is empty", () => {
    expect(problems(typed("vrrp_sync_group G {\ngroup {\nA\n}\ngroup {\nB\n}\n}\n"))).toEqual(["duplicate group"]);
    expect(problems(typed("vrrp_sync_group G {\ngroup {\n}\n}\n"))).toEqual(["empty-list group"]);
  });

  it.each([
    "192.0.2.1 80",
    "192.0.2.1-5",
    "192.0.2.1-192.0.2.9 80",
    "192.0.2.0/28 80",
    "fwmark 7 inet6",
    "2001:db8::1-f 80",
  ])("takes the line %s of a virtual_server_group", (line) => {
    expect(problems(typed(`virtual_server_group G {\n${line}\n}\n`))).toEqual([]);
  });
});

describe("unknown things", () => {
  it("says nothing about the contents of a block it does not know", () => {
    expect(problems(typed("vrrp_instanze V {\nnonsense\nvirtual_ipaddress {\nx y\n}\n}\n"))).toEqual([
      "unknown-keyword vrrp_instanze",
    ]);
  });

  it("reads a keyword behind a byte order mark", () => {
    const { ast } = typed("\ufeffvrrp_instance V {\npriority 5\n}\n");
    expect(ast.vrrpInstance[0]?.priority?.value).toBe(5);
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "\n",
      '"',
      "$A",
      "${A}",
      "=",
      "@x ",
      "vrrp_instance ",
      "group ",
      "virtual_routes ",
      "via ",
      "use_vmac ",
      "fwmark ",
      "virtual_server ",
      "7 ",
      "__proto__ ",
      "constructor ",
      "192.0.2.1 ",
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void typed(pieces.join(""))));
  });
});
