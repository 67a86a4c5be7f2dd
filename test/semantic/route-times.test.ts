import { expect, it } from "vitest";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";

/** `severity message` of each finding about a route with a time, as one release takes it. */
function findings(time: string, target: string): string[] {
  const text = `static_routes {\n    198.51.100.0/24 dev eth0 ${time}\n}\n`;
  const { diagnostics } = run([{ path: "/k.conf", text }], { rules, severityOf: ({ severity }) => severity, target });
  return diagnostics
    .filter(({ rule }) => rule === "number-out-of-range")
    .map((one) => `${one.severity} ${one.message}`);
}

/** Options, and how many of the kernel's parts a millisecond has. */
const OPTIONS = [
  ["rtt", 8],
  ["rttvar", 4],
  ["rto_min", 1],
] as const;
/** Units, how many of the written number a millisecond is, and the smallest step that can be written. */
const UNITS = [
  ["ms", 1, 1],
  ["MSECS", 1, 1],
  ["s", 0.001, 0.001],
  ["Sec", 0.001, 0.001],
] as const;

const table = OPTIONS.flatMap(([option, parts]) => [
  [option, "", parts, 1, parts] as const,
  ...UNITS.map(([unit, scale, step]) => [option, unit, scale, step, parts] as const),
]);

// vrrp_ip_rule_route_parser.c:get_time_rtt: 200 ms to 120 s, and as a number no more than 120,000 times the parts.
it.each(table)("%s with unit %j is judged at each edge", (option, unit, scale, step, parts) => {
  // Seconds are read in milliseconds.
  const hardest = unit === "" ? 120_000 * parts : 120_000 * parts * scale;
  const written = (number: number) => `${Number(number.toFixed(3))}${unit}`;
  const [least, most] = [200 * scale, 120_000 * scale];
  const is = (number: number, fault: string) => `${option} ${written(number)} is too ${fault}`;
  const judge = (number: number) =>
    ["2.2.7", "2.4.3"].flatMap((target) => findings(`${option} ${written(number)}`, target));

  for (const sound of [least, least + step, most - step, most]) expect(judge(sound)).toEqual([]);
  expect(judge(least - step)).toEqual([`info ${is(least - step, "small")}`, `error ${is(least - step, "small")}`]);
  expect(judge(hardest + step)).toEqual(Array(2).fill(`error ${is(hardest + step, "large")}`));
  if (hardest === most) return;
  // The route stays, with the bound in its place; releases before 2.3.0 only log it.
  for (const large of [most + step, hardest])
    expect(judge(large)).toEqual([`info ${is(large, "large")}`, `error ${is(large, "large")}`]);
});

it.each(["1e3", "1.e3s", "s", "ms", "5x", "5 s"])("a time %j has no form that keepalived takes", (word) => {
  expect(findings(`rtt "${word}"`, "2.4.3")).toEqual([
    expect.stringMatching(/^error rtt ".*" is (?:malformed|not a number)$/),
  ]);
});

it.each(["0.2505s", "250.5ms", "1600.5"])("a time %j has too many decimals", (word) => {
  expect(findings(`rtt ${word}`, "2.4.3")).toEqual([`error rtt ${word} has too many decimals`]);
});
