import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../grammar/index.js";
import { balance } from "../../src/syntax/balance.js";
import { buildAst } from "../../src/syntax/build-ast.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

const itemsOf = (text: string): readonly Item[] => parseFile(new SourceFile("test.conf", text)).items;

/** `kind keyword line` of each imbalance. */
function imbalances(text: string): string[] {
  const source = new SourceFile("test.conf", text);
  return balance(parseFile(source).items).imbalances.map(({ kind, statement: { token, keyword } }) =>
    [kind, keyword?.value ?? "", source.positionAt(token.start).line].join(" "),
  );
}

const isBalanced = (items: readonly Item[]): boolean =>
  items.every((item) =>
    item.kind === "statement"
      ? item.block === undefined || (item.block.close !== undefined && isBalanced(item.block.items))
      : item.kind !== "stray-close",
  );

describe("balance", () => {
  it("leaves items alone whose braces match", () => {
    const items = itemsOf("global_defs {\n  router_id a\n}\nvrrp_instance V\n{\n}\n");
    expect(balance(items).items).toBe(items);
  });

  it("finds the block that the indentation of a closing brace shows", () => {
    const text = "vrrp_instance V {\n  virtual_ipaddress {\n    192.0.2.1\n}\n";
    expect(imbalances(text)).toEqual(["unclosed-block virtual_ipaddress 2"]);
  });

  it("finds the block in which a keyword of the block around stands", () => {
    const text = "vrrp_instance V {\n  virtual_ipaddress {\n    192.0.2.1\n  priority 100\n}\n";
    expect(imbalances(text)).toEqual(["unclosed-block virtual_ipaddress 2"]);
  });

  it("finds several, each once", () => {
    const text =
      "vrrp_instance V {\n  authentication {\n    auth_type PASS\nglobal_defs {\n  router_id a\nvrrp_script s {\n}\n";
    expect(imbalances(text)).toEqual([
      "unclosed-block authentication 2",
      "unclosed-block vrrp_instance 1",
      "unclosed-block global_defs 4",
    ]);
  });

  it("does without indentation where a block cannot stand inside", () => {
    const text = "vrrp_instance A {\nvirtual_ipaddress {\n192.0.2.1\n}\nvrrp_instance B {\n}\n";
    expect(imbalances(text)).toEqual(["unclosed-block vrrp_instance 1"]);
  });

  it("finds a brace too many where it stands", () => {
    expect(imbalances("vrrp_instance V {\n  }\n  priority 100\n}\n")).toEqual(["stray-close  2"]);
    expect(imbalances("vrrp_instance V {\n}\n}\n")).toEqual(["stray-close  3"]);
  });

  it("finds the brace that is missing behind a keyword", () => {
    const text = "vrrp_instance V\n  interface eth0\n  priority 100\n}\n";
    expect(imbalances(text)).toEqual(["missing-block vrrp_instance 1"]);
    expect(buildAst(itemsOf(text)).ast.vrrpInstance[0]?.priority?.value).toBe(100);
  });

  it("takes a brace in a value for no block", () => {
    expect(imbalances("global_defs {\n  router_id a{b\n}\n")).toEqual(["unexpected-block router_id 2"]);
  });

  it("keeps what stands behind the mistake readable", () => {
    const text = "vrrp_instance A {\n  priority 100\nvrrp_instance B {\n  priority 90\n}\n";
    const { ast, problems } = buildAst(itemsOf(text));
    expect(ast.vrrpInstance.map(({ priority }) => priority?.value)).toEqual([100, 90]);
    expect(problems.map(({ kind }) => kind)).toContain("unclosed-block");
    expect(problems.map(({ kind }) => kind)).not.toContain("unknown-keyword");
  });

  it("balances any text, and says something wherever it does", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "\n",
      "\n  ",
      "\n    ",
      "vrrp_instance V ",
      "virtual_ipaddress ",
      "priority 1 ",
      "global_defs ",
      "x ",
      '"',
      "192.0.2.1 ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const items = itemsOf(pieces.join(""));
        const result = balance(items);
        expect(isBalanced(result.items)).toBe(true);
        // In a text whose braces match, what lacks its block may stand for a pair of them.
        const isMended = result.imbalances.length > 0;
        expect(isMended).toBe(!isBalanced(items) || result.imbalances.some(({ kind }) => kind === "missing-block"));
      }),
    );
  });
});

/** Without indentation; `line` is that of the first keyword that keepalived 2.2.7 does not know there. */
describe("the brace that is missing in a file without indentation", () => {
  const head = "interface eth0\nvirtual_router_id 51\n";
  const list = "virtual_ipaddress {\n192.0.2.10\n}\n";
  it.each([
    ["authentication", `vrrp_instance V {\n${head}authentication {\nauth_type PASS\nauth_pass a\n${list}}\n`, 7],
    ["authentication", `vrrp_instance V {\n${head}authentication {\nauth_pass a\npriority 100\n${list}}\n`, 6],
    ["vrrp_script", `vrrp_script c {\nscript "/x"\nvrrp_instance V {\n${head}${list}track_script {\nc\n}\n}\n`, 3],
    ["vrrp_instance", `vrrp_instance V {\n${head}${list}vrrp_instance W {\n${head}${list}}\n`, 7],
  ])("of %s is put in front of what keepalived complains of first", (keyword, text, line) => {
    const source = new SourceFile("test.conf", text);
    const found = balance(parseFile(source).items).imbalances.map(({ kind, statement, before }) => [
      kind,
      statement.keyword?.value,
      before === undefined ? undefined : source.positionAt(before.start).line,
    ]);
    expect(found).toEqual([["unclosed-block", keyword, line]]);
  });
});

