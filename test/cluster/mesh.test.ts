import { describe, expect, it } from "vitest";
import { type Mesh, type MeshNode, readMesh } from "../../src/cluster/mesh.js";
import { matchRouters } from "../../src/cluster/virtual-routers.js";
import { instanceText } from "../support/clusters.js";
import { nodeOf } from "../support/node-of.js";

/** A node: the last byte of the address that it sends from, and those of its peers. */
type Lists = readonly [source: number | undefined, peers: readonly number[]];

type Given = Lists | "multicast" | "unknown";

const lines = ([source, peers]: Lists): string[] => [
  ...(source === undefined ? [] : [`unicast_src_ip 192.0.2.${source}`]),
  "unicast_peer {",
  ...peers.map((peer) => `    192.0.2.${peer}`),
  "}",
];

function mesh(...nodes: readonly Given[]): Mesh | undefined {
  const texts = nodes.map((one) => {
    if (one === "multicast") return instanceText();
    if (one === "unknown")
      return instanceText({ lines: ["unicast_src_ip 192.0.2.9", "unicast_peer {", "$PEERS", "}"] });
    return instanceText({ lines: lines(one) });
  });
  const [router] = matchRouters(texts.map((text) => nodeOf(text)));
  return router === undefined ? undefined : readMesh(router);
}

const last = (address: string | undefined): string => address?.split(".").at(-1) ?? "?";
const byte = ({ source }: MeshNode): string => last(source);

/** `1 lacks 2 3` and `1 has 9`; a node that is listed with another address by all: `2 moved`. */
function faults(...nodes: readonly Given[]): string[] | undefined {
  const found = mesh(...nodes);
  return (
    found && [
      ...found.moved.map(({ node, others }) => `${byte(node)} moved for ${others.map(byte).join(" ")}`),
      ...found.nodes.flatMap((node) => node.missing.map((other) => `${byte(node)} lacks ${byte(other)}`)),
      ...found.nodes.flatMap((node) => node.strangers.map(({ address }) => `${byte(node)} has ${last(address)}`)),
    ]
  );
}

describe("a mesh", () => {
  it.each<[string, string[], readonly Given[]]>([
    [
      "of two is sound",
      [],
      [
        [1, [2]],
        [2, [1]],
      ],
    ],
    [
      "of three is sound",
      [],
      [
        [1, [2, 3]],
        [2, [1, 3]],
        [3, [1, 2]],
      ],
    ],
    [
      "may list the node itself",
      [],
      [
        [1, [1, 2]],
        [2, [1, 2]],
      ],
    ],
    [
      "lacks a node in one list",
      ["3 lacks 2"],
      [
        [1, [2, 3]],
        [2, [1, 3]],
        [3, [1]],
      ],
    ],
    [
      "lacks a node in each list",
      ["1 lacks 3", "2 lacks 3"],
      [
        [1, [2]],
        [2, [1]],
        [3, [1, 2]],
      ],
    ],
    [
      "has a stranger",
      ["1 has 9"],
      [
        [1, [2, 9]],
        [2, [1]],
      ],
    ],
    [
      "of two has another address for one",
      ["1 lacks 2", "1 has 9"],
      [
        [1, [9]],
        [2, [1]],
      ],
    ],
    [
      "of three has another address for one",
      ["2 moved for 1 3"],
      [
        [1, [9, 3]],
        [2, [1, 3]],
        [3, [1, 9]],
      ],
    ],
    [
      "of three has the address besides the new one",
      ["1 has 9", "3 has 9"],
      [
        [1, [2, 9, 3]],
        [2, [1, 3]],
        [3, [1, 2, 9]],
      ],
    ],
    [
      "of three has different addresses for one",
      ["1 lacks 2", "3 lacks 2", "1 has 8", "3 has 9"],
      [
        [1, [8, 3]],
        [2, [1, 3]],
        [3, [1, 9]],
      ],
    ],
    [
      "of three has two strangers in one list",
      ["1 lacks 2", "3 lacks 2", "1 has 9", "1 has 8", "3 has 9"],
      [
        [1, [9, 8, 3]],
        [2, [1, 3]],
        [3, [1, 9]],
      ],
    ],
    [
      "has no strangers where an address is not known",
      ["2 lacks 1"],
      [
        [1, [2, 9]],
        [2, [9]],
        [undefined, [1, 2]],
      ],
    ],
    ["leaves multicast nodes out", [], [[1, [2]], [2, [1]], "multicast"]],
  ])("%s", (_, expected, nodes) => {
    expect(faults(...nodes)).toEqual(expected);
  });

  it.each<[string, readonly Given[]]>([
    ["one unicast node", [[1, [2]], "multicast"]],
    [
      "one address twice",
      [
        [1, [2]],
        [1, [2]],
      ],
    ],
    ["a list that is not known", [[1, [9]], "unknown"]],
  ])("is none of %s", (_, nodes) => {
    expect(faults(...nodes)).toBeUndefined();
  });

  it("knows what all list", () => {
    const found = mesh([1, [2, 9]], [2, [1, 9]]);
    expect(["192.0.2.9", "192.0.2.1", "192.0.2.8"].map((address) => found?.isCommon(address))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
