import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { it } from "vitest";
import { askKeepalived, keepalivedVersion, needKeepalived } from "../support/keepalived.js";
import { requireProgram } from "../support/requirement.js";
import { compare } from "./compare.js";
import { openLedger } from "./differences.js";
import { readMachine } from "./recorded.js";
import { fingerprint, lintWholeFile } from "./whole-file.js";

const FOLDER = "/usr/share/doc/keepalived/samples";

it("finds in keepalived's own samples what keepalived reports, and no more", (context) => {
  needKeepalived(context);
  requireProgram(context, existsSync(FOLDER), "the samples of the Debian package");
  const machine = readMachine();
  const release = keepalivedVersion();
  const ledger = openLedger("differences-samples.tsv");
  for (const name of readdirSync(FOLDER).filter((one) => one.startsWith("keepalived.conf"))) {
    const file = path.join(FOLDER, name);
    const bytes = readFileSync(file);
    const { messages } = askKeepalived(file);
    const compared = compare(messages, lintWholeFile(file, bytes, release), machine);
    ledger.add(fingerprint(bytes), release, compared);
    // Without a release kalint may leave out what only that release reports, but has to be as quiet.
    const { differences } = compare(messages, lintWholeFile(file, bytes, undefined), machine);
    const alarms = differences.filter(({ who }) => who === "kalint");
    ledger.add(fingerprint(bytes), release, { agreed: 0, stricter: 0, machine: 0, differences: alarms });
  }
  ledger.settle("Agreement on the samples");
});