describe("a { and a } that are both missing", () => {
  const found = (text: string) => {
    const items = itemsOf(text);
    const unknown = buildAst(items).problems.filter(({ kind }) => kind.startsWith("unknown"));
    return [...imbalances(text), ...unknown.map(({ word }) => `unknown ${word?.value}`)];
  };
  const head = "interface eth0\nvirtual_router_id 51\n";

  it.each([
    [
      "a list, and its instance",
      `vrrp_instance V {\n    track_interface\n        eth1\n    }\n    priority 100\n`,
      ["missing-block track_interface 2", "unclosed-block vrrp_instance 1"],
    ],
    [
      "one list",
      `vrrp_instance V {\n    track_interface\n        eth1\n    priority 100\n}\n`,
      ["missing-block track_interface 2", "unclosed-block track_interface 2"],
    ],
    [
      "a list and a block, without indentation",
      `vrrp_instance V {\n${head}virtual_ipaddress\n192.0.2.1\n}\nauthentication {\nauth_pass a\npriority 100\n}\n`,
      ["missing-block virtual_ipaddress 4", "unclosed-block authentication 7"],
    ],
    [
      "a block and its instance, without indentation",
      `vrrp_instance V {\n${head}authentication\nauth_pass a\n}\npriority 100\n`,
      ["missing-block authentication 4", "unclosed-block vrrp_instance 1"],
    ],
  ])("are found in %s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ["an entry behind the keyword", `vrrp_instance V {\n${head}track_interface eth1\npriority 100\n}\n`, []],
    ["a keyword of the block around behind it", `vrrp_instance V {\n${head}track_interface\npriority 100\n}\n`, []],
    ["a block behind it", `vrrp_instance V {\n${head}authentication\nvirtual_ipaddress {\n192.0.2.1\n}\n}\n`, []],
  ])("are not, with %s", (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe("a { that is missing", () => {
  it.each([
    [
      "before the entries of a list",
      "vrrp_instance V {\nvirtual_ipaddress\n192.0.2.1\n}\npriority 100\n}\n",
      "virtual_ipaddress 2",
    ],
    [
      "before keywords that fit inside and beside it",
      "virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80\nweight 1\nTCP_CHECK {\n}\n}\n}\n",
      "real_server 2",
    ],
    ["before nothing but its }", "vrrp_instance V {\n  authentication\n  }\n  priority 100\n}\n", "authentication 2"],
    ["at top level", "static_ipaddress\n}\nvrrp_instance V {\n}\n", "static_ipaddress 1"],
  ])("is found %s", (_, text, expected) => {
    expect(imbalances(text)).toEqual([`missing-block ${expected}`]);
  });
});

describe("a block without braces is told by the first keyword that fits inside or beside it alone", () => {
  const server = (lines: number, decisive: string, end: string) =>
    `virtual_server 192.0.2.1 80 {\nreal_server 192.0.2.2 80\n${"weight 1\n".repeat(lines)}${decisive}\n}\n${end}`;

  it.each([1, 2, 48, 49])("after %i lines that fit both", (lines) => {
    // Neither reading is told by the number of braces: one is missing, or one is surplus, whatever the block is.
    expect(imbalances(server(lines, "TCP_CHECK {\n}", ""))).toContain("missing-block real_server 2");
    expect(imbalances(server(lines, "persistence_timeout 5", "}\n"))).not.toContain("missing-block real_server 2");
  });

  it("and not by one that is further away than keeps the reading linear", () => {
    expect(imbalances(server(50, "TCP_CHECK {\n}", ""))).not.toContain("missing-block real_server 2");
  });
});

describe("a } that is missing before a keyword that fits inside and outside", () => {
  it("is found by a name that the one inside does not take", () => {
    const text = 'vrrp_instance V {\ninterface eth0\ntrack_file f {\nfile "/tmp/f"\n}\n';
    expect(imbalances(text)).toEqual(["unclosed-block vrrp_instance 1"]);
  });

  it("is found by an indentation that is not that of the other lines", () => {
    const text = "vrrp_instance V {\n  track_interface {\n     eth1\n     eth2\n\tpriority 100\n}\n";
    expect(imbalances(text)).toEqual(["unclosed-block track_interface 2"]);
  });

  it("is not found where the line is indented as the others are", () => {
    const text = "vrrp_instance V {\n  track_interface {\n     eth1\n     priority 100\n}\n";
    expect(imbalances(text)).toEqual(["unclosed-block track_interface 2"]);
  });
});
