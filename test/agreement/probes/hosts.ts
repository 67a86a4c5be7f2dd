/** `@` is where the words under test go. Sound without them, and as small as that allows. */
const INSTANCE = `vrrp_instance V {
    interface eth0
    virtual_router_id 5
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
    @
}
`;

const WITHOUT = INSTANCE.replace("    @\n", "");

const SERVER = `virtual_server 192.0.2.1 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 198.51.100.1 80 {
        TCP_CHECK {
        }
    }
    @
}
`;

/** A check with what it cannot do without; `@` is where the words under test go. */
const withCheck = (check: string): string => SERVER.replace("    @\n", "").replace("TCP_CHECK {\n        }", check);

/** A check that asks for a page. */
const withPage = (name: string, inCheck: string, inPage: string): string =>
  withCheck(`${name} {\n${inCheck}            url {\n                path /\n${inPage}            }\n        }`);

/** Sound blocks by path, where the plain `NAME { … }` in the block around it is not enough. */
const HOSTS: Readonly<Record<string, string>> = {
  vrrp_instance: INSTANCE,
  "vrrp_instance/virtual_ipaddress": INSTANCE.replace("192.0.2.100/24", "@").replace("    @\n}\n", "}\n"),
  "vrrp_instance/unicast_peer": INSTANCE.replace("@", "unicast_src_ip 192.0.2.1\n    unicast_peer {\n@\n    }"),
  "vrrp_instance/auth_hmac": INSTANCE.replace(
    "@",
    "version 3\n    auth_hmac {\n        key 1 0123456789abcdef0123456789abcdef\n        active_key 1\n        @\n    }",
  ),
  "vrrp_instance/authentication": INSTANCE.replace(
    "@",
    "authentication {\n        auth_type PASS\n        auth_pass secret\n        @\n    }",
  ),
  vrrp_sync_group: `${WITHOUT}vrrp_sync_group G {\n    group {\n        V\n    }\n    @\n}\n`,
  "vrrp_sync_group/group": `${WITHOUT}vrrp_sync_group G {\n    group {\n        V\n        @\n    }\n}\n`,
  track_group: `track_group G {\n    group {\n        V\n    }\n    @\n}\n${WITHOUT}`,
  "track_group/group": `track_group G {\n    group {\n        V\n        @\n    }\n}\n${WITHOUT}`,
  global_defs: "global_defs {\n    @\n}\n",
  vrrp_script: "vrrp_script S {\n    script /usr/bin/true\n    @\n}\n",
  vrrp_track_process: "vrrp_track_process P {\n    process httpd\n    @\n}\n",
  track_file: "track_file F {\n    file /tmp/track\n    @\n}\n",
  bfd_instance: "bfd_instance B {\n    neighbor_ip 192.0.2.30\n    @\n}\n",
  virtual_server: SERVER,
  "virtual_server/real_server": SERVER.replace("    @\n", "").replace(
    "        }\n    }",
    "        }\n        @\n    }",
  ),
  ...Object.fromEntries(
    ["TCP_CHECK", "SMTP_CHECK", "DNS_CHECK", "UDP_CHECK", "PING_CHECK"].map((name) => [
      `virtual_server/real_server/${name}`,
      withCheck(`${name} {\n            @\n        }`),
    ]),
  ),
  ...Object.fromEntries(
    ["HTTP_GET", "SSL_GET"].flatMap((name) => [
      [`virtual_server/real_server/${name}`, withPage(name, "            @\n", "")],
      [`virtual_server/real_server/${name}/url`, withPage(name, "", "                regex x\n                @\n")],
    ]),
  ),
  "virtual_server/real_server/SMTP_CHECK/host": withCheck(
    "SMTP_CHECK {\n            host {\n                @\n            }\n        }",
  ),
  "virtual_server/real_server/MISC_CHECK": withCheck(
    "MISC_CHECK {\n            misc_path /usr/bin/true\n            @\n        }",
  ),
  "virtual_server/real_server/BFD_CHECK": withCheck(
    "BFD_CHECK {\n            name a_bfd_instance\n            @\n        }",
  ),
  "virtual_server/real_server/FILE_CHECK": withCheck(
    "FILE_CHECK {\n            track_file a_track_file\n            @\n        }",
  ),
  // Tunnels take servers of both families; by firewall mark there are no ports.
  virtual_server_group: `${withCheck("TCP_CHECK {\n            connect_port 80\n        }")
    .replace("virtual_server 192.0.2.1 80", "virtual_server group G")
    .replace("    lb_kind NAT\n    protocol TCP", "    lb_kind TUN")
    .replace("198.51.100.1 80", "198.51.100.1")}virtual_server_group G {
    @
}
`,
  garp_group: "garp_group {\n    garp_interval .2\n    interface eth1\n    @\n}\n",
  "garp_group/interfaces": "garp_group {\n    garp_interval .2\n    interfaces {\n        @\n    }\n}\n",
};

/** What has to be defined where a word names it. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  a_vrrp_script: "vrrp_script a_vrrp_script {\n    script /bin/true\n}\n",
  a_track_file: "track_file a_track_file {\n    file /tmp/track\n}\n",
  a_vrrp_track_process: "vrrp_track_process a_vrrp_track_process {\n    process httpd\n}\n",
  a_bfd_instance: "bfd_instance a_bfd_instance {\n    neighbor_ip 192.0.2.9\n}\n",
  a_track_group: "track_group a_track_group {\n    group {\n        V\n    }\n}\n",
};

/** The configuration around words in the block at a path such as `vrrp_instance/virtual_routes`. */
export function hostOf(path: string): string {
  const host = HOSTS[path];
  if (host !== undefined) return host;
  const slash = path.lastIndexOf("/");
  const own = `${path.slice(slash + 1)} {\n    @\n}`;
  return slash < 0 ? `${own}\n` : hostOf(path.slice(0, slash)).replace("@", own);
}

/** A configuration, and in which line (from 1) the words under test begin. */
export interface Placed {
  readonly text: string;
  readonly line: number;
}

/**
 * Puts lines into a block. A line of the host that begins with the same word makes room for it: most settings may be
 * written once.
 */
export function placeIn(path: string, lines: readonly string[]): Placed {
  const keyword = lines[0]?.split(" ")[0] ?? "";
  const host = hostOf(path).split("\n");
  const kept = host.filter((line) => line.includes("@") || line.endsWith("{") || line.trim().split(" ")[0] !== keyword);
  const body = kept.join("\n").replace("@", () => lines.join("\n"));
  const words = new Set(body.split(/\s+/));
  const defined = Object.entries(DEFINITIONS).flatMap(([name, definition]) => (words.has(name) ? definition : []));
  const isIncomplete = defined.some((text) => text.startsWith("track_group")) && !body.includes("vrrp_instance V");
  const before = defined.join("");
  const text = `${before}${body}${isIncomplete ? WITHOUT : ""}`;
  const line = before.split("\n").length + kept.findIndex((one) => one.includes("@"));
  return { text, line };
}
