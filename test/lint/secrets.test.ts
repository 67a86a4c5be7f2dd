import { describe, expect, it } from "vitest";
import { lint } from "../../src/index.js";

/** Eight bytes, and not one of the usual words. */
const SECRET = "x7Qz9vKp";

const instance = (body: string) => `vrrp_instance VI_1 {
    state BACKUP;
    interface eth0
    virtual_router_id 51
    priority 100
    ${body}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;
const authentication = (line: string) => instance(`authentication {\n        auth_type PASS\n        ${line}\n    }`);
const hmac = (line: string) => instance(`auth_hmac {\n        ${line}\n        active_key 1\n    }`);
const ssl = (line: string) => `SSL {\n    ${line}\n}\n`;

/** What goes wrong with a line that holds a secret. */
const damages = (keyword: string) => [
  `${keyword} ${SECRET}`,
  `${keyword} ${SECRET};`,
  `${keyword} ${SECRET} ;`,
  `${keyword} ${SECRET} more`,
  `${keyword} more ${SECRET}`,
  `${keyword} "${SECRET}`,
  `${keyword} "${SECRET}"more`,
  `${keyword} ${SECRET}{`,
  `${keyword} ${SECRET} {`,
  `${keyword} ${SECRET} }`,
  `${keyword} ${SECRET}${SECRET}${SECRET}${SECRET}${SECRET}${SECRET}${SECRET}${SECRET}${SECRET}`,
  `${keyword} ${SECRET}\n${keyword} ${SECRET}2`,
  `${keyword} '${SECRET}'`,
  `${keyword} {{ ${SECRET} }}`,
  `${keyword} ${SECRET}\u00a0`,
  `${keyword}s ${SECRET}`,
  `${keyword.replace("_", "")} ${SECRET}`,
  `${keyword}=${SECRET}`,
  `${keyword} = ${SECRET}`,
  `${keyword}:${SECRET}`,
];

const texts = [
  ...damages("auth_pass").flatMap((line) => [authentication(line), instance(line), line]),
  ...damages("password").flatMap((line) => [authentication(line), ssl(line), instance(line)]),
  ...damages("key 1").flatMap((line) => [hmac(line), instance(line)]),
];

describe("no text of a finding shows a secret", () => {
  it.each(texts.map((text) => [text]))("%j", (text) => {
    const other = text.replaceAll(SECRET, "another1").replace("priority 100", "priority 90");
    const found = lint(
      [
        { path: "a.conf", text },
        { path: "b.conf", text: other },
      ],
      { clusters: [{ name: "lb", nodes: ["a.conf", "b.conf"] }] },
    );
    const shown = found.flatMap(({ message, help, related, fix }) => [
      message,
      help,
      fix?.title,
      ...related.map((one) => one.message),
    ]);
    expect(shown.filter((one) => one?.includes(SECRET.slice(0, 6)))).toEqual([]);
  });
});
