import type { Expression } from "./nft-match.js";

/** A rule, nearly as `nft list ruleset` writes it. */
export const ruleText = (expressions: readonly Expression[]): string => expressions.map(statementText).join(" ");

function statementText(expression: Expression): string {
  const [name = "", value] = Object.entries(expression)[0] ?? [];
  const parts = (value ?? {}) as Expression;
  if (name === "match") {
    const op = parts.op === "!=" ? "!= " : "";
    return `${valueText(parts.left)} ${op}${valueText(parts.right)}`;
  }
  if (name === "vmap") return `${valueText(parts.key)} vmap ${valueText(parts.data)}`;
  return parts.target === undefined ? name : `${name} ${parts.target}`;
}

function valueText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(valueText).join(" : ");
  const { payload, meta, ct, prefix, range, set, fib } = value as Readonly<Record<string, Expression & unknown[]>>;
  if (payload !== undefined) return `${payload.protocol} ${payload.field}`;
  if (meta !== undefined) return String(meta.key);
  if (ct !== undefined) return `ct ${ct.key}`;
  if (fib !== undefined) return `fib ${[fib.flags].flat().join(" . ")} ${fib.result}`;
  if (prefix !== undefined) return `${prefix.addr}/${prefix.len}`;
  if (range !== undefined) return range.join("-");
  if (set !== undefined) return `{ ${[set].flat().map(valueText).join(", ")} }`;
  return Object.keys(value).join(" ");
}
