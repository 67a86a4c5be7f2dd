import { firstBytes, type Word } from "../../grammar/index.js";
import type { Family } from "../syntax/addresses.js";
import type { VrrpInstance } from "../syntax/ast.js";

/** Bytes of `auth_pass` that are sent and compared: the size of the field in a VRRPv2 advert (vrrp.h:VRRP_AUTH_LEN). */
export const SECRET_BYTES = 8;

/** How an instance proves itself to its peers. `unknown`: a value could not be known, or is refused elsewhere. */
export interface Authentication {
  readonly kind: "none" | "PASS" | "AH" | "unknown";
  /** The bytes that count; never to be shown. */
  readonly secret: string | undefined;
  /** Where it is written: the word of the secret, else the instance's name. */
  readonly at: Word;
}

/** What decides about `authentication` besides the block itself. */
export interface AuthenticationContext {
  readonly version: number | undefined;
  readonly strict: boolean | undefined;
  readonly family: Family | undefined;
}

/**
 * Version 3, strict mode and `auth_hmac` drop the block, and IPv6 drops AH (vrrp.c:vrrp_complete_instance). Half a
 * block is reported by a rule of its own, so it is taken as not known here.
 */
export function readAuthentication(block: VrrpInstance, context: AuthenticationContext, head: Word): Authentication {
  const { authentication } = block;
  const type = authentication?.authType;
  const pass = authentication?.authPass;
  const at = pass?.word ?? type?.word ?? head;
  const none: Authentication = { kind: "none", secret: undefined, at };
  const unknown: Authentication = { kind: "unknown", secret: undefined, at };
  if (type === undefined && pass === undefined) return none;
  if (block.authHmac !== undefined || context.version === 3 || context.strict === true) return none;
  if (context.version === undefined || context.strict === undefined) return unknown;
  if (type === undefined || pass === undefined) return unknown;
  if (type.state !== "known" || pass.state !== "known" || pass.value === undefined) return unknown;
  if (type.value === "AH" && context.family === 6) return none;
  return { kind: type.value === "AH" ? "AH" : "PASS", secret: firstBytes(pass.value, SECRET_BYTES), at };
}
