import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { watchParent } from "../workspace/parent-process.js";
import { watchArrivals } from "./arrivals.js";
import { Server } from "./server.js";

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
export function serve({ input, output, version, exit }: ServeOptions): void {
  const arrivals = watchArrivals(new StreamMessageReader(input));
  const connection: MessageConnection = createMessageConnection(arrivals.reader, new StreamMessageWriter(output));
  // What has been answered is written first, for as long as there is somebody who reads.
  const leave = () => {
    const end = () => exit(server.isShutDown ? 0 : 1);
    setTimeout(() => output.write("", end), FLUSH_MS);
    setTimeout(end, MOST_MS);
  };
  const server = new Server({ connection, arrivals, version, leave, onParent: (pid) => watchParent(pid, leave) });
  connection.onRequest((method, params, token) => server.request(method, params, token));
  connection.onNotification((method, params) => server.notification(method, params));
  // What is not a message at all, or a reader that is gone: there is nobody to answer to.
  connection.onError(leave);
  connection.onClose(leave);
  input.on("end", leave);
  output.on("error", leave);
  connection.listen();
}
