import fc from "fast-check";
import type { Argument } from "../../grammar/index.js";

type Words = fc.Arbitrary<string>;

const ADDRESSES = ["192.0.2.10", "192.0.2.2", "198.51.100.1", "2001:db8::10", "fe80::51", "224.0.0.18", "0.0.0.0"];
const PREFIXES = [...ADDRESSES, "192.0.2.10/24", "2001:db8::10/64", "default", "default6", "0.0.0.0/0", "fe80::/129"];
const NUMBERS = ["0", "1", "5", "51", "100", "150", "253", "254", "255", "256", "-1", "+7", "007", "0x1f", "1.5", ".5"];
const NAMES = ["VI_1", "VI_2", "chk", "G1", "a"];

/** Words of each kind of value that people write; kinds that are not here take any text. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  bool: ["on", "off", "true", "no", "ON", "1"],
  decimal: ["0.5", "1", "1.25", "0.01", "40.96", ".5", "1.", "1e3"],
  ip: ADDRESSES,
  ipv4: ADDRESSES,
  ipv6: ADDRESSES,
  "multicast-ip": ["224.0.0.18", "ff02::12", "192.0.2.1"],
  "ipv4-or-sign": ["+", "-", "192.0.2.255"],
  "ip/prefix": PREFIXES,
  "route-prefix": PREFIXES,
  "ip-range": ["192.0.2.1-9", "192.0.2.1", "2001:db8::1-f"],
  interface: ["eth0", "eth1", "lo", "vrrp.51", "a-name-that-is-too-long"],
  port: ["80", "443", "0", "65536", "http"],
  "port-range": ["80", "80-90", "90-80"],
  path: ["/etc/hosts", "file", "/no/such/file"],
  "script-command": ["\"/usr/local/bin/check -a 'b c'\"", "/bin/true", '"pgrep nginx | wc"', "check arg", "”/bin/x”"],
  user: ["root", "nobody", "no-such-user"],
  "hex-string": ["0a0b", "0x", "zz"],
  email: ["root@example.com", '"A <a@example.com>"', "a@"],
  mac: ["00:00:5e:00:01:33", "00:00"],
  "mark/mask": ["1", "0x1/0xff", "/"],
  umask: ["022", "0999", "u=rwx"],
  regex: ['"^a(b|c)$"', "[", "\\d+"],
};

const ODD = ['""', '"', "'", "é", "漢字", "\u00a0", "“x”", "=", "=5", "$A", "${A}", "$A.$B", "a#b", "a\\#b", "{", "}"];

/** A word for an argument: nearly always one that fits, now and then another. */
export function wordFor(argument: Argument): Words {
  const { type, enum: known = [], keyword, min, max, bare = [] } = argument;
  const bounds = [min, max].flatMap((bound) => (bound === undefined ? [] : [bound, bound - 1, bound + 1]).map(String));
  const isName = type.startsWith("def:") || type.startsWith("ref:");
  const own = WORDS[type] ?? (isName ? NAMES : /int|decimal|rtt/.test(type) ? NUMBERS : [...NAMES, ...NUMBERS]);
  const fitting = [...known, ...(known.length > 0 ? [known[0]?.toLowerCase() ?? ""] : own), ...bounds];
  const word = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD, ...NUMBERS) },
    ...bare.map((one) => ({ weight: 4, arbitrary: wordFor(one) })),
  );
  return keyword === undefined ? word : word.map((text) => `${keyword} ${text}`);
}

/** The words for arguments; sometimes one too few or too many. */
export function wordsFor(args: readonly Argument[] = []): Words {
  const each = args.map((argument) => {
    const optional = argument.optional === true ? fc.option(wordFor(argument), { nil: "" }) : wordFor(argument);
    return argument.repeat === true ? fc.array(wordFor(argument), { maxLength: 3 }).map(joined) : optional;
  });
  const extra = fc.constantFrom(...NUMBERS, ...ODD, "eth0");
  return fc.tuple(fc.tuple(...each), fc.nat(30), extra).map(([words, chance, word]) => {
    if (chance === 0) return joined(words.slice(0, -1));
    return joined(chance === 1 ? [...words, word] : words);
  });
}

const joined = (words: readonly string[]): string => words.filter((word) => word !== "").join(" ");
