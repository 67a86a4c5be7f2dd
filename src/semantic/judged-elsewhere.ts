import type { Problem } from "../syntax/problems.js";
import { lineFault } from "./server-groups.js";

/**
 * Violations of the schema that a rule of their own reports, so that the rules for all keywords pass them over: one
 * mistake, one diagnostic. By kind of the problem and path; of a `bad-value` only the keyword's first argument is meant,
 * a `missing-required` names the keyword that is missing. The reason is the rule, and why it says more.
 */
export const JUDGED_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["bad-value virtual_server/lvs_sched", "scheduler-invalid: names the scheduler that runs instead"],
  ["bad-value virtual_server/lb_algo", "scheduler-invalid: names the scheduler that runs instead"],
  ["bad-value virtual_server/lvs_method", "forwarding-method-missing: names the method that is used instead"],
  ["bad-value virtual_server/lb_kind", "forwarding-method-missing: names the method that is used instead"],
  [
    "bad-value virtual_server/sorry_server_lvs_method",
    "forwarding-method-missing: names the method that is used instead",
  ],
  [
    "bad-value virtual_server/real_server/lvs_method",
    "forwarding-method-missing: names the method that is used instead",
  ],
  ["missing-required virtual_server/real_server/HTTP_GET/url", "http-check-without-url: the check is dropped"],
  ["missing-required virtual_server/real_server/SSL_GET/url", "http-check-without-url: the check is dropped"],
  ["missing-required virtual_server/real_server/HTTP_GET/url/path", "http-check-without-url: the url is dropped"],
  ["missing-required virtual_server/real_server/SSL_GET/url/path", "http-check-without-url: the url is dropped"],
  [
    "missing-required virtual_server/real_server/MISC_CHECK/misc_path",
    "checker-argument-invalid: the check is dropped",
  ],
  [
    "bad-value virtual_server/real_server/DNS_CHECK/type",
    "checker-argument-invalid: names the type that is asked instead",
  ],
  ["bad-value virtual_server/real_server/DNS_CHECK/name", "checker-argument-invalid: names what is asked instead"],
  ["bad-value virtual_server/real_server/HTTP_GET/url/digest", "checker-argument-invalid: the page is not compared"],
  ["bad-value virtual_server/real_server/SSL_GET/url/digest", "checker-argument-invalid: the page is not compared"],
  ["bad-value virtual_server/real_server/HTTP_GET/url/status_code", "checker-argument-invalid: ranges of codes"],
  ["bad-value virtual_server/real_server/SSL_GET/url/status_code", "checker-argument-invalid: ranges of codes"],
  [
    "bad-value virtual_server/real_server/UDP_CHECK/payload",
    "checker-argument-invalid: octets with blanks between them",
  ],
  ["bad-value virtual_server/real_server/UDP_CHECK/require_reply", "checker-argument-invalid: x for any half octet"],
  [
    "bad-value virtual_server/persistence_granularity",
    "persistence-granularity-invalid: depends on the family of the service",
  ],
  ["bad-value global_defs/umask", "umask-invalid: a number stands alone, names are joined"],
  ["missing-required bfd_instance/neighbor_ip", "bfd-instance-invalid: neighbour_ip will do as well"],
]);

/** Lines whose words are all read by a rule of their own: vmac-option-invalid. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(["vrrp_instance/use_vmac", "vrrp_instance/use_ipvlan"]);

/**
 * Whether a rule of its own reports the problem; of several missing keywords, `missing` is the one at issue. Ranges,
 * ports and families in the lines of a `virtual_server_group` are for server-group-unusable: they depend on each other.
 */
export function isJudgedElsewhere({ kind, place, argument, statement, word }: Problem, missing?: string): boolean {
  if (place === undefined) return false;
  if (READ_ELSEWHERE.has(place.path) && (kind === "bad-value" || kind === "extra-value" || kind === "missing-value"))
    return true;
  if (kind === "missing-required") return JUDGED_ELSEWHERE.has(`${kind} ${place.path}/${missing}`);
  if (place.path === "virtual_server_group" && word !== undefined && lineFault(statement.words)?.at === word)
    return true;
  const isFirst = argument === undefined || argument.name === place.keyword.args?.[0]?.name;
  return isFirst && JUDGED_ELSEWHERE.has(`${kind} ${place.path}`);
}
