import type { Keyword, KeywordPart } from "./types.js";
import { path, text } from "./values.js";

const file = { args: [path("value")], multiple: "last-warned", missingArg: "error" } as const satisfies KeywordPart;

/** Keys and certificates of SSL_GET. */
export const ssl = {
  kind: "block",
  summary: "Certificates and keys that SSL_GET checks use.",
  multiple: "last-warned",
  condition: ["_WITH_LVS_"],
  process: "checker",
  note: "Parameters of SSL_GET; a second block replaces the first, which is reported.",
  source: "check_parser.c:ssl_handler",
  block: { occurs: "merged", occursNote: "once; a second block is reported and replaces the first" },
  children: {
    password: {
      summary: "Password of the key file.",
      args: [text("value")],
      isSecret: true,
      multiple: "last-warned",
      missingArg: "error",
      source: "check_parser.c:sslpass_handler",
    },
    ca: {
      ...file,
      summary: "File with the certificates of the authorities to trust.",
      source: "check_parser.c:sslca_handler",
    },
    certificate: { ...file, summary: "File with the certificate to show.", source: "check_parser.c:sslcert_handler" },
    key: { ...file, summary: "File with the private key of the certificate.", source: "check_parser.c:sslkey_handler" },
  },
} as const satisfies Keyword;
