import type { Log } from "sarif";
import { ruleUrl } from "../diagnostics/rule-url.js";
import { jsonText, wellFormed } from "../text/printable.js";
import { digest, repositoryPath } from "./fingerprint.js";
import { SARIF_SCHEMA, uri } from "./sarif.js";

/** Something that is wrong at a place of a file; line and column from 1. */
export interface PlacedError {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What stays the same when lines move. */
  readonly identity: string;
}

/** SARIF 2.1.0 of errors that no rule reports; `kinds` says of each kind what it is, and `page` where it is described. */
export function sarifOfPlaces(
  errors: readonly PlacedError[],
  kinds: Readonly<Record<string, string>>,
  { version, page }: { readonly version: string; readonly page: string },
): string {
  const ids = Object.keys(kinds);
  const rules = ids.map((id) => ({ id, shortDescription: { text: kinds[id] ?? "" }, helpUri: page }));
  const seen = new Map<string, number>();
  const name = ({ kind, file, identity }: PlacedError): string => {
    const key = JSON.stringify([kind, repositoryPath(file), identity]);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return digest(`${key}${count}`);
  };
  const log: Log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kalint", semanticVersion: version, informationUri: ruleUrl("README"), rules } },
        columnKind: "utf16CodeUnits",
        results: errors.map((error) => ({
          ruleId: error.kind,
          ruleIndex: ids.indexOf(error.kind),
          level: "error",
          message: { text: wellFormed(error.message) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uri(error.file) },
                region: { startLine: error.line, startColumn: error.column },
              },
            },
          ],
          partialFingerprints: { "kalint/v1": name(error) },
        })),
      },
    ],
  };
  return jsonText(log);
}
