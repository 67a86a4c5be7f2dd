import type { Argument } from "../../../grammar/index.js";

/** A word that an argument takes, whatever it is about; definitions of these names stand in `hosts.ts`. */
export function soundWord(argument: Argument): string {
  const { type, enum: words = [], min = 0, max = 1 } = argument;
  if (type.startsWith("ref:") || type.startsWith("def:")) return `a_${type.slice(4)}`;
  // A name that is still to be given.
  if (type === "interface" && argument.maxLength !== undefined) return "new.5";
  const [special] = SPECIAL[type] ?? [];
  if (special !== undefined) return special;
  if (words[0] !== undefined) return words[0];
  return `${Math.max(min, Math.min(max, 5))}`;
}

/** Words to try for an argument: some it takes, some it does not, and some on the edge. keepalived says which. */
export function wordsToTry(argument: Argument): readonly string[] {
  const { type, enum: words = [], min, max, prefix = [], units = [], maxLength, minBytes, maxBytes } = argument;
  const numbers = [min, max].flatMap((edge) => (edge === undefined ? [] : around(edge)));
  const lengths = [maxLength, minBytes, maxBytes].flatMap((length) =>
    length === undefined ? [] : [length, length + 1, length - 1].filter((n) => n > 0).map((n) => "a".repeat(n)),
  );
  const spelt = words.flatMap((word) => [word, word.toUpperCase(), word.slice(0, -1), `${word}x`]);
  const joined = [...prefix.map((one) => `${one}${soundWord(argument)}`), ...units.map((unit) => `50${unit}`)];
  const all = [soundWord(argument), ...(SPECIAL[type] ?? []), ...numbers, ...lengths, ...spelt, ...joined, ...FOREIGN];
  return [...new Set(all)];
}

/** Numbers of 64 bits are no longer whole in JavaScript. */
function around(edge: number): string[] {
  if (!Number.isSafeInteger(edge)) return edge > 1e18 ? ["18446744073709551615", "18446744073709551616"] : [`${edge}`];
  return [edge - 1, edge, edge + 1].map(String);
}

/** What may stand anywhere by mistake: numbers in other forms, addresses of both families, words. */
const FOREIGN = [
  "x",
  '""',
  "0",
  "-1",
  "+1",
  "1.5",
  "0x10",
  "0x",
  "010",
  "08",
  "5x",
  "300",
  "70000",
  "99999999999",
  "99999999999999999999999",
  "192.0.2.7",
  "192.0.2.7/24",
  "2001:db8::7",
  "2001:db8::7/64",
  "eth1",
  "all",
  "on",
];

const ADDRESSES = ["192.0.2.7", "2001:db8::7", "192.0.2.7/24", "2001:db8::7/64", "192.0.2.7/32", "fe80::1%eth0"];
const ODD_ADDRESSES = [
  "192.0.2",
  "192.0.2.07",
  "192.0.2.256",
  "192.0.2.7:80",
  "192.0.2.7-9",
  "::ffff:192.0.2.7",
  "host",
];
const PREFIXES = [
  "192.0.2.0/0",
  "192.0.2.7/",
  "192.0.2.7/33",
  "192.0.2.7/-1",
  "192.0.2.7/x",
  "192.0.2.7/255.255.255.0",
];
const NAMES = ["a/b", "a:b", "averyveryverylongname", "fifteen-letters", "..", "lo", "eth0"];
const MASKS = ["5", "0x5", "05", "5/7", "0x5/0xff", "5/", "/7", "5/x", "4294967296", "5/4294967296", "1/2/3"];

