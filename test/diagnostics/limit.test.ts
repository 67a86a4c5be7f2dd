import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { limitFindings } from "../../src/diagnostics/limit.js";

const found = (
  rule: string,
  file: string,
  start: number,
  severity: Diagnostic["severity"] = "warning",
): Diagnostic => ({
  rule,
  severity,
  message: `at ${start}`,
  location: { file, start, end: start + 1 },
  related: [],
  nodes: [file],
});

const told = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ rule, severity, message, location }) => `${location.file} ${severity} ${rule} ${message}`);

it("counts what is beyond the limit, at its first place and as the gravest of it", () => {
  const many = [0, 1, 2, 3, 4].map((start) => found("a", "x.conf", start, start === 3 ? "error" : "warning"));
  const more = "more findings of this rule in this file are not listed";
  const [first, second, third, ...others] = many;
  const limited = limitFindings(
    [first, second, third, found("b", "x.conf", 2), ...others].flatMap((one) => one ?? []),
    2,
  );
  expect(told(limited)).toEqual([
    "x.conf warning a at 0",
    "x.conf warning a at 1",
    `x.conf error a 3 ${more}`,
    "x.conf warning b at 2",
  ]);
  expect(limited[2]?.location).toEqual({ file: "x.conf", start: 2, end: 3 });
});

it("counts each rule in each file for itself, and shows one that is left instead of counting it", () => {
  const some = ["x.conf", "y.conf"].flatMap((file) => [1, 2, 3].map((start) => found("a", file, start)));
  expect(limitFindings(some, 2)).toEqual(some);
  expect(told(limitFindings(some, 1))).toHaveLength(4);
});
