import type { CancellationToken } from "vscode-languageserver";
import type { Session } from "../session.js";
import { diagnostic } from "./diagnostic.js";
import { formatting } from "./formatting.js";

type Answer = (session: Session, params: never, token: CancellationToken) => unknown;

/** All requests about documents, by method. */
export const REQUESTS = {
  "textDocument/diagnostic": diagnostic,
  "textDocument/formatting": formatting,
} as const satisfies Readonly<Record<string, Answer>>;
