import { expect, it } from "vitest";
import { scriptUser } from "../../src/semantic/script-user.js";
import { nodeOf } from "../support/node-of.js";

const userIn = (text: string) => {
  const node = nodeOf(text);
  return node.scripts.map((script) => scriptUser(node, script)).map(({ origin, name }) => `${origin} ${name}`);
};

const script = (setting: string) => `vrrp_script a {\n    script "/usr/bin/a"\n    ${setting}\n}\n`;
const notify = (line: string) => `vrrp_instance VI_1 {\n    ${line}\n}\n`;
const globals = "global_defs {\n    script_user nobody\n}\n";

it("is named beside a script, and behind a notify command", () => {
  expect(userIn(globals + script("user lb") + notify('notify "/usr/bin/b x" haproxy'))).toEqual([
    "own lb",
    "own haproxy",
  ]);
});

it("is the global one else", () => {
  expect(userIn(globals + script("") + notify('notify "/usr/bin/b root"'))).toEqual([
    "script_user nobody",
    "script_user nobody",
  ]);
});

it("is not known where nobody says, or what is said is not known", () => {
  expect(userIn(script(""))).toEqual(["default undefined"]);
  expect(userIn(globals + script("user $LB") + notify('notify "/usr/bin/b" $LB'))).toEqual([
    "own undefined",
    "own undefined",
  ]);
});
