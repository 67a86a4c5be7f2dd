import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentedOnly } from "../../grammar/schema/index.js";
import { type FoundArticle, find } from "../../src/reference/index.js";
import { documentedRules } from "../../src/rules/index.js";
import { allKeywords } from "../support/schema.js";

const titles = (found: FoundArticle): readonly string[] =>
  found.kind === "article"
    ? [found.article.title]
    : found.kind === "places"
      ? found.places.map(({ term }) => term)
      : [];

describe("find", () => {
  it.each([
    ["a path", "vrrp_instance/advert_int", ["vrrp_instance/advert_int"]],
    ["a path with dots", "vrrp_instance.authentication.auth_pass", ["vrrp_instance/authentication/auth_pass"]],
    ["a word that stands at one place", "virtual_router_id", ["vrrp_instance/virtual_router_id"]],
    ["the end of a path", "authentication/auth_type", ["vrrp_instance/authentication/auth_type"]],
    ["a block", "SSL", ["SSL"]],
    ["an option of a line", "unicast_peer/min_ttl", ["vrrp_instance/unicast_peer/min_ttl"]],
    ["another word for an option", "virtual_rules/iif", ["vrrp_instance/virtual_rules/dev"]],
    ["a rule", "auth-pass-truncated", ["auth-pass-truncated"]],
    ["a word that stands at several", "auth_hmac/mode", ["vrrp_instance/auth_hmac/mode"]],
  ])("finds %s", (_, name, expected) => {
    expect(titles(find(name))).toEqual(expected);
  });

  it("lists the places of a word that has several", () => {
    const found = find("notify_master");
    expect(found).toMatchObject({ kind: "places", word: "notify_master" });
    expect(titles(found)).toEqual(["vrrp_sync_group/notify_master", "vrrp_instance/notify_master"]);
  });

  it.each([
    ["vrrp_instance/advert_itn", "vrrp_instance/advert_int"],
    ["virtual_routr_id", "virtual_router_id"],
    ["auth-pass-truncate", "auth-pass-truncated"],
    ["nothing_like_any_word_of_it", undefined],
    ["", undefined],
  ])("offers the nearest name for %s", (name, near) => {
    expect(find(name)).toEqual({ kind: "nothing", near });
  });

  it("knows the words that only the manual page knows", () => {
    for (const { word, place } of documentedOnly) {
      const path = `${place}/${word}`.replaceAll(".", "/");
      expect(find(path), path).toMatchObject({ kind: "documented-only", word: { word, place } });
    }
  });

  it("finds every keyword by its path, and every rule by its name", () => {
    const paths = allKeywords().map(({ path }) => path.replaceAll(".", "/"));
    expect(paths.filter((path) => titles(find(path))[0] !== path)).toEqual([]);
    const names = documentedRules.map(({ name }) => name);
    expect(names.filter((name) => titles(find(name))[0] !== name)).toEqual([]);
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => void find(name)));
    expect(find("__proto__").kind).toBe("nothing");
    expect(find("vrrp_instance/constructor").kind).toBe("nothing");
  });
});
