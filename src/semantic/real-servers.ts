import type { Word } from "../../grammar/index.js";
import type { IpAddress } from "../syntax/addresses.js";
import type { BlockNode, VirtualServer as VirtualServerBlock } from "../syntax/ast.js";
import { effectiveSetting } from "./effective.js";
import type { Fact } from "./fact.js";

export type RealServerBlock = VirtualServerBlock["realServer"][number];

/** How IPVS hands packets to a server: `undefined` before any is given (check_parser.c:svr_forwarding_handler). */
export type LvsMethod = "NAT" | "DR" | "TUN";

/** A test of a real server. */
export interface Checker {
  /** `TCP_CHECK`, `HTTP_GET` and so on. */
  readonly kind: string;
  readonly block: BlockNode;
  readonly head: Word;
  /** Where it connects to; undefined where this is not known, or nothing is connected to. */
  readonly address: IpAddress | undefined;
  /** 0: none is given. Undefined: not known, or the check has none. */
  readonly port: number | undefined;
  /** It has a `connect_port` of its own. */
  readonly hasOwnPort: boolean;
  /** It changes the server's weight while it runs. */
  readonly isDynamic: boolean;
}

/** A server that a virtual server or `sorry_server` names, with what applies to it. */
export interface Server {
  /** Undefined where it is not known. */
  readonly address: IpAddress | undefined;
  /** As written; 0 where none is. Undefined where it is not known. */
  readonly port: number | undefined;
  /** The address. */
  readonly head: Word;
  readonly portWord: Word | undefined;
  /** After inheritance; the default is NAT. */
  readonly method: Fact<LvsMethod>;
  readonly inhibit: Fact<boolean>;
}

export interface RealServer extends Server {
  readonly block: RealServerBlock;
  readonly weight: Fact<number>;
  readonly checkers: readonly Checker[];
}

/** Checks that connect to a port, and by what; the others have no use for one. */
export const CONNECTING: ReadonlyMap<string, "tcp" | "udp"> = new Map([
  ["TCP_CHECK", "tcp"],
  ["HTTP_GET", "tcp"],
  ["SSL_GET", "tcp"],
  ["SMTP_CHECK", "tcp"],
  ["DNS_CHECK", "udp"],
  ["UDP_CHECK", "udp"],
]);

const BLOCKS_INSIDE: ReadonlySet<string> = new Set(["host"]);

/** The checkers of a real server; where none is given they connect to its address and port as written. */
export function readCheckers(
  block: RealServerBlock,
  address: IpAddress | undefined,
  port: number | undefined,
): readonly Checker[] {
  return block.contents.flatMap((element) => {
    const { place, statement } = element;
    const head = statement.keyword;
    if (place.kind !== "block" || head === undefined) return [];
    return [readChecker(element as BlockNode, head, address, port)];
  });
}

/** In an SMTP_CHECK with the old `host` blocks, those say where to connect to. */
function readChecker(block: BlockNode, head: Word, address: IpAddress | undefined, port: number | undefined): Checker {
  const kind = block.place.name;
  const ownAddress = effectiveSetting<IpAddress>(block, "connect_ip");
  const ownPort = effectiveSetting<number>(block, "connect_port");
  const isConnecting = CONNECTING.has(kind) && !block.contents.some(({ place }) => BLOCKS_INSIDE.has(place.name));
  return {
    kind,
    block,
    head,
    address: ownAddress === undefined ? address : ownAddress.value,
    port: !isConnecting ? undefined : ownPort === undefined ? port : ownPort.value,
    hasOwnPort: ownPort !== undefined,
    isDynamic:
      kind === "FILE_CHECK" || (kind === "MISC_CHECK" && effectiveSetting(block, "misc_dynamic") !== undefined),
  };
}
