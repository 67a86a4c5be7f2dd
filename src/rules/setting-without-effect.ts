import { defineNodeRule, type Finding } from "../lint/define-rule.js";
import { type Instance, OWNER_PRIORITY } from "../semantic/instances.js";
import { type LostDelay, lostDelays } from "../semantic/interface-delays.js";
import type { Node } from "../semantic/node.js";
import { isWhole } from "../semantic/whole.js";
import type { Typed } from "../syntax/ast.js";

export default defineNodeRule({
  name: "setting-without-effect",
  group: "vrrp",
  severity: "error",
  judges: "pair",
  summary: "A setting that keepalived drops, or shortens, because of another one.",
  why: `The line looks effective, but the node runs without it: a timer, a group or a key that was meant to be there
is missing.`,
  how: "Remove the line, or the one that it conflicts with.",
  keepalived:
    "Names the instance without a line number and exits with status 5; delays of interfaces are only logged, and cp reports a config_save_dir.",
  source: "vrrp.c:vrrp_complete_instance, parser.c:init_data",
  examples: {
    bad: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    timer_expired_backup
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
    good: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 150
    nopreempt
    timer_expired_backup
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`,
  },

  *check(node) {
    yield* unsavedCopies(node);
    for (const delay of lostDelays(node)) yield lostDelay(delay);
    for (const instance of node.instances) {
      // What strict mode drops is reported as that.
      if (instance.isStrict.value !== false || !mayDrop(instance)) continue;
      for (const { setting, reason, help, isHarmless } of dropped(instance)) {
        if (!isWhole(instance.block, node)) break;
        const at = setting.statement.keyword ?? setting.statement.token;
        const words = setting.statement.words.map(({ value }) => value).join(" ");
        const finding = { at, message: `${words} has no effect ${reason}`, ...(help === undefined ? {} : { help }) };
        yield isHarmless === true ? { ...finding, severity: "warning" } : finding;
      }
    }
  },
});

/** What a shell, and then `cp`, takes as it is. */
const SAFE_FOLDER = /^[\w./:@%+,=][\w./:@%+,=-]*$/;

/** The name goes into a command for the shell as it is (parser.c:init_data). */
function* unsavedCopies({ ast }: Node): Generator<Finding> {
  const folder = ast.globalDefs?.configSaveDir;
  if (folder?.value === undefined || SAFE_FOLDER.test(folder.value)) return;
  yield {
    at: folder.word,
    message: `config_save_dir "${folder.value}" reaches cp unquoted through a shell; no copy is saved there`,
    help: "Use a path of letters, digits and ._-/, not beginning with a hyphen.",
  };
}

function lostDelay({ entry, instance, adverts, longest }: LostDelay): Finding {
  const name = entry.interface?.value ?? "the interface";
  const owner = instance.name ?? "its instance";
  const at = (longest === 0 ? entry.interface?.word : entry.downDelay?.word) ?? entry.statement.token;
  const timer = `down_timer_adverts ${adverts}`;
  const message =
    longest === 0
      ? `the delays of ${name} have no effect with ${timer} of ${owner}`
      : `delay ${entry.downDelay?.word.value} of ${name} is shortened for ${owner}: the limit is ${Math.floor(longest * 1000) / 1000} with ${timer} and advert_int ${instance.advertInt.value}`;
  return { at, message, severity: "warning" };
}

interface Dropped {
  readonly setting: Typed;
  /** Completes "has no effect". */
  readonly reason: string;
  readonly help?: string;
  /** What the line asks for happens anyway. */
  readonly isHarmless?: true;
}

/** Whether the instance has any of the settings; most have none. */
function mayDrop({ block, isUnicast }: Instance): boolean {
  const { authentication, timerExpiredBackup, threadTimerExpired, vmacXmitBase } = block;
  return (
    isUnicast ||
    (timerExpiredBackup ?? threadTimerExpired ?? vmacXmitBase ?? block.promoteSecondaries) !== undefined ||
    (block.vrf ?? block.ownerIgnoreAdverts ?? block.mcastDstIp ?? block.trackSrcIp) !== undefined ||
    (authentication !== undefined && (block.authHmac !== undefined || authentication.authType?.value === "AH"))
  );
}

/** Each setting that does not go with the rest, where the rest is known. */
function* dropped(instance: Instance): Generator<Dropped> {
  const { block, nopreemptSetting, isUnicast, peersKnown } = instance;
  const timer = block.timerExpiredBackup ?? block.threadTimerExpired;
  if (timer !== undefined && nopreemptSetting === undefined) yield { setting: timer, reason: "without nopreempt" };
  if (block.mcastDstIp?.state === "known" && isUnicast)
    yield { setting: block.mcastDstIp, reason: "with unicast peers" };
  if (block.vrf !== undefined && block.interface !== undefined)
    yield { setting: block.vrf, reason: "with an interface" };
  else if (block.vrf !== undefined && !isUnicast && peersKnown)
    yield { setting: block.vrf, reason: "without unicast peers" };
  const { trackSrcIp } = block;
  if (trackSrcIp !== undefined && block.mcastSrcIp === undefined && block.unicastSrcIp === undefined)
    // Silent in keepalived (vrrp.c:vrrp_complete_instance); adverts go on with the interface's own address.
    yield { setting: trackSrcIp, reason: "without mcast_src_ip or unicast_src_ip", isHarmless: true };
  yield* withVmac(instance);
  yield* withOwner(instance);
  yield* withAuthentication(instance);
}

function* withVmac({ block, isUnicast }: Instance): Generator<Dropped> {
  const { useVmac, useIpvlan, vmacXmitBase, promoteSecondaries } = block;
  const hasVmac = useVmac.length > 0;
  const made = useVmac[0] ?? useIpvlan;
  if (made !== undefined && isUnicast && block.interface === undefined)
    yield { setting: made, reason: "without an interface" };
  const isMade = hasVmac || useIpvlan !== undefined;
  if (vmacXmitBase !== undefined && !isMade) yield { setting: vmacXmitBase, reason: "without use_vmac" };
  if (promoteSecondaries === undefined || !isMade) return;
  yield {
    setting: promoteSecondaries,
    reason: `with ${hasVmac ? "use_vmac" : "use_ipvlan"}, where it is always on`,
    isHarmless: true,
  };
}

function* withOwner({ block: { ownerIgnoreAdverts }, priority }: Instance): Generator<Dropped> {
  if (ownerIgnoreAdverts?.value === undefined || priority.value === undefined) return;
  const isOwner = priority.value === OWNER_PRIORITY;
  if (ownerIgnoreAdverts.value !== isOwner && (isOwner || ownerIgnoreAdverts.value)) {
    yield {
      setting: ownerIgnoreAdverts,
      reason: `with priority ${priority.value}`,
      help: isOwner ? 'Use "on".' : `Use priority ${OWNER_PRIORITY}, or remove the line.`,
    };
  }
}

function* withAuthentication({ block, family, version, priority, state }: Instance): Generator<Dropped> {
  const { authentication, authHmac } = block;
  const type = authentication?.authType;
  if (authentication === undefined || type?.value === undefined || authentication.authPass === undefined) return;
  // Version 3 drops it too, which is reported as that.
  if (version.value !== 2) return;
  if (authHmac !== undefined) yield { setting: authentication, reason: "with auth_hmac" };
  else if (type.value === "AH" && family === 6) yield { setting: type, reason: "with AH and IPv6" };
  else if (
    type.value === "AH" &&
    block.state?.value === "MASTER" &&
    state.value === "BACKUP" &&
    priority.value !== undefined
  ) {
    yield { setting: block.state, reason: "with auth_type AH; keepalived uses BACKUP" };
  }
}
