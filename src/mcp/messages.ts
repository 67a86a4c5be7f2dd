import { Transform, type TransformCallback } from "node:stream";

/** Characters of one message: the largest text that a tool takes, escaped. */
export const MOST_MESSAGE = 32 << 20;

/** Error codes of JSON-RPC 2.0. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * Passes on the lines that are messages of JSON-RPC. What is not one is answered by `reply` with an error; a line that is too
 * long is dropped up to its end, and the next one is read.
 */
export class MessageLines extends Transform {
  #parts: Buffer[] = [];
  #length = 0;
  readonly #reply: (message: string) => void;

  constructor(reply: (message: string) => void) {
    super();
    this.#reply = reply;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.#add(chunk.subarray(from, end));
      this.#finish();
      from = end + 1;
    }
    this.#add(chunk.subarray(from));
    done();
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > MOST_MESSAGE) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #finish(): void {
    const isTooLong = this.#length > MOST_MESSAGE;
    const line = Buffer.concat(this.#parts).toString("utf8").trim();
    this.#parts = [];
    this.#length = 0;
    if (isTooLong) return this.#fail(null, INVALID_REQUEST, `a message is longer than ${MOST_MESSAGE >> 20} MiB`);
    if (line === "") return;
    const message = parsed(line);
    if (message === undefined) return this.#fail(null, PARSE_ERROR, "a line is not JSON");
    const { id = null, problem } = look(message);
    if (problem !== undefined) return this.#fail(id, INVALID_REQUEST, problem);
    this.push(`${line}\n`);
  }

  #fail(id: string | number | null, code: number, message: string): void {
    this.#reply(`${JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } })}\n`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** What is wrong with a message as a whole; its parameters are for who takes it. */
function look(message: unknown): { readonly id?: string | number; readonly problem?: string } {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    return { problem: "a message is not an object" };
  }
  const { jsonrpc, id, method, params } = message as Readonly<Record<string, unknown>>;
  const known = typeof id === "string" || typeof id === "number" ? { id } : {};
  if (jsonrpc !== "2.0") return { ...known, problem: 'a message without "jsonrpc": "2.0"' };
  if ("result" in message || "error" in message) return known;
  if (typeof method !== "string") return { ...known, problem: "a message without a method" };
  if (params !== undefined && (typeof params !== "object" || params === null || Array.isArray(params))) {
    return { ...known, problem: "parameters that are not an object" };
  }
  if (id !== undefined && !("id" in known)) return { problem: "an id that is neither a string nor a number" };
  return known;
}
