import { expect, it } from "vitest";
import { folderWith, lint } from "../support/settings-folder.js";

const instance = (name: string, vip: string) => `vrrp_instance ${name} {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        ${vip}/24
    }
}
`;

const FILES = {
  "keepalived.conf": "include conf.d/*.conf\n",
  "conf.d/10-own.conf": instance("VI_1", "192.0.2.10"),
  "conf.d/20-vip.conf": instance("VI_2", "192.0.2.11"),
};

it("a fragment that is given alone is judged with its siblings, at whose places nothing is reported", () => {
  const cwd = folderWith(FILES);
  const vrids = (name: string) => lint(cwd, name).found.filter((found) => found.includes("duplicate-vrid"));
  expect(vrids("keepalived.conf")).toEqual(["conf.d/20-vip.conf error duplicate-vrid"]);
  expect(vrids("conf.d/20-vip.conf")).toEqual(["conf.d/20-vip.conf error duplicate-vrid"]);
  const first = lint(cwd, "conf.d/10-own.conf").found;
  expect(first.filter((found) => !found.startsWith("conf.d/10-own.conf "))).toEqual([]);
});