/** Words of single types, the first of them sound. */
const SPECIAL: { readonly [T in Argument["type"]]?: readonly string[] } = {
  ip: [...ADDRESSES, ...ODD_ADDRESSES],
  ipv4: [...ADDRESSES, ...ODD_ADDRESSES],
  ipv6: ["2001:db8::7", ...ADDRESSES, ...ODD_ADDRESSES],
  "ip/prefix": [...ADDRESSES, ...ODD_ADDRESSES, ...PREFIXES, "2001:db8::7/129", "default"],
  "route-prefix": [
    "198.51.100.0/24",
    ...ADDRESSES,
    ...ODD_ADDRESSES,
    ...PREFIXES,
    "2001:db8::7/129",
    "default",
    "default6",
  ],
  "ipv4-or-sign": ["192.0.2.255", "+", "-", ...ADDRESSES, ...ODD_ADDRESSES],
  interface: ["eth1", ...NAMES],
  "rt-scope": ["link", "global", "nowhere", "10", "255", "256", "0xff", "0x100", "0377", "host x"],
  "rt-table": ["5", "main", "default", "local", "0x20", "0x0", "040", "4294967295", "4294967296", "nowhere"],
  "rt-protocol": ["static", "5", "255", "256", "0xff", "0x100", "nowhere"],
  "rt-dsfield": ["16", "0x10", "0x1", "020", "255", "256", "0xff", "0x100", "lowdelay", "default"],
  "rt-realms": ["5", "5/6", "cosmos", "0x5/6", "255/255", "256", "5/256", "5/6/7", "/6", "5/", "x/5"],
  "ip-protocol": ["tcp", "6", "TCP", "127", "128", "255", "256", "0x6", "nothing"],
  "mark/mask": MASKS,
  "uint-range": [
    "5-9",
    "5",
    "9-5",
    "5-5",
    "0-4294967295",
    "5-4294967296",
    "0x5-9",
    "5-",
    "-9",
    "5-x",
    "5-9-12",
    "05-9",
  ],
  "port-range": ["5-9", "5", "9-5", "5-5", "0-65535", "1-65536", "0x5-9", "5-", "-9", "5-x", "5-9-12", "05-9"],
  "mpls-labels": ["100", "100/200", "100/200/300", "1048575", "1048576", "0x10", "100/", "/100", "100/x", "16/1048576"],
  "ila-locator": ["1:2:3:4", "1:2:3", "1:2:3:4:5", "12345:2:3:4", "g:2:3:4", "::1", "1:2:3:", "1::3:4"],
  rtt: ["50", "50ms", "1s", "1.5s", ".5s", "5.", "50MS", "50x", "130s", "0.1s", "1e3", "0x5", "0.5msecs", "1.5"],
  linkgroup: ["5", "default", "0x5", "4294967295", "4294967296", "nowhere"],
  mac: [
    "02:00:5e:00:01:0a",
    "02:00:5e:00:01",
    "01:00:5e:00:01:0a",
    "00:00:5e:00:01:0a",
    "00:00:5E:00:02",
    "zz:00:5e:00:01:0a",
    "2:0:5:0:1:a",
    "02:00:5e:00:01:0a:0b",
    "02:00",
    "02-00-5e-00-01-0a",
    "02:00:5e:00:01:100",
    "::::::",
    "02:00:5e:00:01:",
    "ff:ff:ff:ff:ff:ff",
  ],
  "hmac-key": [
    "0123456789abcdef0123456789abcdef",
    "short",
    "hex:00",
    `hex:${"1f".repeat(32)}`,
    `hex:${"1f".repeat(65)}`,
    `hex:${"1g".repeat(32)}`,
    `hex:${"1".repeat(63)}`,
    "hex:",
    "file:",
    "file:/nowhere",
    "file:x",
  ],
  hex: ["0123456789abcdef0123456789abcdef", "0123456789abcdef", "0123456789abcdef0123456789abcdeg", "0".repeat(33)],
  "hex-string": ["1f2e", "1f", "1", "1g", "0x1f", "1F xX", "x", "1f 2e 3d"],
  "uint-or-range": [
    "200",
    "200-299",
    "299-200",
    "99",
    "600",
    "100-599",
    "100-600",
    "99-200",
    "200-",
    "-200",
    "2xx",
    "200-2xx",
  ],
  "dns-name": ["example.com", ".", "example.com.", ".example.com", "a..b", `${"a".repeat(64)}.com`, "two words"],
  regex: ["ok", "^a.*b$", "(", "[", "a{2", "two words", '"two words"'],
  "ip-range": [
    "192.0.2.10-12",
    "192.0.2.10-9",
    "192.0.2.10-256",
    "192.0.2.10-192.0.2.12",
    "192.0.2.10-192.0.2.9",
    "192.0.2.10-2001:db8::1",
    "2001:db8::1-f",
    "2001:db8::f-1",
    "2001:db8::1-2001:db8::f",
    "2001:db8::1-fffff",
    "192.0.2.10-",
    "192.0.2.10-x",
  ],
  decimal: ["1", "1.5", "0.1234567", "1.", ".5", "1e1", "-0.5", "0x1"],
  string: ["word", "two words", '"two words"'],
  bool: ["on", "off", "true", "false", "yes", "no", "ON", "1"],
};
