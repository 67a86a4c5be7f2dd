import type { Word } from "../../grammar/index.js";
import type { Instance } from "../semantic/instances.js";

export interface Key {
  readonly id: number;
  /** As it is written; never to be shown. */
  readonly secret: string;
}

/** The `auth_hmac` block of an instance. */
export interface Keys {
  readonly keys: ReadonlyMap<number, Key>;
  readonly active: Key | undefined;
  readonly mode: "enforce" | "permissive" | "receive-only";
  readonly at: Word;
}

/** Keys and mode; `unknown` where a value is not known, or the block is switched off because it is wrong. */
export function readHmac({ block, head }: Instance): Keys | "unknown" | undefined {
  const hmac = block.authHmac;
  if (hmac === undefined) return undefined;
  const keys = new Map<number, Key>();
  for (const { args } of hmac.key) {
    const [id, secret] = [args.id?.value, args.value?.value];
    if (id === undefined || secret === undefined || secret.startsWith("file:")) return "unknown";
    keys.set(id, { id, secret });
  }
  const active = hmac.activeKey?.value === undefined ? undefined : keys.get(hmac.activeKey.value);
  const mode = hmac.mode === undefined ? "enforce" : hmac.mode.value;
  if (active === undefined || mode === undefined) return "unknown";
  return { keys, active, mode, at: hmac.activeKey?.word ?? head };
}
