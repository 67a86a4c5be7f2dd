import { root, type Word } from "../../grammar/index.js";
import { type Family, type IpAddress, readLeadingAddress } from "../syntax/addresses.js";
import type { Ast, BlockNode, Setting, Typed, VirtualServer as VirtualServerBlock } from "../syntax/ast.js";
import { readInteger } from "../syntax/numbers.js";
import { isUnknown } from "../syntax/values.js";
import { effectiveSetting } from "./effective.js";
import { type Fact, factOf } from "./fact.js";
import { type LvsMethod, type RealServer, type RealServerBlock, readCheckers, type Server } from "./real-servers.js";
import { groupFamilies, groupHas, readPort, type ServerGroup } from "./server-groups.js";

/** What `virtual_server` names. `unknown`: not known, or refused, which has a report of its own. */
export type Target =
  | { readonly kind: "address"; readonly address: IpAddress; readonly port: number | undefined }
  | { readonly kind: "fwmark"; readonly mark: number }
  | { readonly kind: "group"; readonly name: string; readonly word: Word; readonly group: ServerGroup | undefined }
  | { readonly kind: "unknown" };

/** A server whose family is not that of the virtual server, so that keepalived drops it (or, for a group, all). */
export interface FamilyConflict {
  readonly at: Word;
  readonly family: Family;
  /** What has the other family. */
  readonly with: Word;
  readonly withFamily: Family;
  readonly kind: "real_server" | "sorry_server" | "ip_family" | "group";
}

/** What applies to a `virtual_server` after inheritance and defaults (check_data.c:validate_check_config). */
export interface EffectiveVirtualServer {
  readonly block: VirtualServerBlock;
  /** The first word behind the keyword, else the keyword. */
  readonly head: Word;
  /** `192.0.2.10 80`, as messages name it. */
  readonly label: string;
  readonly target: Target;
  /** Packets reach it by address, so that protocol and port count. Undefined: not known. */
  readonly usesAddresses: boolean | undefined;
  readonly usesMarks: boolean | undefined;
  readonly family: Family | undefined;
  readonly familyConflicts: readonly FamilyConflict[];
  /** UDP by default; undefined also where only firewall marks are used. */
  readonly protocol: Fact<"TCP" | "UDP" | "SCTP">;
  readonly scheduler: Fact<string>;
  readonly method: Fact<LvsMethod>;
  readonly isPersistent: boolean;
  readonly quorum: Fact<number>;
  readonly hysteresis: Fact<number>;
  /** Those whose address keepalived takes. */
  readonly realServers: readonly RealServer[];
  readonly sorryServer: Server | undefined;
  /** `sorry_server_*` lines that stand before or without the `sorry_server`. */
  readonly sorryTooEarly: readonly Setting[];
}

/** Effective values of all virtual servers of a node, in order. */
export function readVirtualServers(ast: Ast, groups: readonly ServerGroup[]): readonly EffectiveVirtualServer[] {
  const byName = new Map<string, ServerGroup>();
  for (const group of groups) if (group.name !== undefined && !byName.has(group.name)) byName.set(group.name, group);
  return ast.virtualServer.map((block) => readVirtualServer(block, byName));
}

function readVirtualServer(
  block: VirtualServerBlock,
  groups: ReadonlyMap<string, ServerGroup>,
): EffectiveVirtualServer {
  const [keyword, ...words] = block.statement.words;
  const head = words[0] ?? keyword;
  if (head === undefined) throw new Error("a virtual_server block without its keyword");
  const defaults = root.virtual_server.children;
  const target = readTarget(words, groups);
  const group = target.kind === "group" ? target.group : undefined;
  const usesAddresses = isUsed(target, "address");
  const reader = new InOrder(target, head, block, methodOf(effectiveSetting(block, "lvs_method", "lb_kind"), head));
  reader.read();
  return {
    block,
    head,
    label: words.map(({ value }) => value).join(" "),
    target,
    usesAddresses,
    usesMarks: isUsed(target, "fwmark"),
    family: reader.family(group),
    familyConflicts: reader.conflicts,
    protocol: factOf(effectiveSetting(block, "protocol"), usesAddresses === true ? "UDP" : undefined, head),
    scheduler: factOf<string>(effectiveSetting(block, "lvs_sched", "lb_algo"), defaults.lvs_sched.default, head),
    method: reader.method,
    isPersistent: effectiveSetting(block, "persistence_timeout", "persistence_granularity") !== undefined,
    quorum: factOf<number>(effectiveSetting(block, "quorum"), defaults.quorum.default, head),
    hysteresis: factOf<number>(effectiveSetting(block, "hysteresis"), defaults.hysteresis.default, head),
    realServers: reader.realServers,
    sorryServer: reader.sorryServer,
    sorryTooEarly: reader.sorryTooEarly,
  };
}

