import type { EntryGrammar, EntryOption } from "../types.js";
import { bareIp, ip, networkInterface, oneOf, port, reference, text, UINT32_MAX, uint, word } from "../values.js";

const addressOptions = {
  dev: {
    summary: "Interface that holds the address.",
    args: [networkInterface()],
    once: true,
    onError: "a second dev, or an interface that does not exist, is reported and drops the address",
  },
  scope: {
    summary: "How far the address is valid.",
    args: [
      word("scope", "rt-scope", {
        enum: ["global", "nowhere", "host", "link", "site"],
        numeric: true,
        max: 255,
        note: "the word is looked up in iproute2's tables; a number is taken as it is (decimal, 0octal, 0xhex)",
      }),
    ],
    family: "ipv4",
    onError: "unknown scope: reported, ignored; with IPv6: reported, ignored",
  },
  broadcast: {
    summary: "Broadcast address; + sets and - clears the host bits.",
    args: [word("address", "ipv4-or-sign", { enum: ["-", "+"] })],
    aliases: ["brd"],
    family: "ipv4",
    onError:
      "with IPv6, or an invalid address: reported, drops the address; together with peer: reported, broadcast ignored; + or - with a prefix longer than 30: reported",
  },
  label: {
    summary: "Name that the address shows in older tools, such as eth0:1.",
    args: [text("label", { maxLength: 15 })],
    family: "ipv4",
    onError: "too long: reported, drops the address; with IPv6: reported, ignored",
  },
  peer: {
    summary: "Address of the other end of a point-to-point link.",
    args: [bareIp("address", { note: "no prefix; same family" })],
    once: true,
    onError:
      "invalid, second, or other family: reported, ignored; the address's own prefix is reported and replaced by the full length",
    since: "2.0.0",
  },
  home: { summary: "Marks a home address of Mobile IPv6.", args: [], since: "1.3.6" },
  "-nodad": { summary: "Skips the search for duplicates of the address.", args: [], since: "1.3.6" },
  mngtmpaddr: {
    summary: "Lets the kernel derive temporary addresses from this one.",
    args: [],
    condition: ["IFA_F_MANAGETEMPADDR"],
    since: "1.3.6",
  },
  noprefixroute: {
    summary: "Adds no route for the address's network.",
    args: [],
    condition: ["IFA_F_NOPREFIXROUTE"],
    since: "1.3.6",
  },
  autojoin: {
    summary: "Joins the multicast group that the address is.",
    args: [],
    condition: ["IFA_F_MCAUTOJOIN"],
    since: "1.3.6",
  },
  no_track: { summary: "Leaves the instance as it is when somebody deletes the address.", args: [], since: "2.0.3" },
  preferred_lft: {
    summary: "How long the address is preferred as a source; 0 never, forever always.",
    args: [word("seconds", "uint-or-word", { enum: ["forever"], min: 0, max: UINT32_MAX })],
    onError: "invalid: reported, ignored",
    since: "2.0.20",
  },
} as const satisfies Readonly<Record<string, EntryOption>>;

/** Lines of virtual_ipaddress and virtual_ipaddress_excluded (vrrp_ipaddress.c:alloc_ipaddress). */
export const virtualIpaddressEntry = {
  summary: "One address per line, then options in any order.",
  positional: [
    word("address", "ip/prefix", {
      note: "prefix 0..32 or 0..128; without one, the full length; a bad one is reported and the full length used",
    }),
  ],
  options: {
    ...addressOptions,
    use_vmac: {
      summary: "Puts the address on a VMAC of the interface that it names.",
      args: [],
      note: "reported as redundant when the instance's own VMAC, or use_vmac_addr, covers the address already",
      since: "2.2.0",
    },
  },
  unknownOption: "reported and skipped",
  missingValue: "reported; the address is dropped",
  notes: [
    "preferred_lft default for IPv6: 0 (deprecated) when the prefix is 128, else forever.",
    "Without dev: the instance's interface (its VMAC if the family matches).",
    "virtual_ipaddress: the family has to be the instance's; the first address fixes it if nothing else has. virtual_ipaddress_excluded may mix families.",
    "The same address twice is reported and dropped: anywhere in virtual_ipaddress whatever the dev; between the two lists only when the dev is the same.",
  ],
} as const satisfies EntryGrammar;

/** Lines of static_ipaddress (vrrp_ipaddress.c:alloc_ipaddress). */
export const staticIpaddressEntry = {
  summary: "One address per line, then options in any order.",
  positional: [
    word("address", "ip/prefix", {
      note: "prefix 0..32 or 0..128; without one, the full length; a bad one is reported and the full length used",
    }),
  ],
  options: {
    ...addressOptions,
    track_group: {
      summary: "Instances that are notified when somebody deletes the address.",
      args: [reference("track_group", "group")],
      once: true,
      onError: "unknown group: reported, ignored; a second one: reported, the rest of the line is ignored",
      since: "2.0.3",
    },
  },
  unknownOption: "reported and skipped",
  missingValue: "reported; the address is dropped",
  notes: [
    "preferred_lft default for IPv6: 0 (deprecated) when the prefix is 128, else forever.",
    "Without dev: default_interface, else eth0; if that does not exist: fatal.",
  ],
} as const satisfies EntryGrammar;

/** Lines of virtual_server_group (check_data.c:alloc_vsg_entry). */
export const virtualServerGroupEntry = {
  summary: "One service address, range of addresses or firewall mark per line.",
  forms: [
    { form: "address", args: [ip("address"), port(0, { optional: true, note: "0 means none" })] },
    {
      form: "range-suffix",
      args: [
        word("range", "ip-range", {
          note: "ADDRESS-LAST: LAST replaces the last octet (IPv4, decimal, at most 255) or the last group (IPv6, hexadecimal, at most ffff) and has to be larger than it",
        }),
        word("port", "port", { optional: true }),
      ],
    },
    {
      form: "range-full",
      args: [
        word("range", "ip-range", { note: "ADDRESS-ADDRESS, same family, the second not below the first" }),
        word("port", "port", { optional: true }),
      ],
    },
    {
      form: "network",
      args: [
        word("network", "ip/prefix", { note: "prefix 1..32 or 1..128; bits outside the prefix have to be 0" }),
        word("port", "port", { optional: true }),
      ],
    },
    {
      form: "fwmark",
      args: [
        oneOf("fwmark", ["fwmark"]),
        uint("mark", 0, UINT32_MAX, { lenient: true }),
        oneOf("family", ["inet", "inet6"], { optional: true, since: "2.1.0" }),
      ],
    },
  ],
  onError: "reported; the line is dropped",
  notes: [
    "A group with IPv4 and IPv6 entries is only usable when every firewall mark has a family and all real and sorry servers are tunnelled; with a firewall mark without family it is reported and removed.",
  ],
} as const satisfies EntryGrammar;
