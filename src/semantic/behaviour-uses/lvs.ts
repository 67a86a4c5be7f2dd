import type { BehaviourId } from "../../../grammar/index.js";
import type { BlockNode } from "../../syntax/ast.js";
import { effectiveSetting } from "../effective.js";
import type { Node } from "../node.js";
import { at, headOf, type Use, type UsesOf, where } from "./use.js";

const serversOfWeightZero: UsesOf = ({ virtualServers }) =>
  virtualServers.flatMap(({ realServers }) =>
    realServers.filter(({ weight }) => weight.value === 0).map(({ weight }) => weight.at),
  );

function* repeatedServers({ virtualServers }: Node): Generator<Use> {
  for (const { realServers } of virtualServers) {
    const seen = new Set<string>();
    for (const { block, head } of realServers) {
      const key = block.statement.words
        .slice(1)
        .map(({ value }) => value)
        .join(" ");
      if (seen.has(key)) yield head;
      seen.add(key);
    }
  }
}

/** Timers that took whole seconds only (2.0.13 reads them by read_timer). */
const TIMERS = ["delay_loop", "connect_timeout", "delay_before_retry", "warmup"];

function* fractions(node: Node): Generator<Use> {
  for (const path of node.paths()) {
    if (!path.startsWith("virtual_server/") || !TIMERS.includes(path.slice(path.lastIndexOf("/") + 1))) continue;
    for (const { statement } of node.all(path)) {
      const [number] = statement.args;
      if (number !== undefined && /^\d*\.\d*[1-9]/.test(number.value)) yield number;
    }
  }
}

/** Quorums above the weight of all servers; those that are drained may come back. */
const highQuorums: UsesOf = ({ virtualServers }) =>
  virtualServers.flatMap(({ quorum, realServers }) => {
    const total = realServers.reduce((sum, { weight }) => sum + (weight.value ?? Number.POSITIVE_INFINITY), 0);
    return !quorum.isDefault && realServers.length > 0 && (quorum.value ?? 0) > total ? [quorum.at] : [];
  });

/** Quorums above the number of servers. */
const quorumsAboveCount: UsesOf = ({ virtualServers }) =>
  virtualServers.flatMap(({ quorum, realServers }) =>
    !quorum.isDefault && realServers.length > 0 && (quorum.value ?? 0) > realServers.length ? [quorum.at] : [],
  );

/** The last value in force of a keyword that a checker takes from the real or virtual server around it. */
function inherited(blocks: readonly BlockNode[], name: string): string | undefined {
  for (const block of blocks) {
    const held = effectiveSetting(block, name);
    if (held !== undefined) return held.statement.words[1]?.value;
  }
  return undefined;
}

/** The first TCP_CHECK of each virtual server that waits otherwise for a retry than for the next check. */
function* tcpChecks({ virtualServers }: Node): Generator<Use> {
  for (const { block: virtual, realServers } of virtualServers) {
    const checks = realServers.flatMap(({ block: real, checkers }) =>
      checkers.filter(({ kind }) => kind === "TCP_CHECK").map((checker) => [checker.block, real, virtual] as const),
    );
    const first = checks.find((blocks) => {
      const isRetried = !/^0+$/.test(inherited(blocks, "retry") ?? "1");
      const [delay, loop] = [inherited(blocks, "delay_before_retry") ?? "1", inherited(blocks, "delay_loop") ?? "60"];
      return isRetried && Number(delay) !== Number(loop);
    });
    if (first !== undefined) yield headOf(first[0].statement);
  }
}

/** What a host block without a setting has is that of the check. */
function* smtpHosts(node: Node): Generator<Use> {
  for (const { statement } of node.all("virtual_server/real_server/SMTP_CHECK/host"))
    if (statement.block?.items.some(({ kind }) => kind === "statement")) yield headOf(statement);
}

export const lvsUses = {
  "smtp-host-loop": smtpHosts,
  "weight-zero": serversOfWeightZero,
  "timer-fraction": fractions,
  "quorum-above-count": quorumsAboveCount,
  "quorum-capped": highQuorums,
  "protocol-case": where(
    "virtual_server/protocol",
    ([, word = ""]) => /^(?:tcp|udp|sctp)$/i.test(word) && /[a-z]/.test(word),
  ),
  "inhibit-inherited": at("virtual_server/inhibit_on_failure"),
  "sync-daemon-instance": where("global_defs/lvs_sync_daemon", ({ length }) => length === 2),
  "smtp-server-port": where("global_defs/smtp_server", ({ length }) => length > 2),
  "real-server-repeated": repeatedServers,
  "real-server-without-port": where("virtual_server/real_server", ({ length }) => length === 2),
  "virtual-server-without-port": where(
    "virtual_server",
    ([, first = "", second]) => second === undefined && /[.:]/.test(first),
  ),
  "tcp-check-delay": tcpChecks,
  "dns-name-label": (node) =>
    node
      .all("virtual_server/real_server/DNS_CHECK/name")
      .filter(({ statement }) => /(?:^\.|\.\.)./.test(statement.args[0]?.value ?? ""))
      .map(({ statement }) => headOf(statement)),
} satisfies Partial<Record<BehaviourId, UsesOf>>;
