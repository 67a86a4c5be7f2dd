import { createHash } from "node:crypto";
import { type RunResult, run } from "../../src/lint/run.js";
import { rules } from "../../src/rules/index.js";
import { decode } from "../../src/workspace/bytes.js";
import { includeReader } from "../../src/workspace/include-reader.js";

/** Lints one file as a node of a release (undefined: of none in particular), with the config-id that keepalived is asked with. */
export function lintWholeFile(path: string, bytes: Buffer, target: string | undefined): RunResult {
  return run([{ path, text: decode(bytes) }], {
    rules,
    severityOf: (rule) => (rule.isOptIn === true ? "off" : rule.severity),
    target,
    configIds: ["test-id"],
    reader: includeReader(),
  });
}

/** Names a file in fixtures/agreement/differences-files.tsv without a word of what it holds. */
export const fingerprint = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
