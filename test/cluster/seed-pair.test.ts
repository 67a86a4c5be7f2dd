import { expect, it } from "vitest";
import { lintExample } from "../support/check-rules.js";
import { readRepositoryFile } from "../support/repository.js";

const master = readRepositoryFile("fixtures/seed/master.conf");
const slave = readRepositoryFile("fixtures/seed/slave.conf");

function report(changed: string): string[] {
  const { diagnostics } = lintExample({ "master.conf": master, "slave.conf": changed });
  return diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ rule, severity, location }) => `${rule} ${severity} ${location.file}`);
}

it("finds no error and no warning in the sound pair", () => {
  expect(report(slave)).toEqual([]);
});

it.each([
  ["virtual_router_id 51", "virtual_router_id 52", "cluster-vrid-mismatch"],
  ["priority 99", "priority 100", "cluster-equal-priority"],
  ["priority 99", "priority 150", "cluster-state-contradicts-priority"],
  ["auth_pass 123456", "auth_pass 654321", "cluster-auth-mismatch"],
  ["state BACKUP", "state MASTER", "cluster-two-masters", "warning"],
  ["192.168.0.100", "192.168.0.101", "cluster-vip-mismatch"],
  ["192.168.0.100", "10.20.30.40", "cluster-vip-mismatch"],
  ["advert_int 1", "advert_int 2", "cluster-advert-int-mismatch"],
  ["priority 99", "priority 300", "priority-out-of-range"],
  ["advert_int 1 ", "", ""],
  ["vrrp_instance VI_1", "vrrp_instance VI_2", ""],
])("with %s changed to %s reports just %s", (from, to, rule, severity = "error") => {
  expect(slave).toContain(from);
  const expected = rule === "" ? [] : [`${rule} ${severity} slave.conf`];
  expect(report(slave.replace(from, to))).toEqual(expected);
});

it("shows the other node's place", () => {
  const { diagnostics } = lintExample({
    "master.conf": master,
    "slave.conf": slave.replace("priority 99", "priority 100"),
  });
  const finding = diagnostics.find(({ rule }) => rule === "cluster-equal-priority");
  expect(finding?.related.map(({ file, start, end }) => `${file} ${master.slice(start, end)}`)).toEqual([
    "master.conf 100",
  ]);
});

const third = slave.replace("priority 99", "priority 98");

it.each([
  ["virtual_router_id 51", "virtual_router_id 52", "cluster-vrid-mismatch"],
  ["auth_pass 123456", "auth_pass 654321", "cluster-auth-mismatch"],
  ["192.168.0.100", "192.168.0.101", "cluster-vip-mismatch"],
  ["advert_int 1", "advert_int 2", "cluster-advert-int-mismatch"],
  ["state BACKUP", "state MASTER", "cluster-two-masters"],
  ["priority 9.", "priority 100", "cluster-equal-priority"],
  ["priority 9.", "priority 150", "cluster-state-contradicts-priority"],
])("of three nodes reports the odd one: %s changed to %s", (from, to, rule) => {
  const files = { "a.conf": master, "b.conf": slave, "c.conf": third };
  for (const name of ["b.conf", "c.conf"] as const) {
    const texts = { ...files, [name]: files[name].replace(new RegExp(from), to) };
    const found = lintExample(texts).diagnostics.filter(({ severity }) => severity !== "info");
    expect(found.map((one) => `${one.rule} ${one.location.file}`)).toEqual([`${rule} ${name}`]);
  }
});

it("takes the first file for the odd one when the two others agree", () => {
  const changed = master
    .replace("virtual_router_id 51", "virtual_router_id 52")
    .replace("advert_int 1", "advert_int 3");
  const { diagnostics } = lintExample({ "a.conf": changed, "b.conf": slave, "c.conf": third });
  const found = diagnostics.filter(({ severity }) => severity !== "info");
  expect(found.map((one) => `${one.rule} ${one.location.file}`)).toEqual([
    "cluster-vrid-mismatch a.conf",
    "cluster-advert-int-mismatch a.conf",
  ]);
});

it("warns of other addresses only where the target tolerates them", () => {
  const texts = { "master.conf": master, "slave.conf": slave.replace("192.168.0.100", "192.168.0.101") };
  const severity = (target?: string) =>
    lintExample(texts, undefined, target).diagnostics.find(({ rule }) => rule === "cluster-vip-mismatch")?.severity;
  expect([severity(), severity("2.2.7"), severity("2.3.2"), severity("2.3.3"), severity("2.4.3")]).toEqual([
    "error",
    "error",
    "error",
    "warning",
    "warning",
  ]);
});
