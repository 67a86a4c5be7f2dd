import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.js";
import { readSettings } from "../../src/settings/read-settings.js";
import { settingsShape } from "../../src/settings/shape.js";
import { readRepositoryFile } from "../support/repository.js";

const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readRepositoryFile("docs/kalint.schema.json")));
const shape = settingsShape(rules);

describe("docs/kalint.schema.json", () => {
  it.each([
    [true, {}],
    [true, { $schema: "x", extends: "a", target: "2.2.7", ignore: ["a"], format: { indent: "tab" } }],
    [true, { rules: Object.fromEntries(rules.map(({ name, severity }) => [name, severity])) }],
    [true, { rules: { "unknown-keyword": ["error", { extraKeywords: ["a"] }] } }],
    [true, { overrides: [{ files: ["*"], target: "2.2.7", rules: { formatting: "off" } }], clusters: { a: ["b"] } }],
    [true, { rules: { formatting: ["error"] }, ignore: ["!a/[b]"] }],
    [false, []],
    [false, { ignore: ["./a"] }],
    [false, { ignore: ["[a"] }],
    [false, { overrides: [{ files: [] }] }],
    [false, { clusters: { "": ["a"] } }],
    [false, { clusters: { a: [] } }],
    [false, { targt: "2.2.7" }],
    [false, { target: "2.2" }],
    [false, { rules: { formatting: "on" } }],
    [false, { rules: { formating: "off" } }],
    [false, { rules: { formatting: ["off", { a: 1 }] } }],
    [false, { rules: { "unknown-keyword": ["error", { extraKeyword: [] }] } }],
    [false, { overrides: [{ rules: {} }] }],
    [false, { clusters: { a: "b" } }],
    [false, { format: { indent: 17 } }],
  ])("tells editors %s where kalint itself does: %j", (isRight, settings) => {
    const result = readSettings(JSON.stringify(settings), { file: "kalint.config.json", below: [], shape });
    expect(result.kind === "read").toBe(isRight);
    expect(validate(settings)).toBe(isRight);
  });
});
