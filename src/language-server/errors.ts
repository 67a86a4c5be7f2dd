import { ResponseError } from "vscode-languageserver/node";

/** What a request is refused with, by the protocol's numbers. */
const CODES = {
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  notInitialized: -32002,
  requestFailed: -32803,
  serverCancelled: -32802,
  contentModified: -32801,
  requestCancelled: -32800,
} as const;

/** An answer that says why there is none. */
export const refusal = (code: keyof typeof CODES, message: string, data?: unknown): ResponseError<unknown> =>
  new ResponseError<unknown>(CODES[code], message, data);
