import { type Counters, type Dump, NotADump, type Running, type RunningAddress, type Tracked } from "./dump.js";
import { toAddress } from "./read-instance.js";
import { NO_COUNTERS } from "./read-text.js";

type Fields = Readonly<Record<string, unknown>>;

/** Reads what keepalived writes on the signal JSON (vrrp_json.c:vrrp_print_json), of either `json_version`. */
export function readJson(path: string, text: string): Dump {
  const data = parse(text);
  const list = Array.isArray(data) ? data : isFields(data) ? data.vrrp : undefined;
  if (!Array.isArray(list) || !list.every((one) => isFields(one) && (isFields(one.data) || isFields(one.stats))))
    throw new NotADump(
      'JSON, but not that of keepalived: each entry of its list has "data" and "stats"; kalint live --command prints how to take it',
    );
  const processes = isFields(data) && Array.isArray(data.track_process) ? data.track_process.filter(isFields) : [];
  return {
    path,
    formats: ["json"],
    since: /"auth_ext_missing"|"auth_data":"\*{8}"/.test(text) ? "2.4.0" : undefined,
    instances: list.filter(isFields).map((one) => toRunning(one)),
    tracked: processes.flatMap(toTracked),
    groups: new Map(),
    isCut: false,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NotADump("not a dump of keepalived: its JSON ends early or is damaged, so take it again");
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const num = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const str = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** By number (vrrp.h:VRRP_STATE_INIT and so on). */
const STATES = ["INIT", "BACKUP", "MASTER", "FAULT"] as const;
const KINDS = ["none", "PASS", "AH"] as const;

function toRunning(entry: Fields): Running {
  const data = isFields(entry.data) ? entry.data : {};
  const stats = isFields(entry.stats) ? entry.stats : undefined;
  const addresses = addressesOf(data.vips);
  const kind = KINDS[num(data.auth_type) ?? -1];
  const secret = str(data.auth_data);
  return {
    name: str(data.iname) ?? "",
    line: 1,
    state: STATES[num(data.state) ?? -1],
    version: data.version === 2 || data.version === 3 ? data.version : undefined,
    family: addresses[0]?.family,
    vrid: num(data.vrid),
    priority: num(data.base_priority),
    effective: num(data.effective_priority),
    interval: num(data.adver_int),
    interface: str(data.vmac_ifname) === undefined ? str(data.ifp_ifname) : undefined,
    auth: kind && {
      kind,
      secret: kind !== "PASS" || secret === undefined || /^\*+$/.test(secret) ? undefined : secret,
    },
    addresses,
    excluded: addressesOf(data.evips),
    nopreempt: typeof data.nopreempt === "boolean" ? data.nopreempt : undefined,
    preemptDelay: num(data.preempt_delay),
    skipsAddressCheck: data.skip_check_adv_addr === 1,
    since: num(data.last_transition),
    counters: stats && countersOf(stats),
  };
}

const addressesOf = (list: unknown): readonly RunningAddress[] =>
  Array.isArray(list) ? list.flatMap((one) => (typeof one === "string" ? (toAddress(one) ?? []) : [])) : [];

const COUNTERS: Readonly<Record<string, keyof Counters>> = {
  advert_rcvd: "received",
  advert_sent: "sent",
  become_master: "becameMaster",
  release_master: "releasedMaster",
  packet_len_err: "length",
  ip_ttl_err: "ttl",
  invalid_type_rcvd: "invalidType",
  advert_interval_err: "interval",
  addr_list_err: "addresses",
  invalid_authtype: "invalidAuthType",
  authtype_mismatch: "authTypeMismatch",
  auth_failure: "authFailure",
  auth_ext_missing: "hmacMissing",
  auth_ext_malformed: "hmacMalformed",
  auth_ext_unknown_key: "hmacUnknownKey",
  auth_ext_invalid_hmac: "hmacInvalid",
  auth_ext_stale: "hmacStale",
  auth_ext_replay: "hmacReplay",
  pri_zero_rcvd: "zeroReceived",
  pri_zero_sent: "zeroSent",
};

function countersOf(stats: Fields): Counters {
  const known = Object.entries(COUNTERS).map(([name, counter]) => [counter, num(stats[name]) ?? 0]);
  return { ...NO_COUNTERS, ...Object.fromEntries(known) };
}

function toTracked(entry: Fields): Tracked[] {
  const name = str(entry.process);
  if (name === undefined || typeof entry.have_quorum !== "boolean") return [];
  return [{ kind: "process", name, isUp: entry.have_quorum }];
}