const methodOf = (setting: Setting | undefined, head: Word): Fact<LvsMethod> =>
  factOf(setting as Setting<LvsMethod> | undefined, root.virtual_server.children.lvs_method.default, head);

function readTarget([first, second]: readonly Word[], groups: ReadonlyMap<string, ServerGroup>): Target {
  if (first === undefined || isUnknown(first)) return { kind: "unknown" };
  if (first.value === "group") {
    if (second === undefined || isUnknown(second)) return { kind: "unknown" };
    return { kind: "group", name: second.value, word: second, group: groups.get(second.value) };
  }
  if (first.value === "fwmark") {
    // Mark 0 is none: the service then has neither mark nor address.
    const mark = second === undefined || isUnknown(second) ? undefined : readInteger(second.value, 1, 4294967295).value;
    return mark === undefined ? { kind: "unknown" } : { kind: "fwmark", mark };
  }
  const address = readLeadingAddress(first.value);
  if (address === undefined) return { kind: "unknown" };
  if (second !== undefined && isUnknown(second)) return { kind: "address", address, port: undefined };
  const port = readPort(second);
  return port === undefined ? { kind: "unknown" } : { kind: "address", address, port };
}

function isUsed(target: Target, kind: "address" | "fwmark"): boolean | undefined {
  if (target.kind === "unknown") return undefined;
  if (target.kind !== "group") return target.kind === kind;
  if (target.group === undefined) return undefined;
  return groupHas(target.group, kind) || (target.group.isKnown ? false : undefined);
}

/** Reads what depends on the order of the lines: families, inherited methods and the sorry server. */
class InOrder {
  readonly conflicts: FamilyConflict[] = [];
  readonly realServers: RealServer[] = [];
  readonly sorryTooEarly: Setting[] = [];
  readonly method: Fact<LvsMethod>;
  sorryServer: Server | undefined;
  readonly #target: Target;
  readonly #head: Word;
  readonly #block: VirtualServerBlock;
  #family: Family | undefined;
  #familyAt: Word;
  /** Something that is not known may have fixed the family. */
  #isFamilyKnown = true;
  #methodSoFar: Setting | undefined;
  /** What `sorry_server` had when it was read, and gets from its own keywords. */
  #sorryMethod: Setting | undefined;
  readonly #weight: Setting<number> | undefined;
  readonly #inhibitAll: Setting | undefined;

  constructor(target: Target, head: Word, block: VirtualServerBlock, method: Fact<LvsMethod>) {
    this.#target = target;
    this.#head = head;
    this.#block = block;
    this.method = method;
    this.#familyAt = head;
    this.#weight = effectiveSetting(block, "weight");
    this.#inhibitAll = effectiveSetting(block, "inhibit_on_failure");
    if (target.kind === "address") this.#family = target.address.family;
    if (target.kind === "unknown") this.#isFamilyKnown = false;
  }

  read(): void {
    for (const element of this.#block.contents) this.#element(element);
    const sorry = this.sorryServer;
    if (sorry !== undefined) this.#fix("sorry_server", sorry.head, sorry.address?.family, this.#sorryMethod);
    this.#matchGroup();
  }

  #element(element: Typed): void {
    const { name } = element.place;
    if (name === "real_server") return this.#realServer(element as RealServerBlock);
    const setting = element as Setting;
    if (name === "sorry_server") return this.#sorry(setting);
    if (name === "sorry_server_inhibit" || name === "sorry_server_lvs_method") return this.#sorryOption(setting);
    if (setting.state === "invalid") return;
    if (name === "lvs_method" || name === "lb_kind") this.#methodSoFar = setting;
    else if (name === "ip_family") this.#ipFamily(setting);
    else if (name === "persistence_granularity" && this.#family === undefined) {
      this.#family = setting.word.value.includes(".") ? 4 : 6;
      this.#familyAt = setting.word;
    }
  }

