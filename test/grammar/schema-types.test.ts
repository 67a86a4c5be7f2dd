import { describe, expectTypeOf, test } from "vitest";
import type {
  Argument,
  CamelCase,
  IpAddress,
  IpPrefix,
  KeywordAt,
  KeywordName,
  SchemaRoot,
  ValueOf,
} from "../../grammar/schema/index.js";

type First<Path extends string> =
  KeywordAt<SchemaRoot, Path> extends { readonly args: readonly [infer A extends Argument, ...unknown[]] }
    ? ValueOf<A>
    : never;

type Second<Path extends string> =
  KeywordAt<SchemaRoot, Path> extends { readonly args: readonly [unknown, infer A extends Argument, ...unknown[]] }
    ? ValueOf<A>
    : never;

type Vrrp = KeywordAt<SchemaRoot, "vrrp_instance">;

describe("the type that a value is read as", () => {
  test("of numbers", () => {
    expectTypeOf<First<"vrrp_instance.priority">>().toEqualTypeOf<number>();
    expectTypeOf<First<"vrrp_instance.advert_int">>().toEqualTypeOf<number>();
    expectTypeOf<First<"global_defs.vrrp_version">>().toEqualTypeOf<number>();
    expectTypeOf<Second<"virtual_server.real_server">>().toEqualTypeOf<number>();
  });

  test("of words", () => {
    expectTypeOf<First<"vrrp_instance.state">>().toEqualTypeOf<"MASTER" | "BACKUP">();
    expectTypeOf<First<"vrrp_instance.authentication.auth_type">>().toEqualTypeOf<"AH" | "PASS">();
    expectTypeOf<First<"virtual_server.lvs_method">>().toEqualTypeOf<"NAT" | "DR" | "TUN">();
    expectTypeOf<First<"global_defs.vrrp_rx_bufs_policy">>().toEqualTypeOf<number | "MTU" | "ADVERT">();
  });

  test("of switches", () => {
    expectTypeOf<First<"vrrp_instance.strict_mode">>().toEqualTypeOf<boolean>();
    expectTypeOf<KeywordAt<SchemaRoot, "vrrp_instance.nopreempt">>().not.toHaveProperty("args");
  });

  test("of addresses", () => {
    expectTypeOf<First<"vrrp_instance.mcast_src_ip">>().toEqualTypeOf<IpAddress>();
    expectTypeOf<First<"global_defs.vrrp_mcast_group4">>().toEqualTypeOf<IpAddress>();
    expectTypeOf<Second<"vrrp_instance.use_ipvlan">>().toEqualTypeOf<IpPrefix>();
  });

  test("of everything else", () => {
    expectTypeOf<First<"vrrp_instance">>().toEqualTypeOf<string>();
    expectTypeOf<First<"vrrp_instance.authentication.auth_pass">>().toEqualTypeOf<string>();
    expectTypeOf<First<"vrrp_script.script">>().toEqualTypeOf<string>();
  });
});

describe("the schema as a type", () => {
  test("keeps literals", () => {
    expectTypeOf<KeywordAt<Vrrp["children"], "virtual_router_id">["args"][0]["max"]>().toEqualTypeOf<255>();
    expectTypeOf<Vrrp["args"][0]["type"]>().toEqualTypeOf<"def:vrrp_instance">();
    expectTypeOf<Vrrp["block"]["occurs"]>().toEqualTypeOf<"many">();
    expectTypeOf<KeywordAt<SchemaRoot, "global_defs">["block"]["occurs"]>().toEqualTypeOf<"merged">();
    expectTypeOf<KeywordAt<SchemaRoot, "vrrp_instance.priority">["default"]>().toEqualTypeOf<100>();
  });

  test("knows which names there are", () => {
    expectTypeOf<"SSL" | "vrrp_instance">().toExtend<KeywordName<SchemaRoot>>();
    expectTypeOf<KeywordName<KeywordAt<SchemaRoot, "SSL">["children"]>>().toEqualTypeOf<
      "password" | "ca" | "certificate" | "key"
    >();
    expectTypeOf<KeywordAt<SchemaRoot, "vrrp_instance.no_such_word">>().toBeNever();
  });

  test("gives every name a property", () => {
    expectTypeOf<CamelCase<"virtual_router_id">>().toEqualTypeOf<"virtualRouterId">();
    expectTypeOf<CamelCase<"HTTP_GET">>().toEqualTypeOf<"httpGet">();
    expectTypeOf<CamelCase<"SSL">>().toEqualTypeOf<"ssl">();
    expectTypeOf<CamelCase<"sh-port">>().toEqualTypeOf<"shPort">();
    expectTypeOf<CamelCase<"flag-1">>().toEqualTypeOf<"flag1">();
    expectTypeOf<CamelCase<"-nodad">>().toEqualTypeOf<"nodad">();
    expectTypeOf<Extract<CamelCase<KeywordName<Vrrp["children"]>>, `${string}${"_" | "-"}${string}`>>().toBeNever();
  });
});
