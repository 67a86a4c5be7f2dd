import { setFlagsFromString } from "node:v8";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { watchParent } from "../workspace/parent-process.js";
import { watchArrivals } from "./arrivals.js";
import { LanguageServer } from "./server.js";

/** Serves the editor that has started this process, until it leaves. */
export function serveClient(version: string): void {
  keepHeapSmall();
  serve({ input: process.stdin, output: process.stdout, version, exit: (code) => process.exit(code) });
}

/**
 * Keeps the heap of a process small that runs for days and makes much that is dropped at once. V8 would let it grow to
 * several times of what is in use before it collects: 150 MB where these two flags lead to 85, at the same speed.
 * `--optimize-for-size` besides would save 9 MB more, and diagnostics would take a third longer.
 */
function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=30");
}

interface ServeOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly version: string;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

const FLUSH_MS = 10;
const MOST_MS = 500;

/** Answers one client over two streams until it leaves: by `exit`, by closing a stream, or by its end. */
function serve({ input, output, version, exit }: ServeOptions): void {
  const arrivals = watchArrivals(new StreamMessageReader(input));
  const connection: MessageConnection = createMessageConnection(arrivals.reader, new StreamMessageWriter(output));
  // What has been answered is written first, for as long as there is somebody who reads.
  const leave = () => {
    const end = () => exit(server.isShutDown ? 0 : 1);
    setTimeout(() => output.write("", end), FLUSH_MS);
    setTimeout(end, MOST_MS);
  };
  const server = new LanguageServer({
    connection,
    arrivals,
    version,
    leave,
    onParent: (pid) => watchParent(pid, leave),
  });
  connection.onRequest((method, params, token) => server.request(method, params, token));
  connection.onNotification((method, params) => server.notification(method, params));
  // What is not a message at all, or a reader that is gone: there is nobody to answer to.
  connection.onError(leave);
  connection.onClose(leave);
  input.on("end", leave);
  output.on("error", leave);
  connection.listen();
}
