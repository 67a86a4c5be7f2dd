/**
 * What unrelated configurations have in common, so that it does not join two of them. Measured over 198 plain files
 * and clusters of public repositories (archives of test inputs left out): of the 59 repositories that have a VRRP
 * instance, the number that hold the value anywhere, if two or more do. Most come from keepalived's sample.
 */
const REPOSITORIES = {
  names: { VI_1: 40, VI_2: 3, inside_network: 2, string: 2 },
  routerIds: { "51": 27, "33": 5, "50": 4, "100": 4, "1": 3, "61": 3 },
  secrets: { "1111": 12, "1234": 2, "123456": 2, admin: 2, letmein: 2 },
  subnets: { "192.168.1/24": 6, "192.168.200/24": 4, "172.20.128/24": 3, "10.0.0/24": 2, "192.168.0/24": 2 },
  addresses: { "172.20.128.4": 3, "192.168.200.16": 2, "192.168.200.17": 2, "192.168.200.18": 2 },
} as const;

export type Kind = keyof typeof REPOSITORIES;

const known = new Map<Kind, ReadonlySet<string>>();

/** Whether a value of a kind is so frequent that two configurations share it by accident. */
export function isCommonplace(kind: Kind, value: string | number | undefined): boolean {
  let values = known.get(kind);
  if (values === undefined) {
    values = new Set(Object.keys(REPOSITORIES[kind]));
    known.set(kind, values);
  }
  return values.has(String(value));
}