  #ipFamily(setting: Setting): void {
    if (setting.state === "unknown") this.#isFamilyKnown &&= this.#family !== undefined;
    else this.#settle("ip_family", setting.word, setting.value === "inet6" ? 6 : 4);
  }

  #realServer(block: RealServerBlock): void {
    const { address, port } = block.args;
    if (address === undefined || address.state === "invalid" || port?.state === "invalid") return;
    const own = effectiveSetting(block, "lvs_method");
    this.#fix("real_server", address.word, address.value?.family, own ?? this.#methodSoFar);
    const portNumber = port === undefined ? 0 : port.value;
    const inherited = this.#methodSoFar === undefined ? this.method : methodOf(this.#methodSoFar, this.#head);
    this.realServers.push({
      block,
      head: address.word,
      address: address.value,
      port: portNumber,
      portWord: port?.word,
      method: own === undefined ? inherited : methodOf(own, this.#head),
      weight: factOf<number>(
        effectiveSetting(block, "weight") ?? this.#weight,
        root.virtual_server.children.weight.default,
        address.word,
      ),
      inhibit: this.#inhibit(block, address.word),
      checkers: readCheckers(block, address.value, portNumber),
    });
  }

  #inhibit(block: BlockNode, at: Word): Fact<boolean> {
    const own = effectiveSetting(block, "inhibit_on_failure");
    if (own !== undefined) return { value: own.value as boolean | undefined, at: own.word, isDefault: false };
    const shared = this.#inhibitAll;
    return { value: shared !== undefined, at: shared?.word ?? at, isDefault: shared === undefined };
  }

  #sorry(setting: Setting): void {
    const [, head, portWord] = setting.statement.words;
    if (head === undefined) return;
    const isKnown = !isUnknown(head);
    const port = portWord === undefined || !isUnknown(portWord) ? readPort(portWord) : undefined;
    const address = isKnown ? readLeadingAddress(head.value) : undefined;
    if (isKnown && address === undefined) return;
    if (port === undefined && portWord !== undefined && !isUnknown(portWord)) return;
    this.#sorryMethod = this.#methodSoFar;
    const method = this.#methodSoFar === undefined ? this.method : methodOf(this.#methodSoFar, this.#head);
    this.sorryServer = { address, port, head, portWord, method, inhibit: { value: false, at: head, isDefault: true } };
  }

  #sorryOption(setting: Setting): void {
    const sorry = this.sorryServer;
    if (sorry === undefined) this.sorryTooEarly.push(setting);
    else if (setting.place.name === "sorry_server_inhibit") {
      this.sorryServer = { ...sorry, inhibit: { value: true, at: setting.word, isDefault: false } };
    } else if (setting.state !== "invalid") {
      this.#sorryMethod = setting;
      this.sorryServer = { ...sorry, method: methodOf(setting, this.#head) };
    }
  }

  /** A server that is not tunnelled has to have the family, or fixes it (check_parser.c:rs_end_handler, vs_end_handler). */
  #fix(kind: "real_server" | "sorry_server", at: Word, family: Family | undefined, method: Setting | undefined): void {
    if (method?.state === "unknown" || family === undefined) {
      if (this.#family === undefined) this.#isFamilyKnown = false;
    } else if (method?.value !== "TUN") this.#settle(kind, at, family);
  }

  #settle(kind: FamilyConflict["kind"], at: Word, family: Family): void {
    if (!this.#isFamilyKnown) return;
    if (this.#family === undefined) {
      this.#family = family;
      this.#familyAt = at;
    } else if (family !== this.#family) {
      this.conflicts.push({ kind, at, family, with: this.#familyAt, withFamily: this.#family });
    }
  }

  /** The whole virtual server goes when its family is not the group's only one (ipwrapper.c:link_vsg_to_vs). */
  #matchGroup(): void {
    const target = this.#target;
    if (target.kind !== "group" || target.group === undefined || this.#family === undefined || !this.#isFamilyKnown)
      return;
    const other = target.group.entries.find((entry) => {
      const family = entry.kind === "address" ? entry.range.family : entry.family;
      return family !== undefined && family !== this.#family;
    });
    if (other === undefined) return;
    const withFamily = this.#family === 4 ? 6 : 4;
    this.conflicts.push({ kind: "group", at: this.#familyAt, family: this.#family, with: other.word, withFamily });
  }

  /** The family in the end: all tunnelled servers of a firewall mark, else that of the group, else IPv4. */
  family(group: ServerGroup | undefined): Family | undefined {
    if (!this.#isFamilyKnown) return undefined;
    if (this.#family !== undefined) return this.#family;
    const servers = [...this.realServers, ...(this.sorryServer === undefined ? [] : [this.sorryServer])];
    const families =
      group === undefined ? new Set(servers.map(({ address }) => address?.family)) : groupFamilies(group);
    const [only] = families;
    return families.size === 1 ? only : families.size === 0 || group === undefined ? 4 : undefined;
  }
}
