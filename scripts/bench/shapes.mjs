// Texts that grow in one place each: every list, every kind of block, every prefix, every kind of mistake.

/** A text with `count` times `line(index)` between a head and a tail. */
const repeated = (head, line, tail) => (count) =>
  `${head}${Array.from({ length: count }, (_, index) => line(index)).join("")}${tail}`;

const IPV4 = (index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
const GLOBAL = "global_defs {\n    script_user root\n    enable_script_security\n}\n";
const INSTANCE = "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 1\n";
const SERVER = "virtual_server 192.0.2.1 80 {\n    lb_algo rr\n    lb_kind NAT\n    protocol TCP\n";

/** Lines of a list inside an instance, which has an address of its own. */
const inInstance = (list, entry, more = "") =>
  repeated(
    `${GLOBAL}${more}${INSTANCE}    virtual_ipaddress {\n        192.0.2.1\n    }\n    ${list} {\n`,
    (index) => `        ${entry(index)}\n`,
    "    }\n}\n",
  );

const inBlock = (head, entry) =>
  repeated(`${head} {\n`, (index) => `    ${entry(index)}\n`, "}\n".repeat(1 + head.split("{").length - 1));
const alone = (line, head = "", tail = "") => repeated(head, (index) => `${line(index)}\n`, tail);

const SCRIPT = 'vrrp_script chk {\n    script "/usr/bin/true"\n}\n';
const LISTS = {
  virtual_ipaddress: (count) =>
    `${INSTANCE}    virtual_ipaddress {\n${Array.from({ length: count }, (_, index) => `        ${IPV4(index)}/8\n`).join("")}    }\n}\n`,
  virtual_ipaddress_excluded: inInstance(
    "virtual_ipaddress_excluded",
    (index) => `${IPV4(index)}/8 label eth0:${index}`,
  ),
  virtual_routes: inInstance("virtual_routes", (index) => `${IPV4(index)}/32 via 192.0.2.9 dev eth0 metric ${index}`),
  virtual_rules: inInstance("virtual_rules", (index) => `from ${IPV4(index)}/32 table 5 priority ${index + 1}`),
  unicast_peer: inInstance("unicast_peer", IPV4),
  track_script: inInstance("track_script", () => "chk weight 1", SCRIPT),
  track_interface: inInstance("track_interface", (index) => `eth${index} weight 1`),
  track_file: inInstance("track_file", (index) => `file_${index} weight 1`),
  sync_group: inBlock("vrrp_sync_group G {\n    group", (index) => `VI_${index}`),
  static_ipaddress: inBlock("static_ipaddress", (index) => `${IPV4(index)}/8 dev eth0`),
  static_routes: inBlock("static_routes", (index) => `${IPV4(index)}/32 via 192.0.2.9`),
  virtual_server_group: inBlock("virtual_server_group G", (index) => `${IPV4(index)} 80`),
  notification_email: inBlock("global_defs {\n    notification_email", (index) => `a${index}@example.com`),
};

const BLOCKS = {
  vrrp_instance: alone(
    (index) =>
      `vrrp_instance VI_${index} {\n    interface eth${index >> 7}\n    virtual_router_id ${1 + (index & 127)}\n    priority 100\n    virtual_ipaddress {\n        ${IPV4(index)}\n    }\n}`,
  ),
  "vrrp_instance of one name": alone(() => "vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 1\n}"),
  vrrp_sync_group: alone(
    (index) => `vrrp_sync_group G_${index} {\n    group {\n        VI_${index}\n        VI_X\n    }\n}`,
  ),
  vrrp_script: alone(
    (index) => `vrrp_script chk_${index} {\n    script "/bin/true ${index}"\n    interval 2\n}`,
    GLOBAL,
  ),
  virtual_server: alone(
    (index) =>
      `virtual_server ${IPV4(index)} 80 {\n    lb_algo rr\n    lb_kind NAT\n    protocol TCP\n    real_server 192.0.2.9 80 {\n        TCP_CHECK {\n        }\n    }\n}`,
  ),
  real_server: repeated(
    SERVER,
    (index) => `    real_server ${IPV4(index)} 80 {\n        weight 1\n        TCP_CHECK {\n        }\n    }\n`,
    "}\n",
  ),
  url: repeated(
    `${SERVER}    real_server 192.0.2.9 80 {\n        HTTP_GET {\n`,
    (index) => `            url {\n                path /${index}\n                status_code 200\n            }\n`,
    "        }\n    }\n}\n",
  ),
  bfd_instance: alone((index) => `bfd_instance B_${index} {\n    neighbor_ip ${IPV4(index)}\n}`),
  "global settings": repeated("", () => "global_defs {\n    router_id A\n}\n", ""),
  "settings in global_defs": inBlock("global_defs", (index) => `vrrp_garp_master_delay ${1 + (index % 200)}`),
  "one block repeated": repeated(
    INSTANCE,
    () => "    authentication {\n        auth_type PASS\n        auth_pass 1111\n    }\n",
    "}\n",
  ),
};

const PREFIXES = {
  "@id of few ids": alone((index) => `    @node${index % 4} priority ${1 + (index % 254)}`, INSTANCE, "}\n"),
  // Each id is a node that reads the file: few, in a file of which the most belongs to all.
  "config-ids": (count) => {
    const lines = Array.from({ length: count / 100 }, (_, index) => `    @node${index} priority ${1 + index}\n`).join(
      "",
    );
    const addresses = Array.from({ length: 200 }, (_, index) => `        ${IPV4(index)}/8\n`).join("");
    return `${INSTANCE}${lines}    virtual_ipaddress {\n${addresses}    }\n}\n`;
  },
  "@^id": alone((index) => `    @^node priority ${1 + (index % 254)}`, INSTANCE, "}\n"),
  definitions: repeated(
    "",
    (index) => `$NAME_${index}=eth${index}\nvrrp_script S$NAME_${index} {\n    script "/bin/true"\n}\n`,
    "",
  ),
  "one definition, used": repeated("$ADDRESS=192.0.2.1\n", () => "static_ipaddress {\n    $ADDRESS dev eth0\n}\n", ""),
  "~SEQ": alone((index) => `vrrp_script chk_~SEQ(X, ${index * 4}, ${index * 4 + 3}) {\n    script "/bin/true"\n}`),
  "lines continued": alone(() => "router_id \\"),
  "definition of many lines": (count) =>
    `$ALL= \\\n${"    interface eth0 \\\n".repeat(count)}    priority 5\n${INSTANCE}    $ALL\n}\n`,
};

const MISTAKES = {
  "unknown keyword": alone((index) => `    keyword_${index} on`, INSTANCE, "}\n"),
  "misspelt keyword": alone(() => "    prioritty 100", INSTANCE, "}\n"),
  "unknown blocks, nested": (count) => `${"blocks {\n".repeat(count)}a b\n${"}\n".repeat(count)}`,
  "unknown blocks": alone((index) => `blocks_${index} {\n    a b\n}`),
  "blocks not closed": alone((index) => `vrrp_instance VI_${index} {\n    interface eth0`),
  "blocks not closed, unknown": alone((index) => `block_${index} {\n    a b`),
  "block without its brace": alone((index) => `vrrp_instance VI_${index}\n    interface eth0\n}`),
  "braces too many": alone(() => "}"),
  "only opening braces": (count) => "{".repeat(count),
  "quote not closed": alone(() => '    script "/bin/true', SCRIPT),
  "value out of range": alone((index) => `    priority ${300 + index}`, INSTANCE, "}\n"),
  "value missing": alone(() => "    priority", INSTANCE, "}\n"),
  "value too many": alone(() => "    priority 1 2", INSTANCE, "}\n"),
  "track target unknown": inInstance("track_script", (index) => `chk_${index}`),
  "block missing": alone((index) => `vrrp_script chk_${index}`),
  "equals sign": alone(() => "    priority = 100", INSTANCE, "}\n"),
  "address twice": inInstance("virtual_ipaddress_excluded", () => "192.0.2.5"),
  "address of the other family": inInstance(
    "virtual_ipaddress_excluded",
    (index) => `2001:db8::${(index & 65535).toString(16)}`,
  ),
  "invisible characters": alone(() => "    priority\u00a0100", INSTANCE, "}\n"),
};

const TEXTS = {
  comments: alone((index) => `# comment ${index}`),
  "findings that are suppressed": alone(
    (index) => `    # kalint-ignore unknown-keyword: reason\n    keyword_${index} on`,
    INSTANCE,
    "}\n",
  ),
  "suppressions of nothing": alone(
    (index) => `    priority ${1 + (index % 254)} # kalint-ignore unknown-keyword: reason`,
    INSTANCE,
    "}\n",
  ),
  "blank lines": (count) => "\n".repeat(count * 10),
  backslashes: (count) => "\\\n".repeat(count * 10),
  "carriage returns": (count) => "\r".repeat(count * 10),
  "one long line": (count) => `router_id ${"a".repeat(count * 20)}\n`,
  "many words in a line": (count) => `global_defs {\n    router_id ${"word ".repeat(count)}\n}\n`,
  "wide characters": (count) => `router_id ${"漢".repeat(count * 10)}\n`,
};

/** By name, what makes a text of a size. */
export const SHAPES = new Map(Object.entries({ ...LISTS, ...BLOCKS, ...PREFIXES, ...MISTAKES, ...TEXTS }));
