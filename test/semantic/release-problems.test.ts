import { describe, expect, it } from "vitest";
import { run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";

/** `severity rule: message`, with a bound that is named in the advice, for what is wrong with lines in one release. */
function faults(block: string, line: string, target?: string): string[] {
  const { diagnostics } = run([{ path: "/a.conf", text: `${block} {\n    ${line}\n}\n` }], {
    rules: rules.filter(({ name }) =>
      /^(?:extra-value|invalid-enum|number-out-of-range|name-too-long|missing-value)$/.test(name),
    ),
    severityOf: ({ severity }) => severity,
    target,
  });
  return diagnostics.map(
    ({ severity, rule, message, help = "" }) => `${severity} ${rule}: ${message}${/\d/.test(help) ? `. ${help}` : ""}`,
  );
}

describe("words that a release does not read yet", () => {
  it.each(["vrrp_strict", "vrrp_skip_check_adv_addr"])("%s is on, whatever follows", (name) => {
    const ignored = (word: string) =>
      `warning extra-value: ${name} takes a value only since 2.3.0 (target 2.2.7); "${word}" is ignored`;
    expect(faults("global_defs", `${name} off`, "2.2.7")).toEqual([ignored("off")]);
    expect(faults("global_defs", `${name} X`, "2.2.7")).toEqual([ignored("X")]);
    for (const sound of ["", " on", " true"]) expect(faults("global_defs", `${name}${sound}`, "2.2.7")).toEqual([]);
    for (const target of ["2.3.0", undefined]) {
      expect(faults("global_defs", `${name} off`, target)).toEqual([]);
      expect(faults("global_defs", `${name} X`, target)).toEqual([`error invalid-enum: invalid ${name} "X"`]);
    }
  });

  it("ignores a second address of the sender", () => {
    const name = "notification_email_from";
    expect(faults("global_defs", `${name} a b`, "2.2.7")).toEqual([
      `warning extra-value: ${name} does not take "b"; keepalived ignores it`,
    ]);
    expect(faults("global_defs", `${name} a b`, "2.3.3")).toEqual([
      `error extra-value: ${name} does not take "b"; keepalived logs an error and ignores it`,
    ]);
  });
});

describe("bounds of a release", () => {
  it.each(["garp_interval", "gna_interval"])("%s was read as a signed number", (name) => {
    expect(faults("garp_group", `${name} 2147.483647`, "2.2.7")).toEqual([]);
    expect(faults("garp_group", `${name} 2147.483648`, "2.2.7")).toEqual([
      expect.stringMatching(`^error number-out-of-range: ${name} 2147\\.483648 is too large. .*2147\\.483647`),
    ]);
    expect(faults("garp_group", `${name} 2147.483648`, "2.3.3")).toEqual([]);
    for (const target of ["2.2.7", "2.3.3"])
      expect(faults("garp_group", `${name} 4294.967296`, target)).toHaveLength(1);
    expect(faults("garp_group", name, "2.2.7")).toHaveLength(1);
  });

  it("nftables_ipvs took a longer name, and an empty one", () => {
    const [longest, longer] = ["a".repeat(255), "a".repeat(256)];
    expect(faults("global_defs", `nftables_ipvs ${longest}`, "2.2.7")).toEqual([]);
    expect(faults("global_defs", `nftables_ipvs ${longer}`, "2.2.7")).toEqual([
      `error name-too-long: nftables_ipvs ${longer} is 256 bytes long; the limit is 255`,
    ]);
    expect(faults("global_defs", `nftables_ipvs ${longest}`, "2.3.3")).toHaveLength(1);
    expect(faults("global_defs", 'nftables_ipvs ""', "2.2.7")).toEqual([]);
    expect(faults("global_defs", 'nftables_ipvs ""', "2.3.3")).toHaveLength(1);
  });
});
