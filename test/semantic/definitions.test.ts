import { expect, it } from "vitest";
import type { NameClass } from "../../grammar/index.js";
import { isDefinedLater } from "../../src/semantic/definitions.js";
import { nodeOf } from "../support/node-of.js";

const TEXT = `track_group tg {
    group {
        VI_1 VI_2
    }
}
global_defs {
    lvs_sync_daemon eth0 inst VI_1 id 3
}
static_ipaddress {
    192.0.2.1/24 dev eth0 track_group tg
}
vrrp_instance VI_1 {
    track_script {
        chk_a weight 5
        chk_b
    }
    track_bfd {
        b
    }
}
vrrp_script chk_a {
    script "/usr/bin/true"
}
vrrp_track_file old {
    file /run/old
}
bfd_instance b {
    neighbor_ip 192.0.2.1
}
virtual_server_group vsg {
    192.0.2.10 80
}
virtual_server group vsg {
    real_server 192.0.2.20 80 {
        FILE_CHECK {
            track_file old
        }
        BFD_CHECK {
            name b
        }
    }
}
virtual_server group $G {
}
`;

const { names } = nodeOf(TEXT);

it.each<[NameClass, string[], (string | undefined)[]]>([
  ["track_group", ["tg"], ["tg"]],
  ["vrrp_instance", ["VI_1"], ["VI_1", "VI_2", "VI_1"]],
  ["vrrp_script", ["chk_a"], ["chk_a", "chk_b"]],
  ["track_file", ["old"], ["old"]],
  ["bfd_instance", ["b"], ["b", "b"]],
  ["virtual_server_group", ["vsg"], ["vsg", undefined]],
])("finds who defines and who uses a %s", (nameClass, defined, used) => {
  expect(names.known(nameClass)).toEqual(defined);
  expect(names.references(nameClass).map(({ name }) => name)).toEqual(used);
});

it("knows which references stand before their definition, where that counts", () => {
  const later = (nameClass: NameClass) =>
    names.references(nameClass).map((one) => {
      const definition = names.find(nameClass, one.name ?? "");
      return definition === undefined ? "none" : isDefinedLater(definition, one);
    });
  expect(later("vrrp_script")).toEqual([true, "none"]);
  expect(later("bfd_instance")).toEqual([true, false]);
  expect(later("track_group")).toEqual([false]);
  expect(later("vrrp_instance")).toEqual([false, "none", false]);
});

it("finds the first of two definitions, and knows when a name is not known", () => {
  const two = nodeOf(
    'vrrp_script a {\n    script "x"\n}\nvrrp_script a {\n    script "y"\n}\nvrrp_script $A {\n    script "z"\n}\n',
  ).names;
  expect(two.find("vrrp_script", "a")).toBe(two.definitions("vrrp_script")[0]);
  expect([two.hasUnknown("vrrp_script"), names.hasUnknown("vrrp_script")]).toEqual([true, false]);
});
