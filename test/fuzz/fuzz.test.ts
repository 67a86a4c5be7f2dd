import { describe, it } from "vitest";
import { configurations } from "./configurations.js";
import { promises } from "./promises.js";
import { ending, minutes, search } from "./search.js";

const timeout = 120_000 + minutes * 60_000;

describe("every text", { timeout }, () => {
  it.each(Object.entries(promises))("%s", (_, check) => search(configurations(), check));
});

/** What broke a promise once. */
const INPUTS: Readonly<Record<string, string>> = {
  "blocks that nothing closes": "{".repeat(11),
  "more blocks than fixes have passes": "a {\n".repeat(40),
  "braces that close nothing": "}".repeat(40),
  "a condition without an id in front of a block": "@^ 5\nvrrp_instance A {\n    interface eth0\n}\n",
  "a condition without an id that opens a block": "@^ 5 {\nvrrp_instance A {\n}\n",
  "a brace for one config-id alone": "track_file a {\n@^a }\n",
  "a timeout of 0 that is longer than the interval": "vrrp_script{timeout 0\ninterval .5\n}\n",
  "a line of wide characters": "漢".repeat(100_000),
  "a comment of wide characters": `# ${"漢".repeat(100_000)}`,
  "a byte order mark in front of a keyword": "vrrp_instance A {\n\ufeff interface eth0\n}\n",
  "a byte order mark on a line of its own": "\ufeff\nvrrp_instance A {\n}\n",
  "a word with a comment in front of a block": "1#\nvrrp_instance A {\n}\n",
  "a word with a comment in front of its block": "1#\n{\n}\n",
  "include as the name of a block": "vrrp_instance A {include{}}\n",
  "an open quote in front of a block": 'bfd_instance "\npassive}',
  "an option that is known to be refused": "static_routes {\nunreachable a\n}\n",
  "an option where a destination has to be": "static_routes {\nlocal ttl-propaga\n}\n",
  "addresses of both families in an open list": "vrrp_instance {\nvirtual_ipaddress{192.0.2.1 \n:: \nuse_vmac",
};

describe.each(Object.entries(INPUTS))("%s", (_, text) => {
  it.each(Object.entries(promises))("%s", (__, check) => ending(() => check(text)));
});
