import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";

describe("an incomplete cluster", () => {
  const router = (name: string, id: number, address: string, priority: number) => `vrrp_instance ${name} {
    state BACKUP
    interface eth0
    virtual_router_id ${id}
    priority ${priority}
    virtual_ipaddress {
        ${address}
    }
}
`;
  const files = [
    { path: "a.conf", text: router("VI_1", 51, "192.0.2.10", 150) + router("VI_2", 52, "192.0.2.20", 150) },
    { path: "b.conf", text: router("VI_1", 51, "192.0.2.10", 150) },
  ];
  const rulesOf = (isPartial: boolean) => lint(files, { isPartial }).map(({ rule }) => rule);

  it("turns off only what needs completeness", () => {
    expect(rulesOf(false)).toEqual(expect.arrayContaining(["cluster-missing-instance", "cluster-equal-priority"]));
    expect(rulesOf(true)).toContain("cluster-equal-priority");
    expect(rulesOf(true)).not.toContain("cluster-missing-instance");
  });
});
